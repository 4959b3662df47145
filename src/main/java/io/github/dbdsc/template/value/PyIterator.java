package io.github.dbdsc.template.value;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An iterator or generator: read once, always true, without a length. */
public final class PyIterator implements Iterator<Object> {

    private final String typeName;
    private final Iterator<Object> source;

    public PyIterator(String typeName, Iterator<Object> source) {
        this.typeName = typeName;
        this.source = source;
    }

    /** A generator whose body runs, and raises its errors, when the first item is asked for. */
    public static PyIterator generator(Supplier<Iterator<Object>> body) {
        return new PyIterator("generator", new Iterator<>() {
            private @Nullable Iterator<Object> items;

            private Iterator<Object> items() {
                if (items == null) {
                    items = body.get();
                }
                return items;
            }

            @Override
            public boolean hasNext() {
                return items().hasNext();
            }

            @Override
            public Object next() {
                return items().next();
            }
        });
    }

    public String typeName() {
        return typeName;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public Object next() {
        return source.next();
    }
}
