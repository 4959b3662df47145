package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.Represented;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Python's {@code repr()}. */
public final class Repr {

    /** More than this of a text helps nobody to see what is wrong with it. */
    private static final int BRIEF = 200;

    /** Which ASCII characters are written as they are, whatever the quotes are. */
    private static final boolean[] PLAIN = TextBuffer.plainExcept("\\'\"");

    private static final HexFormat HEX = HexFormat.of();

    private final TextBuffer out = new TextBuffer();
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

    /** Like {@link #of}, for messages: of a long text only the beginning. */
    public static String brief(Object value) {
        boolean isLong = Strings.isString(value) && value.toString().length() > BRIEF;
        return isLong ? of(Strings.first(value.toString(), BRIEF) + "...") : of(value);
    }

    /** Appends text as it is. */
    public void appendText(String text) {
        out.append(text);
    }

    /** Appends a value as Python prints it. */
    public void append(Object value) {
        budget.step();
        budget.check(out.length());
        if (value instanceof String text) {
            appendString(text);
        } else if (value instanceof Long number) {
            out.append(number.longValue());
        } else if (value == None.NONE) {
            out.append("None");
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "True" : "False");
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
            if (enter(list, "[", "[...]")) {
                appendItems(list.items());
                leave("]");
            }
        } else if (value instanceof PyTuple tuple) {
            if (enter(tuple, "(", "(...)")) {
                appendItems(tuple.asList());
                leave(tuple.size() == 1 ? ",)" : ")");
            }
        } else if (value instanceof PyDict dict) {
            if (enter(dict, "{", "{...}")) {
                appendEntries(dict);
                leave("}");
            }
        } else if (value instanceof DictView view) {
            if (enter(view.dict(), view.kind().typeName() + "([", "...")) {
                appendItems(view::iterator);
                leave("])");
            }
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
        budget.passing(text.length());
        if (!out.appendQuoted('\'', text, PLAIN)) {
            appendSpecial(text);
        }
    }

    /** Appends a text that has more than plain characters. */
    private void appendSpecial(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        int written = 0;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            boolean isOtherQuote = c != quote && (c == '"' || c == '\'');
            if (!isOtherQuote && (c >= PLAIN.length || !PLAIN[c])) {
                out.append(text, written, i);
                appendEscaped(c, quote);
                written = next;
                budget.check(out.length());
            }
        }
        out.append(text, written, text.length()).append(quote);
    }

    private void appendEscaped(int c, char quote) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case '\'', '"' -> out.append('\\').append(quote);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Characters.isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(code(c));
                }
            }
        }
    }

    /** Returns what Python writes for a character that can't be printed: the digits of its code. */
    public static String code(int c) {
        int digits = c <= 0xff ? 2 : c <= 0xffff ? 4 : 8;
        String letter = digits == 2 ? "x" : digits == 4 ? "u" : "U";
        return "\\" + letter + HEX.toHexDigits(c, digits);
    }

    /** Opens a container, unless it is open already; {@link #leave} must follow where it does. */
    private boolean enter(Object container, String start, String whenOpen) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i) == container) {
                out.append(whenOpen);
                return false;
            }
        }
        if (open.size() >= budget.limits().callDepth()) {
            throw PythonError.limit("lists and dicts are nested too deep to be printed");
        }
        open.add(container);
        out.append(start);
        return true;
    }

    private void leave(String end) {
        out.append(end);
        open.remove(open.size() - 1);
    }

    private void appendItems(Iterable<Object> items) {
        int start = out.length();
        for (Object item : items) {
            if (out.length() > start) {
                out.append(", ");
            }
            append(item);
        }
    }

    private void appendEntries(PyDict dict) {
        int start = out.length();
        dict.forEachWritten((key, value) -> {
            if (out.length() > start) {
                out.append(", ");
            }
            append(key);
            out.append(": ");
            append(value);
        });
    }
}
