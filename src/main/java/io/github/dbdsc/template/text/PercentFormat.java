package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.List;

/** Formats text like Python's {@code text % values}. */
public final class PercentFormat {

    private final String format;
    private final Object values;
    private final boolean escaping;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int used;

    private PercentFormat(String format, Object values, boolean escaping) {
        this.format = format;
        this.values = values;
        this.escaping = escaping;
    }

    /**
     * Formats values.
     *
     * @param format a string, or markup, which escapes the values
     */
    public static Object format(Object format, Object values) {
        String text = new PercentFormat(format.toString(), values, format instanceof Markup).run();
        return Strings.like(format, text);
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '%') {
                conversion();
            } else {
                out.append(c);
            }
        }
        boolean leftOver = values instanceof PyTuple tuple ? used < tuple.size() : used == 0 && !isMapping();
        if (leftOver) {
            throw PythonError.type("not all arguments converted during string formatting");
        }
        Budget.current().size(out.length());
        return out.toString();
    }

    /** Returns whether the values may go unused and be taken by name: everything with items but tuples and strings. */
    private boolean isMapping() {
        return values instanceof PyDict
                || values instanceof PyList
                || values instanceof PyRange
                || values instanceof Undefined;
    }

    private void conversion() {
        if (format.startsWith("%", at)) {
            at++;
            out.append('%');
            return;
        }
        Object named = format.startsWith("(", at) ? named() : Absent.ABSENT;
        PercentConversion.Flags flags = flags();
        int width = number();
        if (width < 0) {
            flags = flags.toTheLeft();
            width = -width;
        }
        int precision = -1;
        if (format.startsWith(".", at)) {
            at++;
            precision = Math.max(0, number());
        }
        while (at < format.length() && "hlL".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        if (at >= format.length()) {
            throw PythonError.value("incomplete format");
        }
        PercentConversion conversion = new PercentConversion(format.charAt(at), at, flags, width, precision, escaping);
        at++;
        Budget.current().size(Math.max(width, precision));
        out.append(conversion.of(named == Absent.ABSENT ? next() : named));
    }

    private Object named() {
        if (!isMapping()) {
            throw PythonError.type("format requires a mapping");
        }
        int depth = 1;
        int start = ++at;
        while (at < format.length() && depth > 0) {
            char c = format.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        if (depth > 0) {
            throw PythonError.value("incomplete format key");
        }
        String key = format.substring(start, at - 1);
        if (values instanceof Undefined undefined) {
            return undefined.member();
        }
        if (!(values instanceof PyDict dict)) {
            throw PythonError.type("format requires a mapping");
        }
        Object value = dict.get(key);
        if (value == Absent.ABSENT) {
            throw new PythonError(PythonError.Kind.KEY_ERROR, Repr.of(key));
        }
        used++;
        return value;
    }

    private PercentConversion.Flags flags() {
        int start = at;
        while (at < format.length() && "-+ 0#".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        String given = format.substring(start, at);
        return new PercentConversion.Flags(
                given.contains("-"),
                given.contains("+"),
                given.contains(" "),
                given.contains("0"),
                given.contains("#"));
    }

    private int number() {
        if (format.startsWith("*", at)) {
            at++;
            Object value = next();
            if (!Numbers.isInteger(value) || escaping) {
                throw PythonError.type("* wants int");
            }
            return Numbers.intIndex(value);
        }
        int start = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        if (at - start > 18) {
            throw PythonError.value("width too big");
        }
        return at == start ? 0 : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(format.substring(start, at)));
    }

    private Object next() {
        List<Object> items = values instanceof PyTuple tuple ? tuple.asList() : List.of(values);
        if (used >= items.size()) {
            throw PythonError.type("not enough arguments for format string");
        }
        return items.get(used++);
    }
}
