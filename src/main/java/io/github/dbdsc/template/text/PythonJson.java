package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.NumberText;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TextBuffer;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.Sequence;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON like Python's {@code json.dumps}. */
public final class PythonJson {

    /**
     * The arguments of {@code json.dumps} that change the text.
     *
     * @param indent what one level is indented with; null for everything on one line
     * @param forHtml whether characters that mean something in HTML are written as their codes
     */
    public record Options(
            boolean sortKeys,
            boolean ensureAscii,
            boolean skipKeys,
            boolean allowNan,
            @Nullable String indent,
            String itemSeparator,
            String keySeparator,
            boolean forHtml) {

        public static final Options DEFAULT = new Options(false, true, false, true, null, ", ", ": ", false);

        public static final Options HTML = new Options(true, true, false, true, null, ", ", ": ", true);

        /** Returns the same with indentation, which also drops the space after commas. */
        public Options indented(String by) {
            return new Options(sortKeys, ensureAscii, skipKeys, allowNan, by, ",", keySeparator, forHtml);
        }
    }

    /** Which ASCII characters of a string are written as they are. */
    private static final boolean[] PLAIN = TextBuffer.plainExcept("\"\\");

    private static final boolean[] HTML_PLAIN = TextBuffer.plainExcept("\"\\<>&'");

    private final Options options;
    private final boolean[] plain;

    /** Whether all is in one line with the separators that nobody set, which take no loop then. */
    private final boolean usual;

    private final TextBuffer out = new TextBuffer();
    private final Budget budget = Budget.current();
    private int depth;

    private PythonJson(Options options) {
        this.options = options;
        this.plain = options.forHtml ? HTML_PLAIN : PLAIN;
        this.usual = options.indent() == null
                && options.itemSeparator().equals(Options.DEFAULT.itemSeparator())
                && options.keySeparator().equals(Options.DEFAULT.keySeparator());
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\b' -> "\\b";
            default -> "\\u" + HexFormat.of().toHexDigits(c);
        };
    }

    public static String write(Object value, Options options) {
        PythonJson json = new PythonJson(options);
        json.append(value);
        json.budget.size(json.out.length());
        return json.out.toString();
    }

    private void append(Object value) {
        budget.step();
        budget.check(out.length());
        if (Strings.isString(value)) {
            appendString(value.toString());
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "true" : "false");
        } else if (value == None.NONE) {
            out.append("null");
        } else if (value instanceof Double number) {
            out.append(number(number));
        } else if (value instanceof Long number) {
            out.append(number.longValue());
        } else if (Numbers.isInteger(value)) {
            out.append(Strings.of(value));
        } else if (value instanceof PyList || value instanceof PyTuple) {
            appendArray(((Sequence) value).asList());
        } else if (value instanceof PyDict dict) {
            appendObject(dict);
        } else if (value instanceof ReferenceNumber number) {
            out.append(number.digits());
        } else {
            throw PythonError.type("Object of type " + TypeName.of(value) + " is not JSON serializable");
        }
    }

    private String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            if (!options.allowNan()) {
                throw PythonError.value("Out of range float values are not JSON compliant");
            }
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        return NumberText.of(value);
    }

    private void appendArray(List<Object> items) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        open('[');
        Iterator<Object> it = items.iterator();
        while (it.hasNext()) {
            append(it.next());
            separator(it.hasNext());
        }
        close(']');
    }

    private void appendObject(PyDict dict) {
        budget.items(dict.size());
        budget.passing(dict.size());
        if (dict.size() == 0) {
            out.append("{}");
        } else if (options.sortKeys() || options.skipKeys()) {
            appendMembers(members(dict));
        } else {
            open('{');
            int start = out.length();
            dict.forEachWritten((key, value) -> appendEntry(out.length() > start, key, value));
            close('}');
        }
    }

    /** A key and its value: a class of its own, since the JVM is slow to tell an interface such as {@code Map.Entry}. */
    private record Member(Object key, Object value) {}

    private List<Member> members(PyDict dict) {
        List<Member> members = new ArrayList<>(dict.size());
        dict.forEachWritten((key, value) -> members.add(new Member(key, value)));
        return members;
    }

    private void appendMembers(List<Member> members) {
        if (options.sortKeys()) {
            PythonComparison.sort(members, Member::key);
        }
        if (options.skipKeys()) {
            members.removeIf(member -> !isKey(member.key()));
        }
        if (members.isEmpty()) {
            out.append("{}");
            return;
        }
        open('{');
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            appendEntry(i > 0, member.key(), member.value());
        }
        close('}');
    }

    private void appendEntry(boolean more, Object key, Object value) {
        separator(more);
        appendString(keyText(key));
        if (usual) {
            out.append(':').append(' ');
        } else {
            out.append(options.keySeparator());
        }
        append(value);
    }

    private static boolean isKey(Object key) {
        return Strings.isString(key) || Numbers.isNumber(key) || key == None.NONE;
    }

    private String keyText(Object key) {
        if (!isKey(key)) {
            throw PythonError.type("keys must be str, int, float, bool or None, not " + TypeName.of(key));
        }
        if (key instanceof Boolean flag) {
            return flag ? "true" : "false";
        }
        if (key instanceof Double number) {
            return number(number);
        }
        return key == None.NONE ? "null" : Strings.of(key);
    }

    private void open(char bracket) {
        if (depth >= budget.limits().callDepth()) {
            throw new PythonError(
                    PythonError.Kind.LIMIT, "lists and dicts are nested too deep, or in themselves, for JSON");
        }
        out.append(bracket);
        depth++;
        newLine();
    }

    private void separator(boolean more) {
        if (more && usual) {
            out.append(',').append(' ');
        } else if (more) {
            out.append(options.itemSeparator());
            newLine();
        }
    }

    private void close(char bracket) {
        depth--;
        newLine();
        out.append(bracket);
    }

    private void newLine() {
        String indent = options.indent();
        if (indent != null) {
            budget.size((long) indent.length() * depth);
            out.append('\n').append(indent.repeat(depth));
        }
    }

    private void appendString(String text) {
        budget.passing(text.length());
        if (!out.appendQuoted('"', text, plain)) {
            appendEscaped(text);
        }
    }

    private void appendEscaped(String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPlain = c < plain.length ? plain[c] : !options.ensureAscii();
            if (!isPlain) {
                out.append(text, written, i).append(escaped(c));
                written = i + 1;
                budget.check(out.length());
            }
        }
        out.append(text, written, text.length()).append('"');
    }
}
