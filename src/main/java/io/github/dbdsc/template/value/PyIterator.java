package io.github.dbdsc.template.value;

import java.util.Iterator;

/** An iterator or generator: read once, always true, without a length. */
public final class PyIterator implements Iterator<Object> {

    private final String typeName;
    private final Iterator<Object> source;

    public PyIterator(String typeName, Iterator<Object> source) {
        this.typeName = typeName;
        this.source = source;
    }

    public static PyIterator generator(Iterator<Object> source) {
        return new PyIterator("generator", source);
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
