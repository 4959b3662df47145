package io.github.dbdsc.template.value;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Python dict: keeps insertion order; {@code 1}, {@code 1.0} and {@code True} are one key. */
public final class PyDict {

    private @Nullable Map<Object, Object> entries;

    /** A JSON object that was not looked into yet; most of what a template is given it never reads. */
    private @Nullable Map<?, ?> unread;

    /** The keys as they were written, where {@link HashKey} had to change them; mostly there are none. */
    private @Nullable Map<Object, Object> writtenKeys;

    public PyDict() {
        this.entries = new LinkedHashMap<>();
    }

    private PyDict(Map<?, ?> json) {
        this.unread = json;
    }

    /** A copy of a JSON object, made when it is first needed; the object must not change until then. */
    static PyDict ofJson(Map<?, ?> json) {
        return new PyDict(json);
    }

    private Map<Object, Object> entries() {
        Map<Object, Object> current = entries;
        return current == null ? read() : current;
    }

    private Map<Object, Object> read() {
        Map<?, ?> json = unread == null ? Map.of() : unread;
        Map<Object, Object> read = new LinkedHashMap<>(json.size() * 2);
        entries = read;
        unread = null;
        for (Map.Entry<?, ?> entry : json.entrySet()) {
            put(Values.of(entry.getKey()), Values.of(entry.getValue()));
        }
        return read;
    }

    public PyDict(PyDict other) {
        this.entries = new LinkedHashMap<>(other.entries());
        Map<Object, Object> written = other.writtenKeys;
        this.writtenKeys = written == null ? null : new HashMap<>(written);
    }

    /**
     * Makes sure that a value can be a key.
     *
     * @throws PythonError TypeError when it can't
     */
    public static void requireHashable(Object key) {
        HashKey.of(key);
    }

    public int size() {
        return entries().size();
    }

    public boolean containsKey(Object key) {
        return entries().containsKey(HashKey.of(key));
    }

    /** The value, or {@link Absent#ABSENT}. */
    public Object get(Object key) {
        Object value = entries().get(key instanceof String ? key : HashKey.of(key));
        return value == null ? Absent.ABSENT : value;
    }

    public void put(Object key, Object value) {
        if (key instanceof String) {
            entries().put(key, value);
            return;
        }
        Object hashKey = HashKey.of(key);
        if (entries().put(hashKey, value) == null && hashKey != key) {
            if (writtenKeys == null) {
                writtenKeys = new HashMap<>();
            }
            writtenKeys.put(hashKey, key);
        }
    }

    public void putAll(PyDict other) {
        other.entries().forEach((hashKey, value) -> put(other.written(hashKey), value));
    }

    /** Takes the entry out; its value, or {@link Absent#ABSENT}. */
    public Object remove(Object key) {
        Object hashKey = HashKey.of(key);
        Object value = entries().remove(hashKey);
        if (writtenKeys != null) {
            writtenKeys.remove(hashKey);
        }
        return value == null ? Absent.ABSENT : value;
    }

    public void clear() {
        entries().clear();
        writtenKeys = null;
    }

    /** The live entries by hash key; {@link #written} turns such a key into the one to show. */
    Set<Map.Entry<Object, Object>> entrySet() {
        return entries().entrySet();
    }

    Object written(Object hashKey) {
        Map<Object, Object> written = writtenKeys;
        return written == null ? hashKey : written.getOrDefault(hashKey, hashKey);
    }

    /** A copy of the keys, in order. */
    public PyList keys() {
        PyList keys = new PyList();
        entries().keySet().forEach(key -> keys.add(written(key)));
        return keys;
    }

    /** The live values, in order. */
    public Collection<Object> values() {
        return entries().values();
    }

    /** A copy of the entries as tuples, in order. */
    public PyList items() {
        PyList items = new PyList();
        entries().forEach((key, value) -> items.add(PyTuple.of(written(key), value)));
        return items;
    }
}
