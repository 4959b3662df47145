package io.github.dbdsc.template.value;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Python's {@code range}: computed, never stored. */
public record PyRange(long start, long stop, long step) {

    public PyRange {
        if (step == 0) {
            throw PythonError.value("range() arg 3 must not be zero");
        }
    }

    public long size() {
        if (step > 0) {
            return start >= stop ? 0 : (stop - start - 1) / step + 1;
        }
        return start <= stop ? 0 : (start - stop - 1) / -step + 1;
    }

    public long get(long index) {
        return start + index * step;
    }

    public boolean contains(long value) {
        boolean inside = step > 0 ? value >= start && value < stop : value <= start && value > stop;
        return inside && (value - start) % step == 0;
    }

    Iterator<Object> iterator() {
        return new Iterator<>() {
            private final long size = size();
            private long next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Object next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }
}
