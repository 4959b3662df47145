package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Conversion;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.NumberText;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Filters for numbers. */
final class NumberFilters {

    private static final String[] DECIMAL_UNITS = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    private static final String[] BINARY_UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};

    private NumberFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "abs" -> BuiltIn.of(name, "x /", (evaluation, args) -> absolute(args.get(0)));
            case "int" -> BuiltIn.of(name, "value default? base?", (evaluation, args) -> toInteger(args));
            case "float" -> BuiltIn.of(name, "value default?", (evaluation, args) -> toFloat(args));
            case "round" -> BuiltIn.of(name, "value precision? method?", (evaluation, args) -> round(args));
            case "filesizeformat" -> BuiltIn.of(name, "value binary?", (evaluation, args) -> fileSize(args));
            default -> null;
        };
    }

    private static Object absolute(Object value) {
        if (value instanceof Double number) {
            return Math.abs(number);
        }
        if (Numbers.isInteger(value)) {
            return Numbers.integer(Numbers.big(value).abs());
        }
        if (value instanceof Undefined undefined && undefined.behaviour() == Undefined.Behaviour.STRICT) {
            throw undefined.failure();
        }
        throw PythonError.type("bad operand type for abs(): '" + TypeName.of(value) + "'");
    }

    private static Object toInteger(Signature.Bound args) {
        Object value = args.get(0);
        try {
            return Conversion.toInteger(value, args.get(2, 10L));
        } catch (PythonError e) {
            if (e.kind() != PythonError.Kind.TYPE_ERROR && !e.kind().isValueError()) {
                throw e;
            }
        }
        try {
            return Numbers.truncate(Conversion.toFloat(value));
        } catch (PythonError e) {
            boolean caught = e.kind() == PythonError.Kind.TYPE_ERROR
                    || e.kind().isValueError()
                    || e.kind() == PythonError.Kind.OVERFLOW_ERROR;
            if (!caught) {
                throw e;
            }
            return args.get(1, 0L);
        }
    }

    private static Object toFloat(Signature.Bound args) {
        try {
            return Conversion.toFloat(args.get(0));
        } catch (PythonError e) {
            if (e.kind() == PythonError.Kind.TYPE_ERROR || e.kind().isValueError()) {
                return args.get(1, 0.0);
            }
            throw e;
        }
    }

    private static Object round(Signature.Bound args) {
        Object value = args.get(0);
        Object precision = args.get(1, 0L);
        String method = Strings.of(args.get(2, "common"));
        switch (method) {
            case "common" -> {
                return Numbers.round(value, precision);
            }
            case "ceil", "floor" -> {
                Object scale = Division.power(10L, precision);
                Object scaled = Arithmetic.multiply(value, scale);
                return Division.divide(whole(scaled, method.equals("ceil")), scale);
            }
            default -> throw PythonError.filterArgument("method must be common, ceil or floor");
        }
    }

    private static Object whole(Object number, boolean up) {
        if (!Numbers.isNumber(number)) {
            throw PythonError.type("must be real number, not " + TypeName.of(number));
        }
        if (number instanceof Double value) {
            return Numbers.truncate(up ? Math.ceil(value) : Math.floor(value));
        }
        return number;
    }

    private static Object fileSize(Signature.Bound args) {
        double bytes = Conversion.toFloat(args.get(0));
        boolean binary = args.isTrue(1);
        String[] units = binary ? BINARY_UNITS : DECIMAL_UNITS;
        BigInteger base = BigInteger.valueOf(binary ? 1024 : 1000);
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base.intValue()) {
            return Strings.of(Numbers.truncate(bytes)) + " Bytes";
        }
        double unit = 0;
        for (int i = 0; i < units.length; i++) {
            unit = new BigDecimal(base.pow(i + 2)).doubleValue();
            if (bytes < unit || i == units.length - 1) {
                return NumberText.fixed(base.intValue() * bytes / unit, 1) + " " + units[i];
            }
        }
        throw new IllegalStateException();
    }
}
