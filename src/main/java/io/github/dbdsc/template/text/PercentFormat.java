package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

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

    private record Flags(boolean left, boolean plus, boolean space, boolean zero, boolean alternate) {}

    private void conversion() {
        if (format.startsWith("%", at)) {
            at++;
            out.append('%');
            return;
        }
        Object named = format.startsWith("(", at) ? named() : Absent.ABSENT;
        Flags flags = flags();
        int width = number();
        if (width < 0) {
            flags = new Flags(true, flags.plus, flags.space, flags.zero, flags.alternate);
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
        char type = format.charAt(at++);
        Budget.current().size(Math.max(width, precision));
        pad(converted(type, flags, precision, width, named == Absent.ABSENT ? next() : named), flags, width);
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

    private Flags flags() {
        int start = at;
        while (at < format.length() && "-+ 0#".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        String given = format.substring(start, at);
        return new Flags(
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

    private String converted(char type, Flags flags, int precision, int width, Object value) {
        if (ReferenceNumber.isIn(value)) {
            if (width != 0 || precision >= 0 || "sdiura".indexOf(type) < 0) {
                throw ReferenceNumber.refusal();
            }
            if (value instanceof ReferenceNumber number) {
                return number.digits();
            }
        }
        if (escaping && "coxX".indexOf(type) >= 0) {
            throw PythonError.type("%" + type + " format: an integer is required, not _MarkupEscapeHelper");
        }
        return switch (type) {
            case 's' -> cut(escaping ? Markup.escape(value).text() : Strings.of(value), precision);
            case 'r' -> cut(escaped(Repr.of(value)), precision);
            case 'a' -> cut(escaped(StringFormat.ascii(Repr.of(value))), precision);
            case 'c' -> character(value);
            case 'd', 'i', 'u' -> integer(decimal(type, value), 10, type, flags, precision, width);
            case 'o' -> integer(whole(type, value), 8, type, flags, precision, width);
            case 'x', 'X' -> integer(whole(type, value), 16, type, flags, precision, width);
            case 'e', 'E', 'f', 'F', 'g', 'G' -> floating(number(value), type, flags, precision, width);
            default ->
                throw PythonError.value("unsupported format character '" + type + "' (0x" + Integer.toHexString(type)
                        + ") at index " + (at - 1));
        };
    }

    private String escaped(String text) {
        return escaping ? Markup.escape(text).text() : text;
    }

    private static String cut(String text, int precision) {
        return precision < 0 ? text : Strings.first(text, precision);
    }

    private static String character(Object value) {
        if (Strings.isString(value) && Strings.length(value.toString()) == 1) {
            return value.toString();
        }
        if (Numbers.isInteger(value)) {
            long code = Numbers.index(value);
            if (code < 0 || code > Character.MAX_CODE_POINT) {
                throw PythonError.overflow("%c arg not in range(0x110000)");
            }
            return Character.toString((int) code);
        }
        throw PythonError.type("%c requires int or char");
    }

    private static BigInteger decimal(char type, Object value) {
        if (value instanceof Double number) {
            return Numbers.big(Numbers.truncate(number));
        }
        if (!Numbers.isInteger(value)) {
            throw wrongType(type, "a real number", value);
        }
        return Numbers.big(value);
    }

    private static BigInteger whole(char type, Object value) {
        if (!Numbers.isInteger(value)) {
            throw wrongType(type, "an integer", value);
        }
        return Numbers.big(value);
    }

    private static PythonError wrongType(char type, String wanted, Object value) {
        if (value instanceof Undefined undefined && wanted.startsWith("a real")) {
            return undefined.failure();
        }
        return PythonError.type("%" + type + " format: " + wanted + " is required, not " + TypeName.of(value));
    }

    private static double number(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!Numbers.isNumber(value)) {
            throw PythonError.type("must be real number, not " + TypeName.of(value));
        }
        return Numbers.toDouble(value);
    }

    private static String integer(BigInteger value, int base, char type, Flags flags, int precision, int width) {
        String digits = base == 10
                ? Strings.of(Numbers.integer(value.abs()))
                : value.abs().toString(base);
        digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        String prefix = flags.alternate && base != 10 ? "0" + type : "";
        if (type == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        return zeroFilled(sign(value.signum() < 0, flags) + prefix, digits, flags, width);
    }

    private static String floating(double value, char type, Flags flags, int precision, int width) {
        String digits = FloatFormat.of(Math.abs(value), type, precision < 0 ? 6 : precision, flags.alternate);
        boolean negative = value < 0 || 1 / value < 0;
        return zeroFilled(sign(negative, flags), digits, flags, width);
    }

    private static String sign(boolean negative, Flags flags) {
        return negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
    }

    private static String zeroFilled(String sign, String digits, Flags flags, int width) {
        int zeros = flags.zero && !flags.left ? width - sign.length() - digits.length() : 0;
        return sign + "0".repeat(Math.max(0, zeros)) + digits;
    }

    private void pad(String text, Flags flags, int width) {
        String blanks = " ".repeat(Math.max(0, width - Strings.length(text)));
        out.append(flags.left ? text + blanks : blanks + text);
    }
}
