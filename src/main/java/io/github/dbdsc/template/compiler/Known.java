package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.ValueRead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is known of the value of an expression before there is a definition. */
sealed interface Known {

    /** Nothing. */
    record Unknown() implements Known {

        static final Known VALUE = new Unknown();
    }

    /** A value of the definition, used where the circumstances say so. */
    record Read(ValueRead value, Circumstances circumstances) implements Known {}

    /** A literal. */
    record Constant(Object value) implements Known {}

    /** One of several. */
    record Either(List<Known> options) implements Known {}

    /** A list that is written out. */
    record Items(List<Known> items) implements Known {}

    /** A dict that is written out, with literal keys. */
    record Dict(Map<String, Known> entries) implements Known {}

    /** A text made of a value. */
    record Made(Known of, Outline.Form form) implements Known {}

    /** Values as one text. */
    record Joined(List<Known> parts) implements Known {}

    /** The same elements in another list. */
    record Rearranged(Known list) implements Known {}

    /** The pairs, the names or the values of a dict. */
    record View(ValueRead dict, Part part) implements Known {

        enum Part {
            ITEMS,
            KEYS,
            VALUES
        }
    }

    /** A text that was printed to be used later. */
    record Printed(Outline outline) implements Known {}

    /** What a loop tells of itself in a round with this value. */
    record Loop(Known value) implements Known {}

    /** A macro with the names that it sees. */
    record Macro(MacroTag.Definition definition, Map<String, Known> names) implements Known {}

    /** A block, or what it stands in place of. */
    record BlockCall(String name, int level) implements Known {}

    /** An imported template, or what is called {@code self}. */
    record Module(Map<String, Known> names) implements Known {}

    /** Returns one of two values. */
    static Known either(Known one, Known other) {
        if (one.equals(other)) {
            return one;
        }
        List<Known> options = new ArrayList<>(one instanceof Either either ? either.options() : List.of(one));
        (other instanceof Either either ? either.options() : List.of(other)).forEach(option -> {
            if (!options.contains(option)) {
                options.add(option);
            }
        });
        return new Either(List.copyOf(options));
    }

    /** Returns the same with every value of the definition changed. */
    default Known map(UnaryOperator<Read> change) {
        if (this instanceof Read read) {
            return change.apply(read);
        }
        if (this instanceof Either either) {
            return new Either(mapped(either.options(), change));
        }
        if (this instanceof Items list) {
            return new Items(mapped(list.items(), change));
        }
        if (this instanceof Dict dict) {
            Map<String, Known> entries = new LinkedHashMap<>();
            dict.entries().forEach((name, value) -> entries.put(name, value.map(change)));
            return new Dict(entries);
        }
        if (this instanceof Joined joined) {
            return new Joined(mapped(joined.parts(), change));
        }
        if (this instanceof Made made) {
            return new Made(made.of().map(change), made.form());
        }
        return this instanceof Rearranged rearranged
                ? new Rearranged(rearranged.list().map(change))
                : this;
    }

    private static List<Known> mapped(List<Known> values, UnaryOperator<Read> change) {
        return values.stream().map(value -> value.map(change)).toList();
    }

    /** Returns the same, used only in these circumstances. */
    default Known in(Circumstances circumstances) {
        return map(read -> new Read(read.value(), read.circumstances().and(circumstances)));
    }

    /** Returns the values of the definition that it is or is made of. */
    default List<ValueRead> reads() {
        List<ValueRead> found = new ArrayList<>();
        map(read -> {
            found.add(read.value());
            return read;
        });
        return found;
    }
}
