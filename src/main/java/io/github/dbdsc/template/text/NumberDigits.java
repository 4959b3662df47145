package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How {@code format()} prints floats without a type letter. */
final class NumberDigits {

    private NumberDigits() {}

    static String shortest(double size, boolean alternate) {
        String text = NumberText.of(size);
        return alternate && text.indexOf('.') < 0 && text.indexOf('e') > 0 ? text.replace("e", ".e") : text;
    }

    /** Like {@code g}, but never without a digit after the point, and scientific one step earlier. */
    static String rounded(double size, int precision) {
        if (Double.isNaN(size) || Double.isInfinite(size)) {
            return NumberText.of(size);
        }
        int significant = Math.max(1, precision);
        BigDecimal rounded = new BigDecimal(size).round(new MathContext(significant, RoundingMode.HALF_EVEN));
        int exponent = size == 0 ? 0 : rounded.precision() - 1 - rounded.scale();
        String text = FloatFormat.of(size, 'g', significant, false);
        if ((exponent >= -4 && exponent < significant - 1) || (significant > 1 && size == 0)) {
            return text.indexOf('.') < 0 ? text + ".0" : text;
        }
        if (exponent == significant - 1 && text.indexOf('e') < 0) {
            String digits = FloatFormat.of(size, 'e', significant - 1, false);
            int e = digits.indexOf('e');
            String mantissa = digits.substring(0, e).replaceFirst("\\.0*$|(\\.\\d*?)0+$", "$1");
            return mantissa + digits.substring(e);
        }
        return text;
    }
}
