package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Python list: mutable, compared by identity in Java. */
public final class PyList implements Sequence {

    private @Nullable List<Object> items;

    /** A JSON array that is not copied yet. */
    private @Nullable Collection<?> unread;

    public PyList() {
        this.items = new ArrayList<>();
    }

    private PyList(@Nullable List<Object> items, @Nullable Collection<?> unread) {
        this.items = items;
        this.unread = unread;
    }

    /** Wraps a list without copying it; nobody else may change it. */
    public static PyList owning(List<Object> items) {
        return new PyList(items, null);
    }

    public PyList(Collection<?> items) {
        this.items = new ArrayList<>(items);
    }

    /** A copy of a JSON array, made when it is first needed; the array must not change until then. */
    static PyList ofJson(Collection<?> json) {
        return new PyList(null, json);
    }

    /** The live items. */
    public List<Object> items() {
        List<Object> current = items;
        return current == null ? read() : current;
    }

    private List<Object> read() {
        Collection<?> json = unread == null ? List.of() : unread;
        List<Object> read = new ArrayList<>(json.size());
        for (Object item : json) {
            read.add(Value.ofJson(item));
        }
        items = read;
        unread = null;
        return read;
    }

    public void add(Object item) {
        items().add(item);
    }

    @Override
    public int size() {
        return items().size();
    }

    @Override
    public Object get(int index) {
        return items().get(index);
    }

    @Override
    public List<Object> asList() {
        return items();
    }
}
