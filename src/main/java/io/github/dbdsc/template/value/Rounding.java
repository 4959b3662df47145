package io.github.dbdsc.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Python's {@code round()}: half to even, on the exact value. */
public final class Rounding {

    private static final int MAX_DIGITS = 400;

    private Rounding() {}

    public static Object round(Object value, Object precision) {
        if (value instanceof Undefined undefined) {
            throw undefined.behaviour() == Undefined.Behaviour.STRICT
                    ? undefined.failure()
                    : PythonError.type("type Undefined doesn't define __round__ method");
        }
        if (!Numbers.isNumber(value)) {
            throw PythonError.type("type " + TypeName.of(value) + " doesn't define __round__ method");
        }
        if (precision == None.NONE) {
            return value instanceof Double number ? roundToInteger(number) : Numbers.plain(value);
        }
        long digits = Numbers.index(precision);
        return value instanceof Double number
                ? (Object) roundFloat(number, digits)
                : roundInteger(Numbers.big(value), digits);
    }

    private static Object roundToInteger(double value) {
        return Numbers.truncate(Double.isNaN(value) || Double.isInfinite(value) ? value : Math.rint(value));
    }

    private static double roundFloat(double value, long digits) {
        if (Double.isNaN(value) || Double.isInfinite(value) || digits > MAX_DIGITS) {
            return value;
        }
        if (digits < -MAX_DIGITS) {
            return Math.copySign(0.0, value);
        }
        double rounded = new BigDecimal(value)
                .setScale((int) digits, RoundingMode.HALF_EVEN)
                .doubleValue();
        if (Double.isInfinite(rounded)) {
            throw PythonError.overflow("rounded value too large to represent");
        }
        return Math.copySign(rounded, value);
    }

    private static Object roundInteger(BigInteger value, long digits) {
        if (digits >= 0) {
            return Numbers.integer(value);
        }
        if (-digits > value.bitLength()) {
            return 0L;
        }
        BigDecimal rounded = new BigDecimal(value).setScale((int) digits, RoundingMode.HALF_EVEN);
        return Numbers.integer(rounded.toBigInteger());
    }

    /** C's {@code %.*f}. */
    public static String fixed(double value, int precision) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return NumberText.of(value);
        }
        return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }
}
