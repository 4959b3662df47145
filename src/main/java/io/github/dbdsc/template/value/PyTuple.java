package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Sequence;
import java.util.Collection;
import java.util.List;

/** A Python tuple. */
public class PyTuple implements Sequence {

    private final List<Object> items;

    public PyTuple(Collection<?> items) {
        this.items = List.copyOf(items);
    }

    public static PyTuple of(Object... items) {
        return new PyTuple(List.of(items));
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
