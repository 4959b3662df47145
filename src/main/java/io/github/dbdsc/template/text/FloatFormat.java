package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Prints the size of a float as C's {@code %f %e %g} and Python's {@code format()} do; the sign is the caller's. */
final class FloatFormat {

    private FloatFormat() {}

    /** Returns the digits of a float that is not negative, for one of {@code e E f F g G}. */
    static String of(double value, char type, int precision, boolean alternate) {
        boolean upper = Character.isUpperCase(type);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String word = Double.isNaN(value) ? "nan" : "inf";
            return upper ? word.toUpperCase(Locale.ROOT) : word;
        }
        Budget.current().size(precision);
        String text =
                switch (Character.toLowerCase(type)) {
                    case 'f' -> fixed(value, precision, alternate);
                    case 'e' -> scientific(value, precision, alternate);
                    default -> general(value, precision, alternate);
                };
        return upper ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String fixed(double value, int precision, boolean alternate) {
        String text = NumberText.fixed(value, precision);
        return precision == 0 && alternate ? text + "." : text;
    }

    private static String scientific(double value, int precision, boolean alternate) {
        if (value == 0) {
            String zeros = precision > 0 ? "." + "0".repeat(precision) : alternate ? "." : "";
            return "0" + zeros + "e+00";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        StringBuilder digits = new StringBuilder(rounded.unscaledValue().toString());
        int exponent = digits.length() - 1 - rounded.scale();
        while (digits.length() < precision + 1) {
            digits.append('0');
        }
        if (precision > 0 || alternate) {
            digits.insert(1, '.');
        }
        return digits + "e" + NumberText.exponent(exponent);
    }

    private static String general(double value, int precision, boolean alternate) {
        int significant = Math.max(1, precision);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(significant, RoundingMode.HALF_EVEN));
        int exponent = value == 0 ? 0 : rounded.precision() - 1 - rounded.scale();
        boolean positional = exponent >= -4 && exponent < significant;
        String text = positional
                ? fixed(value, significant - 1 - exponent, alternate)
                : scientific(value, significant - 1, alternate);
        return alternate ? text : withoutTrailingZeros(text);
    }

    private static String withoutTrailingZeros(String text) {
        int e = text.indexOf('e');
        String mantissa = e < 0 ? text : text.substring(0, e);
        if (mantissa.indexOf('.') >= 0) {
            int end = mantissa.length();
            while (mantissa.charAt(end - 1) == '0') {
                end--;
            }
            mantissa = mantissa.substring(0, mantissa.charAt(end - 1) == '.' ? end - 1 : end);
        }
        return e < 0 ? mantissa : mantissa + text.substring(e);
    }

    /** Returns the fewest digits that identify the float, for {@code format()} without a type letter. */
    static String shortest(double size, boolean alternate) {
        String text = NumberText.of(size);
        return alternate && text.indexOf('.') < 0 && text.indexOf('e') > 0 ? text.replace("e", ".e") : text;
    }

    /**
     * Returns the digits of a given precision, for {@code format()} without a type letter: like {@code g}, but never
     * without a digit after the point, and scientific one step earlier.
     */
    static String rounded(double size, int precision, boolean alternate) {
        if (Double.isNaN(size) || Double.isInfinite(size)) {
            return NumberText.of(size);
        }
        int significant = Math.max(1, precision);
        BigDecimal rounded = new BigDecimal(size).round(new MathContext(significant, RoundingMode.HALF_EVEN));
        int exponent = size == 0 ? 0 : rounded.precision() - 1 - rounded.scale();
        String text = of(size, 'g', significant, alternate);
        if (alternate && (exponent < -4 || exponent >= significant - 1) && (size != 0 || significant == 1)) {
            return of(size, 'e', significant - 1, true);
        }
        if ((exponent >= -4 && exponent < significant - 1) || (significant > 1 && size == 0)) {
            return text.indexOf('.') < 0 ? text + ".0" : text;
        }
        if (exponent == significant - 1 && text.indexOf('e') < 0) {
            String digits = of(size, 'e', significant - 1, false);
            int e = digits.indexOf('e');
            String mantissa = digits.substring(0, e).replaceFirst("\\.0*$|(\\.\\d*?)0+$", "$1");
            return mantissa + digits.substring(e);
        }
        return text;
    }
}
