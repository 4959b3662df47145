package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.Represented;
import io.github.dbdsc.template.value.Value.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's {@code value[key]} and {@code value[start:stop:step]}. */
public final class Subscript {

    private Subscript() {}

    /** The item, or {@link Absent#ABSENT} where Python raises LookupError, TypeError or AttributeError. */
    public static Object find(Object value, Object key) {
        if (value instanceof PyDict dict && !(key instanceof Slice)) {
            return item(dict, key);
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

    private static Object item(PyDict dict, Object key) {
        try {
            return dict.get(key);
        } catch (PythonError e) {
            if (e.kind().isFailedLookup()) {
                return Absent.ABSENT;
            }
            throw e;
        }
    }

    private static Object at(Object value, long index) {
        if (value instanceof PyRange range) {
            return inside(index, range.size()) ? (Object) range.get(fromStart(index, range.size())) : Absent.ABSENT;
        }
        if (value instanceof PyBytes bytes) {
            return inside(index, bytes.length()) ? bytes.get((int) fromStart(index, bytes.length())) : Absent.ABSENT;
        }
        if (value instanceof Sequence sequence) {
            return inside(index, sequence.size())
                    ? sequence.get((int) fromStart(index, sequence.size()))
                    : Absent.ABSENT;
        }
        ReferenceNumber.refuse(value);
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

    /** Python's {@code start:stop:step}; a part left out is None. */
    public record Slice(Object start, Object stop, Object step) implements Represented {

        @Override
        public String repr() {
            return "slice(" + Repr.of(start) + ", " + Repr.of(stop) + ", " + Repr.of(step) + ")";
        }

        /** The chosen part of a string, list, tuple or range. */
        public Object of(Object value) {
            if (value instanceof Undefined undefined) {
                return undefined.member();
            }
            if (value instanceof Sequence sequence) {
                List<Object> items = new ArrayList<>();
                Indexes indexes = indexes(sequence.size());
                Budget.current().items(indexes.count());
                Budget.current().passing(indexes.count());
                for (long i = 0; i < indexes.count(); i++) {
                    items.add(sequence.get((int) indexes.get(i)));
                }
                return sequence instanceof PyList ? new PyList(items) : new PyTuple(items);
            }
            ReferenceNumber.refuse(value);
            if (Strings.isString(value)) {
                return Strings.like(value, ofText(value.toString()));
            }
            if (value instanceof PyRange range) {
                Indexes indexes = indexes(range.size());
                return ofRange(range, indexes);
            }
            if (value instanceof PyBytes) {
                throw PythonError.unsupported("slices of bytes are not supported; slice the text before you encode it");
            }
            if (value instanceof PyDict) {
                throw PythonError.type("unhashable type: 'slice'");
            }
            throw PythonError.type("'" + TypeName.of(value) + "' object is not subscriptable");
        }

        private static PyRange ofRange(PyRange range, Indexes indexes) {
            try {
                long from = Math.addExact(range.start(), Math.multiplyExact(indexes.start(), range.step()));
                long to = Math.addExact(range.start(), Math.multiplyExact(indexes.stop(), range.step()));
                return new PyRange(from, to, Math.multiplyExact(range.step(), indexes.step()));
            } catch (ArithmeticException e) {
                throw PythonError.unsupported("range() beyond 64 bits is not supported");
            }
        }

        private String ofText(String text) {
            Indexes indexes = indexes(Strings.length(text));
            Budget budget = Budget.current();
            budget.size(indexes.count());
            budget.passing(indexes.count());
            if (indexes.step() == 1) {
                return Strings.between(text, (int) indexes.start(), (int) indexes.stop());
            }
            int[] codePoints = text.codePoints().toArray();
            StringBuilder out = new StringBuilder();
            for (long i = 0; i < indexes.count(); i++) {
                out.appendCodePoint(codePoints[(int) indexes.get(i)]);
            }
            return out.toString();
        }

        private record Indexes(long start, long stop, long step) {
            long count() {
                return new PyRange(start, stop, step).size();
            }

            long get(long index) {
                return start + index * step;
            }
        }

        private Indexes indexes(long size) {
            long by = step == None.NONE ? 1 : bound(step);
            if (by == 0) {
                throw PythonError.value("slice step cannot be zero");
            }
            long lowest = by < 0 ? -1 : 0;
            long highest = by < 0 ? size - 1 : size;
            long from = start == None.NONE ? (by < 0 ? highest : lowest) : clamp(bound(start), size, lowest, highest);
            long to = stop == None.NONE ? (by < 0 ? lowest : highest) : clamp(bound(stop), size, lowest, highest);
            return new Indexes(from, to, Math.max(-Long.MAX_VALUE, by));
        }

        private static long bound(Object value) {
            if (!Numbers.isInteger(value)) {
                throw PythonError.type("slice indices must be integers or None or have an __index__ method");
            }
            return Numbers.index(value);
        }

        private static long clamp(long index, long size, long lowest, long highest) {
            long position = index < 0 ? Math.max(index, -size - 1) + size : index;
            return Math.max(lowest, Math.min(highest, position));
        }
    }
}
