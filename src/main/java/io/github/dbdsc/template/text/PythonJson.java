package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.NumberText;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.Sequence;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON like Python's {@code json.dumps}. */
public final class PythonJson {

    /**
     * The arguments of {@code json.dumps} that change the text.
     *
     * @param indent what one level is indented with; null for everything on one line
     */
    public record Options(
            boolean sortKeys,
            boolean ensureAscii,
            boolean skipKeys,
            boolean allowNan,
            @Nullable String indent,
            String itemSeparator,
            String keySeparator) {

        public static final Options DEFAULT = new Options(false, true, false, true, null, ", ", ": ");

        public static final Options SORTED = new Options(true, true, false, true, null, ", ", ": ");

        /** Returns the same with indentation, which also drops the space after commas. */
        public Options indented(String by) {
            return new Options(sortKeys, ensureAscii, skipKeys, allowNan, by, ",", keySeparator);
        }
    }

    private final Options options;
    private final StringBuilder out = new StringBuilder();
    private final Budget budget = Budget.current();
    private int depth;

    private PythonJson(Options options) {
        this.options = options;
    }

    public static String write(Object value, Options options) {
        PythonJson json = new PythonJson(options);
        json.append(value);
        json.budget.size(json.out.length());
        return json.out.toString();
    }

    private void append(Object value) {
        budget.step();
        budget.output(out.length());
        if (Strings.isString(value)) {
            appendString(value.toString());
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "true" : "false");
        } else if (value == None.NONE) {
            out.append("null");
        } else if (value instanceof Double number) {
            out.append(number(number));
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
        List<Object> keys = Containers.list(dict);
        if (options.sortKeys()) {
            keys = PythonComparison.sorted(keys);
        }
        if (options.skipKeys()) {
            keys = keys.stream().filter(PythonJson::isKey).toList();
        }
        if (keys.isEmpty()) {
            out.append("{}");
            return;
        }
        open('{');
        Iterator<Object> it = keys.iterator();
        while (it.hasNext()) {
            Object key = it.next();
            appendString(keyText(key));
            out.append(options.keySeparator());
            append(dict.get(key));
            separator(it.hasNext());
        }
        close('}');
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
        if (more) {
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
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c < ' ' || (options.ensureAscii() && c > '~')) {
                        appendEscaped(c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void appendEscaped(char c) {
        String hex = Integer.toHexString(c);
        out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
    }
}
