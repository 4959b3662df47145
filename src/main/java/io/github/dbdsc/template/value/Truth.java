package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.None;
import java.math.BigInteger;

/** Python's {@code bool()}. */
public final class Truth {

    private Truth() {}

    public static boolean of(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value == None.NONE) {
            return false;
        }
        if (value instanceof Undefined undefined) {
            undefined.use();
            return false;
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        if (value instanceof Double number) {
            return number != 0;
        }
        if (value instanceof BigInteger number) {
            return number.signum() != 0;
        }
        if (Containers.isSized(value)) {
            return Containers.length(value) != 0;
        }
        return true;
    }
}
