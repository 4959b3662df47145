package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Value.Absent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods and attributes of {@code int}, {@code bool} and {@code float}. */
final class NumberMethods {

    static final FunctionTable<BuiltIn> OF_INTEGERS =
            BuiltIn.table(BuiltIn.Look.CLOSE, List.of(NumberMethods::ofIntegers));

    static final FunctionTable<BuiltIn> OF_FLOATS = BuiltIn.table(BuiltIn.Look.CLOSE, List.of(NumberMethods::ofFloats));

    private NumberMethods() {}

    private static @Nullable BuiltIn ofIntegers(String name) {
        return switch (name) {
            case "bit_length" ->
                method(name, "/", (self, args) -> (long) Numbers.big(self).abs().bitLength());
            case "bit_count" ->
                method(name, "/", (self, args) -> (long) Numbers.big(self).abs().bitCount());
            case "conjugate" -> method(name, "/", (self, args) -> Numbers.plain(self));
            case "as_integer_ratio" -> method(name, "/", (self, args) -> PyTuple.of(Numbers.plain(self), 1L));
            default -> null;
        };
    }

    private static @Nullable BuiltIn ofFloats(String name) {
        return switch (name) {
            case "is_integer" -> method(Double.class, name, "/", (self, args) -> isWhole(self));
            case "conjugate" -> method(Double.class, name, "/", (self, args) -> self);
            case "hex" -> method(Double.class, name, "/", (self, args) -> hex(self));
            case "as_integer_ratio" -> method(Double.class, name, "/", (self, args) -> ratio(self));
            default -> null;
        };
    }

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
