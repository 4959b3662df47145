package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.None;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Python's numbers: integers without bound, floats, and booleans that count as 0 and 1. */
public final class Numbers {

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** More decimal places than a float has. */
    private static final int MAX_PLACES = 400;

    private Numbers() {}

    /** An integer value: {@code Long} wherever it fits. */
    public static Object integer(BigInteger value) {
        return value.bitLength() <= 63 ? (Object) value.longValue() : value;
    }

    public static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
    }

    public static boolean isNumber(Object value) {
        return isInteger(value) || value instanceof Double;
    }

    /** A boolean as 0 or 1; everything else as it is. */
    public static Object plain(Object value) {
        return value instanceof Boolean flag ? (Object) (flag ? 1L : 0L) : value;
    }

    public static BigInteger big(Object integer) {
        Object plain = plain(integer);
        return plain instanceof BigInteger big ? big : BigInteger.valueOf((Long) plain);
    }

    /**
     * A number as a float.
     *
     * @throws PythonError OverflowError for integers beyond the range of floats
     */
    public static double toDouble(Object number) {
        Object plain = plain(number);
        if (plain instanceof Double value) {
            return value;
        }
        if (plain instanceof Long value) {
            return value;
        }
        double value = ((BigInteger) plain).doubleValue();
        if (Double.isInfinite(value)) {
            throw PythonError.overflow("int too large to convert to float");
        }
        return value;
    }

    /**
     * Python's {@code operator.index}, clamped to the range of a long.
     *
     * @throws PythonError TypeError for values that are no integers
     */
    public static long index(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof BigInteger number) {
            return number.min(LONG_MAX).max(LONG_MIN).longValue();
        }
        if (value instanceof Undefined undefined) {
            throw PythonError.type("'" + TypeName.of(undefined) + "' object cannot be interpreted as an integer");
        }
        throw PythonError.type("'" + TypeName.of(value) + "' object cannot be interpreted as an integer");
    }

    /** Like {@link #index}, clamped to the range of an int. */
    public static int intIndex(Object value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, index(value)));
    }

    /** Python's {@code int(float)}. */
    public static Object truncate(double value) {
        if (Double.isNaN(value)) {
            throw PythonError.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(value)) {
            throw PythonError.overflow("cannot convert float infinity to integer");
        }
        return Math.abs(value) < 1e18 ? (Object) (long) value : integer(new BigDecimal(value).toBigInteger());
    }

    /** Python's {@code round()}: half to even, on the exact value. */
    public static Object round(Object value, Object precision) {
        if (value instanceof Undefined undefined) {
            throw undefined.behaviour() == Undefined.Behaviour.STRICT
                    ? undefined.failure()
                    : PythonError.type("type Undefined doesn't define __round__ method");
        }
        if (!isNumber(value)) {
            throw PythonError.type("type " + TypeName.of(value) + " doesn't define __round__ method");
        }
        if (precision == None.NONE) {
            return value instanceof Double number ? roundToInteger(number) : plain(value);
        }
        long digits = index(precision);
        return value instanceof Double number ? (Object) roundFloat(number, digits) : roundInteger(big(value), digits);
    }

    private static Object roundToInteger(double value) {
        return truncate(Double.isNaN(value) || Double.isInfinite(value) ? value : Math.rint(value));
    }

    private static double roundFloat(double value, long digits) {
        if (Double.isNaN(value) || Double.isInfinite(value) || digits > MAX_PLACES) {
            return value;
        }
        if (digits < -MAX_PLACES) {
            return Math.copySign(0.0, value);
        }
        double size = Math.abs(value);
        if (DecimalRounding.isExact(size, (int) digits)) {
            return Math.copySign(DecimalRounding.rounded(size, (int) digits), value);
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
            return integer(value);
        }
        if (-digits > value.bitLength()) {
            return 0L;
        }
        BigDecimal rounded = new BigDecimal(value).setScale((int) digits, RoundingMode.HALF_EVEN);
        return integer(rounded.toBigInteger());
    }

    /** Compares two numbers exactly, whatever their types; neither may be NaN. */
    static int compare(Object left, Object right) {
        Object a = plain(left);
        Object b = plain(right);
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return x < y ? -1 : x > y ? 1 : 0;
        }
        if (isExact(a) && isExact(b)) {
            return Double.compare(toDouble(a) + 0.0, toDouble(b) + 0.0);
        }
        if (a instanceof Double x && Double.isInfinite(x)) {
            return x > 0 ? 1 : -1;
        }
        if (b instanceof Double y && Double.isInfinite(y)) {
            return y > 0 ? -1 : 1;
        }
        return exact(a).compareTo(exact(b));
    }

    /** Whether a number is the same as a float. */
    private static boolean isExact(Object number) {
        return number instanceof Double || (number instanceof Long value && Math.abs(value) <= 1L << 53);
    }

    private static BigDecimal exact(Object number) {
        if (number instanceof Double value) {
            return new BigDecimal(value);
        }
        return new BigDecimal(big(number));
    }
}
