package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.Represented;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Python's {@code repr()}. */
public final class Repr {

    private final StringBuilder out = new StringBuilder();
    private final Budget budget = Budget.current();
    private final List<Object> open = new ArrayList<>();

    private Repr() {}

    public static String of(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Double number) {
            return NumberText.of(number);
        }
        Repr repr = new Repr();
        repr.append(value);
        repr.budget.size(repr.out.length());
        return repr.out.toString();
    }

    /** Appends text as it is. */
    public void appendText(String text) {
        out.append(text);
    }

    /** Appends a value as Python prints it. */
    public void append(Object value) {
        budget.step();
        budget.output(out.length());
        if (value instanceof String text) {
            appendString(text);
        } else if (value == None.NONE) {
            out.append("None");
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "True" : "False");
        } else if (value instanceof Long number) {
            out.append(number.longValue());
        } else if (value instanceof Double number) {
            out.append(NumberText.of(number));
        } else if (value instanceof BigInteger number) {
            out.append(NumberText.of(number));
        } else {
            appendContainer(value);
        }
    }

    private void appendContainer(Object value) {
        if (value instanceof PyList list) {
            nested(list, "[", "]", () -> appendItems(list.items().iterator()), "[...]");
        } else if (value instanceof PyTuple tuple) {
            String end = tuple.size() == 1 ? ",)" : ")";
            nested(tuple, "(", end, () -> appendItems(tuple.asList().iterator()), "(...)");
        } else if (value instanceof PyDict dict) {
            nested(dict, "{", "}", () -> appendEntries(dict), "{...}");
        } else if (value instanceof DictView view) {
            nested(view.dict(), view.kind().typeName() + "([", "])", () -> appendItems(view.iterator()), "...");
        } else {
            appendRare(value);
        }
    }

    private void appendRare(Object value) {
        if (value instanceof Markup markup) {
            out.append("Markup(");
            appendString(markup.text());
            out.append(')');
        } else if (value instanceof PyRange range) {
            out.append("range(").append(range.start()).append(", ").append(range.stop());
            out.append(range.step() == 1 ? ")" : ", " + range.step() + ")");
        } else if (value instanceof Undefined) {
            out.append("Undefined");
        } else if (value instanceof Represented represented) {
            represented.appendTo(this);
        } else {
            throw PythonError.unsupported("a value of type '" + TypeName.of(value)
                    + "' can't be printed: Python prints its address in memory, which differs every time");
        }
    }

    private void appendString(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == quote || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7f) {
                out.append((char) c);
            } else {
                appendEscaped(c);
            }
        }
        out.append(quote);
    }

    private void appendEscaped(int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Characters.isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (c <= 0xff) {
                    out.append(String.format("\\x%02x", c));
                } else if (c <= 0xffff) {
                    out.append(String.format("\\u%04x", c));
                } else {
                    out.append(String.format("\\U%08x", c));
                }
            }
        }
    }

    private void nested(Object container, String start, String end, Runnable content, String whenOpen) {
        for (Object outer : open) {
            if (outer == container) {
                out.append(whenOpen);
                return;
            }
        }
        if (open.size() >= budget.limits().callDepth()) {
            throw PythonError.limit("lists and dicts are nested too deep to be printed");
        }
        open.add(container);
        out.append(start);
        content.run();
        out.append(end);
        open.remove(open.size() - 1);
    }

    private void appendItems(Iterator<Object> items) {
        String separator = "";
        while (items.hasNext()) {
            out.append(separator);
            append(items.next());
            separator = ", ";
        }
    }

    private void appendEntries(PyDict dict) {
        String separator = "";
        for (var entry : dict.entrySet()) {
            out.append(separator);
            append(dict.written(entry.getKey()));
            out.append(": ");
            append(entry.getValue());
            separator = ", ";
        }
    }
}
