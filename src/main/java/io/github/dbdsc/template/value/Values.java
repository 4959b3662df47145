package io.github.dbdsc.template.value;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a JSON parser gives into Python's values. A template can't change its input: it
 * works on copies, which are made of what it looks into. */
public final class Values {

    private Values() {}

    /**
     * Copies a JSON value.
     *
     * @throws IllegalArgumentException for an object no JSON parser gives
     */
    public static Object of(@Nullable Object json) {
        if (json == null) {
            return None.NONE;
        }
        if (json instanceof String || json instanceof Boolean || json instanceof Long || json instanceof Double) {
            return json;
        }
        if (json instanceof Map<?, ?> map) {
            return PyDict.ofJson(map);
        }
        if (json instanceof Collection<?> items) {
            return PyList.ofJson(items);
        }
        if (json instanceof Number number) {
            return ofNumber(number);
        }
        throw new IllegalArgumentException("not a JSON value: " + json.getClass());
    }

    private static Object ofNumber(Number number) {
        if (number instanceof BigInteger big) {
            return Numbers.integer(big);
        }
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        return number.doubleValue();
    }
}
