package io.github.dbdsc.template.reads;

import io.github.dbdsc.template.value.Position;
import java.util.List;

/** What a template can print, as far as it can be told without a definition. */
public sealed interface Outline {

    /** Nothing is printed. */
    Outline NOTHING = new Text("");

    /** Text that is printed as it is. */
    record Text(String text) implements Outline {}

    /**
     * A value of the definition.
     *
     * @param at where the template prints it
     */
    record Value(ValueRead read, Form form, Circumstances circumstances, Position at) implements Outline {}

    /** Something that is not known here: an item of the vars, a result. */
    record Unknown() implements Outline {}

    /** One after the other. */
    record Sequence(List<Outline> parts) implements Outline {

        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** One of several. */
    record Choice(List<Outline> options) implements Outline {

        public Choice {
            options = List.copyOf(options);
        }
    }

    /** The same any number of times. */
    record Repeat(Outline body) implements Outline {}

    /** How a value is printed. */
    enum Form {
        /** As it is. */
        PLAIN,
        /** As JSON. */
        JSON,
        /** As a text that is made of it. */
        TEXT,
        /** As the number that it stands for, or another one where it stands for none. */
        NUMBER
    }
}
