package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Value.Absent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** The methods and attributes of {@code int}, {@code bool} and {@code float}. */
final class NumberMethods {

    static final Map<String, BuiltIn> OF_INTEGERS = Map.ofEntries(
            method("bit_length", "/", (self, args) ->
                    (long) Numbers.big(self).abs().bitLength()),
            method("bit_count", "/", (self, args) ->
                    (long) Numbers.big(self).abs().bitCount()),
            method("conjugate", "/", (self, args) -> Numbers.plain(self)),
            method("as_integer_ratio", "/", (self, args) -> PyTuple.of(Numbers.plain(self), 1L)));

    static final Map<String, BuiltIn> OF_FLOATS = Map.ofEntries(
            method(Double.class, "is_integer", "/", (self, args) -> isWhole(self)),
            method(Double.class, "conjugate", "/", (self, args) -> self),
            method(Double.class, "hex", "/", (self, args) -> hex(self)),
            method(Double.class, "as_integer_ratio", "/", (self, args) -> ratio(self)));

    private NumberMethods() {}

    /** The attribute that is no method, or absent. */
    static Object property(Object value, String name) {
        if (!Numbers.isNumber(value)) {
            return Absent.ABSENT;
        }
        boolean floating = value instanceof Double;
        return switch (name) {
            case "real" -> Numbers.plain(value);
            case "imag" -> floating ? (Object) 0.0 : (Object) 0L;
            case "numerator" -> floating ? Absent.ABSENT : Numbers.plain(value);
            case "denominator" -> floating ? Absent.ABSENT : 1L;
            default -> Absent.ABSENT;
        };
    }

    private static boolean isWhole(double value) {
        return !Double.isInfinite(value) && value == Math.rint(value);
    }

    private static Object hex(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Repr.of(value);
        }
        long bits = Double.doubleToLongBits(value);
        long mantissa = bits & 0xfffffffffffffL;
        int exponent = (int) (bits >> 52 & 0x7ff);
        String sign = bits < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0x0.0p+0";
        }
        int power = exponent == 0 ? -1022 : exponent - 1023;
        String digits = String.format("%013x", mantissa);
        return sign + "0x" + (exponent == 0 ? "0" : "1") + "." + digits + "p" + (power < 0 ? "" : "+") + power;
    }

    private static Object ratio(double value) {
        if (Double.isInfinite(value)) {
            throw PythonError.overflow("cannot convert Infinity to integer ratio");
        }
        if (Double.isNaN(value)) {
            throw PythonError.value("cannot convert NaN to integer ratio");
        }
        BigDecimal exact = new BigDecimal(value);
        BigInteger denominator = BigInteger.TEN.pow(Math.max(0, exact.scale()));
        BigInteger numerator = exact.multiply(new BigDecimal(denominator)).toBigIntegerExact();
        BigInteger common = numerator.gcd(denominator).max(BigInteger.ONE);
        return PyTuple.of(Numbers.integer(numerator.divide(common)), Numbers.integer(denominator.divide(common)));
    }
}
