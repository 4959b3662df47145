package io.github.dbdsc.template.value;

import java.math.BigInteger;

/** Python's {@code value[key]}. */
public final class Subscript {

    private Subscript() {}

    /** The item, or {@link Absent#ABSENT} where Python raises LookupError, TypeError or AttributeError. */
    public static Object find(Object value, Object key) {
        if (value instanceof PyDict dict && !(key instanceof Slice)) {
            return isHashable(key) ? dict.get(key) : Absent.ABSENT;
        }
        if (value instanceof Undefined undefined) {
            return undefined.member();
        }
        if (!Numbers.isInteger(key)) {
            return key instanceof Slice slice ? sliced(value, slice) : Absent.ABSENT;
        }
        if (key instanceof BigInteger) {
            return Absent.ABSENT;
        }
        return at(value, Numbers.index(key));
    }

    private static Object sliced(Object value, Slice slice) {
        try {
            return slice.of(value);
        } catch (PythonError e) {
            if (e.kind().isFailedLookup()) {
                return Absent.ABSENT;
            }
            throw e;
        }
    }

    private static boolean isHashable(Object key) {
        if (key instanceof PyTuple tuple) {
            return tuple.asList().stream().allMatch(Subscript::isHashable);
        }
        return !(key instanceof PyList || key instanceof PyDict || key instanceof DictView);
    }

    private static Object at(Object value, long index) {
        if (value instanceof PyRange range) {
            return inside(index, range.size()) ? (Object) range.get(fromStart(index, range.size())) : Absent.ABSENT;
        }
        if (value instanceof Sequence sequence) {
            return inside(index, sequence.size())
                    ? sequence.get((int) fromStart(index, sequence.size()))
                    : Absent.ABSENT;
        }
        if (Strings.isString(value)) {
            String text = value.toString();
            int size = Strings.length(text);
            return inside(index, size)
                    ? Strings.like(value, Strings.at(text, (int) fromStart(index, size)))
                    : Absent.ABSENT;
        }
        return Absent.ABSENT;
    }

    private static boolean inside(long index, long size) {
        return index < size && index >= -size;
    }

    private static long fromStart(long index, long size) {
        return index < 0 ? index + size : index;
    }
}
