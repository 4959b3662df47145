package io.github.dbdsc.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Maps values that Python hashes and compares as equal to one Java key. */
final class HashKey {

    private HashKey() {}

    /** @throws PythonError TypeError for values that can't be keys */
    static Object of(Object value) {
        if (value instanceof String || value instanceof Long) {
            return value;
        }
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (value instanceof Double number) {
            return ofDouble(number);
        }
        if (value instanceof Markup markup) {
            return markup.text();
        }
        if (value instanceof PyTuple tuple) {
            return new TupleKey(tuple.asList().stream().map(HashKey::of).toList());
        }
        if (value instanceof PyList || value instanceof PyDict || value instanceof DictView) {
            throw PythonError.type("unhashable type: '" + TypeName.of(value) + "'");
        }
        if (value instanceof Undefined undefined) {
            undefined.compare();
            return Undefined.Behaviour.class;
        }
        return value;
    }

    private static Object ofDouble(Double number) {
        double d = number;
        if (Double.isNaN(d) || Double.isInfinite(d) || d != Math.rint(d)) {
            return number;
        }
        BigInteger integer = new BigDecimal(d).toBigInteger();
        return Numbers.integer(integer);
    }

    private record TupleKey(List<Object> items) {}
}
