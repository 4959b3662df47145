package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Conversion;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import java.math.BigInteger;
import java.util.Locale;

/**
 * One conversion of Python's {@code text % values}, such as {@code %-5.2f}.
 *
 * @param at where its type stands in the format
 * @param width of the text at least
 * @param precision negative where none is given
 * @param escaping whether the format is markup, which escapes what it takes in
 */
record PercentConversion(char type, int at, Flags flags, int width, int precision, boolean escaping) {

    /** What stands between the percent sign and the width. */
    record Flags(boolean left, boolean plus, boolean space, boolean zero, boolean alternate) {

        Flags toTheLeft() {
            return new Flags(true, plus, space, zero, alternate);
        }
    }

    /** The text of a value, at least as long as the width. */
    String of(Object value) {
        String text = converted(value);
        String blanks = " ".repeat(Math.max(0, width - Strings.length(text)));
        return flags.left ? text + blanks : blanks + text;
    }

    private String converted(Object value) {
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
            case 's' -> cut(escaping ? Markup.escape(value).text() : Strings.of(value));
            case 'r' -> cut(escaped(Repr.of(value)));
            case 'a' -> cut(escaped(StringFormat.ascii(Repr.of(value))));
            case 'c' -> character(value);
            case 'd', 'i', 'u' -> integer(decimal(value), 10);
            case 'o' -> integer(whole(value), 8);
            case 'x', 'X' -> integer(whole(value), 16);
            case 'e', 'E', 'f', 'F', 'g', 'G' -> floating(number(value));
            default ->
                throw PythonError.value("unsupported format character '" + type + "' (0x" + Integer.toHexString(type)
                        + ") at index " + at);
        };
    }

    private String escaped(String text) {
        return escaping ? Markup.escape(text).text() : text;
    }

    private String cut(String text) {
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

    private BigInteger decimal(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!Numbers.isNumber(value) && !readsTexts(value)) {
            throw wrongType("a real number", value);
        }
        return Numbers.big(Conversion.toInteger(value, 10L));
    }

    /** Markup passes each value on through its {@code __int__} or {@code __float__}, which texts have there. */
    private boolean readsTexts(Object value) {
        return escaping && Strings.isString(value);
    }

    private BigInteger whole(Object value) {
        if (!Numbers.isInteger(value)) {
            throw wrongType("an integer", value);
        }
        return Numbers.big(value);
    }

    private PythonError wrongType(String wanted, Object value) {
        return PythonError.type("%" + type + " format: " + wanted + " is required, not " + TypeName.of(value));
    }

    private double number(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!Numbers.isNumber(value) && !readsTexts(value)) {
            throw PythonError.type("must be real number, not " + TypeName.of(value));
        }
        return Conversion.toFloat(value);
    }

    private String integer(BigInteger value, int base) {
        String digits = base == 10
                ? Strings.of(Numbers.integer(value.abs()))
                : value.abs().toString(base);
        digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        String prefix = flags.alternate && base != 10 ? "0" + type : "";
        if (type == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        return zeroFilled(sign(value.signum() < 0) + prefix, digits);
    }

    private String floating(double value) {
        String digits = FloatFormat.of(Math.abs(value), type, precision < 0 ? 6 : precision, flags.alternate);
        boolean negative = value < 0 || 1 / value < 0;
        return zeroFilled(sign(negative), digits);
    }

    private String sign(boolean negative) {
        return negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
    }

    private String zeroFilled(String sign, String digits) {
        int zeros = flags.zero && !flags.left ? width - sign.length() - digits.length() : 0;
        return sign + "0".repeat(Math.max(0, zeros)) + digits;
    }
}
