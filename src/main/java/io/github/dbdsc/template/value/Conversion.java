package io.github.dbdsc.template.value;

/** Python's {@code int()} and {@code float()}, which also read numbers from texts. */
public final class Conversion {

    private Conversion() {}

    /**
     * Python's {@code float(value)}.
     *
     * @throws PythonError TypeError or ValueError where it is no number and holds none
     */
    public static double toFloat(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (Numbers.isNumber(value)) {
            return Numbers.toDouble(value);
        }
        if (!Strings.isString(value)) {
            throw PythonError.type(
                    "float() argument must be a string or a real number, not '" + TypeName.of(value) + "'");
        }
        Double parsed = NumberText.parseDouble(value.toString());
        if (parsed == null) {
            throw PythonError.value("could not convert string to float: " + Repr.brief(value));
        }
        return parsed;
    }

    /**
     * Python's {@code int(value, base)}.
     *
     * @param base counts for texts only
     * @throws PythonError TypeError or ValueError where it is no number and holds none
     */
    public static Object toInteger(Object value, Object base) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (value instanceof Double number) {
            return Numbers.truncate(number);
        }
        if (Numbers.isInteger(value)) {
            return Numbers.plain(value);
        }
        if (!Strings.isString(value)) {
            throw PythonError.type(
                    "int() argument must be a string or a real number, not '" + TypeName.of(value) + "'");
        }
        long radix = Numbers.index(base);
        if (radix != 0 && (radix < 2 || radix > 36)) {
            throw PythonError.value("int() base must be >= 2 and <= 36, or 0");
        }
        Object parsed = NumberText.parseInteger(value.toString(), (int) radix);
        if (parsed == null) {
            throw PythonError.value("invalid literal for int() with base " + radix + ": " + Repr.brief(value));
        }
        return parsed;
    }
}
