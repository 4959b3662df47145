package io.github.dbdsc.template.value;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a JSON parser gives into Python's values. Always copies, so that a template can't change its input. */
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
            PyDict dict = new PyDict();
            map.forEach((key, value) -> dict.put(of(key), of(value)));
            return dict;
        }
        if (json instanceof Iterable<?> items) {
            PyList list = new PyList();
            items.forEach(item -> list.add(of(item)));
            return list;
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
