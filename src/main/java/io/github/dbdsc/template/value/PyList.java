package io.github.dbdsc.template.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A Python list: mutable, compared by identity in Java. */
public final class PyList implements Sequence {

    private final List<Object> items;

    public PyList() {
        this.items = new ArrayList<>();
    }

    public PyList(Collection<?> items) {
        this.items = new ArrayList<>(items);
    }

    public static PyList of(Object... items) {
        return new PyList(List.of(items));
    }

    /** The live items. */
    public List<Object> items() {
        return items;
    }

    public void add(Object item) {
        items.add(item);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public List<Object> asList() {
        return items;
    }
}
