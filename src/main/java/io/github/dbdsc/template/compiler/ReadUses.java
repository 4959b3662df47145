package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.Outline.Form;
import io.github.dbdsc.template.reads.ValueRead;
import io.github.dbdsc.template.reads.ValueRead.Kind;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Notes what a template does with the values of a definition, behind the conditions that hold just then. */
final class ReadUses {

    /** Far more than templates print and call. Macros that call each other twice may do more. */
    private static final int MOST_STEPS = 20_000;

    private final Deque<Guard> guards = new ArrayDeque<>();
    private int steps;

    /**
     * Counts what is printed or called.
     *
     * @throws UnknownReadsException when it is too much
     */
    void step() {
        if (++steps > MOST_STEPS) {
            throw new UnknownReadsException("the template prints and calls too much to be followed");
        }
    }

    /** Runs something behind a condition. */
    void behind(Guard guard, Runnable body) {
        guards.push(guard);
        body.run();
        guards.pop();
    }

    /** Returns when a value is used here. */
    private Circumstances here(Known.Read read) {
        Circumstances circumstances = read.circumstances();
        for (Guard guard : guards) {
            circumstances = circumstances.and(guard.circumstances(read.value()));
        }
        return circumstances;
    }

    /** Notes that values are used as such a kind, and have to be there. */
    void use(Known value, Kind kind) {
        if (value instanceof Known.Either either) {
            either.options().forEach(option -> use(option, kind));
            return;
        }
        boolean isText = value instanceof Known.Made || value instanceof Known.Joined;
        if (isText && kind != Kind.ANY) {
            use(value, Kind.ANY); // whatever the text is made of
            return;
        }
        value.map(read -> {
            Circumstances here = here(read);
            read.value().use(kind, here);
            if (!here.optional()) {
                read.value().require();
            }
            return read;
        });
    }

    /** Notes that an element of a value is taken by its number: that of a list, or a character of a text. */
    void indexed(Known.Read read) {
        Circumstances here = here(read);
        Circumstances either = here.and(new Circumstances(false, true, false, false));
        read.value().use(Kind.LIST, either);
        read.value().use(Kind.STRING, either);
        if (!here.optional()) {
            read.value().require();
        }
    }

    /** Notes that what values are decides about something that is not followed. */
    static void decide(Iterable<ValueRead> values) {
        values.forEach(ValueRead::decide);
    }

    /** Notes that values are looked at, which may be missing. */
    void look(Known value) {
        value.map(read -> {
            read.value().use(Kind.ANY, here(read).and(Circumstances.OPTIONAL));
            return read;
        });
    }

    /** Notes that anything may be done with values. */
    void open(Known value) {
        value.map(read -> {
            read.value().use(Kind.ANY, here(read));
            read.value().escape();
            return read;
        });
        if (value instanceof Known.View view) {
            view.dict().escape();
        } else if (value instanceof Known.Macro || value instanceof Known.Module) {
            throw new UnknownReadsException("a macro is handed on");
        } else if (value instanceof Known.Printed printed) {
            open(printed.outline());
        }
        children(value).forEach(child -> {
            if (child instanceof Known.Printed || child instanceof Known.View || child instanceof Known.Macro) {
                open(child);
            }
        });
    }

    private static List<Known> children(Known value) {
        if (value instanceof Known.Either either) {
            return either.options();
        }
        if (value instanceof Known.Items items) {
            return items.items();
        }
        if (value instanceof Known.Joined joined) {
            return joined.parts();
        }
        if (value instanceof Known.Dict dict) {
            return List.copyOf(dict.entries().values());
        }
        return value instanceof Known.Made made ? List.of(made.of()) : List.of();
    }

    private static void open(Outline outline) {
        if (outline instanceof Outline.Value value) {
            value.read().use(Kind.ANY, value.circumstances());
            value.read().escape();
        } else if (outline instanceof Outline.Sequence sequence) {
            sequence.parts().forEach(ReadUses::open);
        } else if (outline instanceof Outline.Choice choice) {
            choice.options().forEach(ReadUses::open);
        } else if (outline instanceof Outline.Repeat repeat) {
            open(repeat.body());
        }
    }

    /** Returns what printing a value leaves. */
    Outline print(Known value, Form form, Position at) {
        step();
        if (value instanceof Known.Read read) {
            Circumstances here = here(read);
            if (!here.optional()) {
                read.value().require();
            }
            return new Outline.Value(read.value(), form, here, at);
        }
        if (value instanceof Known.Constant constant) {
            return new Outline.Text(form == Form.JSON ? json(constant.value()) : plain(constant.value()));
        }
        if (value instanceof Known.Either either) {
            return new Outline.Choice(either.options().stream()
                    .map(option -> print(option, form, at))
                    .toList());
        }
        if (value instanceof Known.Made made) {
            if (made.form() == Form.JSON && form != Form.PLAIN) {
                use(made, Kind.ANY);
                open(made); // JSON within a text has whatever is in the value
                return new Outline.Unknown();
            }
            if (made.form() == Form.NUMBER) {
                return print(made.of(), Form.NUMBER, at);
            }
            boolean isText = form == Form.PLAIN && made.form() != Form.PLAIN;
            return print(made.of(), isText ? made.form() : made.form() == Form.PLAIN ? form : Form.TEXT, at);
        }
        if (value instanceof Known.Printed printed && form == Form.PLAIN) {
            return printed.outline();
        }
        if (value instanceof Known.Joined joined) {
            return joined(joined, form, at);
        }
        if (form == Form.JSON && value instanceof Known.Items items) {
            return list(items, at);
        }
        if (form == Form.JSON && value instanceof Known.Dict dict) {
            return dict(dict, at);
        }
        open(value);
        return new Outline.Unknown();
    }

    private Outline joined(Known.Joined joined, Form form, Position at) {
        List<Outline> parts = new ArrayList<>();
        joined.parts().forEach(part -> parts.add(print(part, Form.PLAIN, at)));
        if (form == Form.JSON) {
            parts.add(0, new Outline.Text("\""));
            parts.add(new Outline.Text("\""));
        }
        return new Outline.Sequence(parts);
    }

    private Outline list(Known.Items items, Position at) {
        List<Outline> parts = new ArrayList<>();
        items.items().forEach(item -> {
            parts.add(new Outline.Text(parts.isEmpty() ? "[" : ","));
            parts.add(print(item, Form.JSON, at));
        });
        parts.add(new Outline.Text(parts.isEmpty() ? "[]" : "]"));
        return new Outline.Sequence(parts);
    }

    private Outline dict(Known.Dict dict, Position at) {
        List<Outline> parts = new ArrayList<>();
        for (Map.Entry<String, Known> entry : dict.entries().entrySet()) {
            parts.add(new Outline.Text((parts.isEmpty() ? "{" : ",") + json(entry.getKey()) + ":"));
            parts.add(print(entry.getValue(), Form.JSON, at));
        }
        parts.add(new Outline.Text(parts.isEmpty() ? "{}" : "}"));
        return new Outline.Sequence(parts);
    }

    private static String plain(Object constant) {
        return Strings.of(constant);
    }

    private static String json(Object constant) {
        if (constant == None.NONE) {
            return "null";
        }
        return Strings.isString(constant)
                ? "\"" + constant.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : Strings.of(constant).replace("True", "true").replace("False", "false");
    }
}
