package io.github.dbdsc.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Python's {@code / // %} and {@code **} on numbers. */
public final class Division {

    private static final int QUOTIENT_BITS = 70;

    private Division() {}

    public static Object divide(Object left, Object right) {
        requireNumbers("/", left, right);
        boolean floats = left instanceof Double || right instanceof Double;
        if (isZero(right)) {
            throw zeroDivision(floats ? "float division by zero" : "division by zero");
        }
        if (!floats && !(isSmall(left) && isSmall(right))) {
            return divideExactly(Numbers.big(left), Numbers.big(right));
        }
        return Numbers.toDouble(left) / Numbers.toDouble(right);
    }

    /** Whether the integer converts to a float without rounding. */
    private static boolean isSmall(Object integer) {
        return Numbers.big(integer).bitLength() <= 53;
    }

    private static Object divideExactly(BigInteger left, BigInteger right) {
        if (left.signum() == 0) {
            return right.signum() < 0 ? -0.0 : 0.0;
        }
        // a quotient of more bits than a float has; the last one says whether there is a rest, so that all is rounded
        // once
        int shift = Math.max(0, QUOTIENT_BITS + right.bitLength() - left.bitLength());
        BigInteger[] parts = left.abs().shiftLeft(shift + 1).divideAndRemainder(right.abs());
        BigInteger digits = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double size = new BigDecimal(digits)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift + 1)), MathContext.UNLIMITED)
                .doubleValue();
        double quotient = left.signum() == right.signum() ? size : -size;
        if (Double.isInfinite(quotient)) {
            throw PythonError.overflow("integer division result too large for a float");
        }
        return quotient;
    }

    private static void requireNumbers(String operator, Object left, Object right) {
        if (!Numbers.isNumber(left) || !Numbers.isNumber(right)) {
            throw Arithmetic.unsupported(operator, left, right);
        }
    }

    private static boolean isZero(Object number) {
        return number instanceof Double value ? value == 0 : Numbers.big(number).signum() == 0;
    }

    public static Object floorDivide(Object left, Object right) {
        requireNumbers("//", left, right);
        if (left instanceof Double || right instanceof Double) {
            return floorDivide(Numbers.toDouble(left), Numbers.toDouble(right));
        }
        if (isZero(right)) {
            throw zeroDivision("integer division or modulo by zero");
        }
        if (left instanceof Long a && right instanceof Long b && (a != Long.MIN_VALUE || b != -1)) {
            return Math.floorDiv(a, b);
        }
        BigInteger[] parts = Numbers.big(left).divideAndRemainder(Numbers.big(right));
        boolean roundedUp = parts[1].signum() != 0
                && parts[1].signum() != Numbers.big(right).signum();
        return Numbers.integer(roundedUp ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    private static Object floorDivide(double left, double right) {
        if (right == 0) {
            throw zeroDivision("float floor division by zero");
        }
        double remainder = left % right;
        double quotient = (left - remainder) / right;
        if (remainder != 0 && remainder < 0 != right < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, left / right);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /** The remainder with the sign of the right side. */
    public static Object modulo(Object left, Object right) {
        requireNumbers("%", left, right);
        if (left instanceof Double || right instanceof Double) {
            return modulo(Numbers.toDouble(left), Numbers.toDouble(right));
        }
        if (isZero(right)) {
            throw zeroDivision("integer division or modulo by zero");
        }
        if (left instanceof Long a && right instanceof Long b) {
            return Math.floorMod(a, b);
        }
        BigInteger divisor = Numbers.big(right);
        BigInteger remainder = Numbers.big(left).mod(divisor.abs());
        boolean negative = divisor.signum() < 0 && remainder.signum() != 0;
        return Numbers.integer(negative ? remainder.add(divisor) : remainder);
    }

    private static Object modulo(double left, double right) {
        if (right == 0) {
            throw zeroDivision("float modulo");
        }
        double remainder = left % right;
        if (remainder == 0) {
            return Math.copySign(0.0, right);
        }
        return remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    public static Object power(Object left, Object right) {
        requireNumbers("** or pow()", left, right);
        boolean integers = !(left instanceof Double) && !(right instanceof Double);
        if (integers && Numbers.big(right).signum() >= 0) {
            return integerPower(Numbers.big(left), Numbers.big(right));
        }
        return floatPower(Numbers.toDouble(left), Numbers.toDouble(right));
    }

    private static Object integerPower(BigInteger value, BigInteger exponent) {
        if (value.bitLength() <= 1 && value.abs().compareTo(BigInteger.ONE) <= 0) {
            boolean odd = exponent.testBit(0);
            return exponent.signum() == 0 ? 1L : odd ? value.longValue() : Math.abs(value.longValue());
        }
        long size = exponent.bitLength() > 31 ? Long.MAX_VALUE / 128 : exponent.longValue();
        Budget.current()
                .integer(Math.min(Long.MAX_VALUE / 128, size) * Math.min(64, value.bitLength())
                        + (value.bitLength() > 64 ? size * (value.bitLength() - 64L) : 0));
        return Numbers.integer(value.pow(exponent.intValueExact()));
    }

    private static Object floatPower(double value, double exponent) {
        if (value == 0 && exponent < 0) {
            throw zeroDivision("0.0 cannot be raised to a negative power");
        }
        if (value < 0 && !Double.isInfinite(value) && !Double.isInfinite(exponent) && exponent != Math.rint(exponent)) {
            throw PythonError.unsupported("a negative number to a fractional power is complex, which is not supported");
        }
        if (value == 1 || (value == -1 && Double.isInfinite(exponent))) {
            return 1.0;
        }
        double power = Math.pow(value, exponent);
        if (Double.isInfinite(power) && !Double.isInfinite(value) && !Double.isInfinite(exponent)) {
            throw PythonError.overflow("(34, 'Numerical result out of range')");
        }
        return power;
    }

    private static PythonError zeroDivision(String message) {
        return new PythonError(PythonError.Kind.ZERO_DIVISION_ERROR, message);
    }
}
