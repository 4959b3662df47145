package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Absent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A Python dict: keeps insertion order; {@code 1}, {@code 1.0} and {@code True} are one key. */
public final class PyDict {

    private static final int MAX_DEPTH = 100;

    private @Nullable Map<Object, Object> entries;

    /** A JSON object that is not copied yet: a template never reads most of what it is given. */
    private @Nullable Map<?, ?> unread;

    /** The original keys where {@link #hashKey} changed them; usually there are none. */
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
            Object value = Value.ofJson(entry.getValue());
            if (entry.getKey() instanceof String key) {
                read.put(key, value);
            } else {
                put(Value.ofJson(entry.getKey()), value);
            }
        }
        return read;
    }

    public PyDict(PyDict other) {
        this.entries = new LinkedHashMap<>(other.entries());
        Map<Object, Object> written = other.writtenKeys;
        this.writtenKeys = written == null ? null : new HashMap<>(written);
    }

    /**
     * Checks that a value can be a key.
     *
     * @throws PythonError TypeError when it can't
     */
    public static void requireHashable(Object key) {
        hashKey(key);
    }

    public int size() {
        Map<?, ?> json = unread;
        return json == null ? entries().size() : json.size();
    }

    public boolean containsKey(Object key) {
        return entries().containsKey(hashKey(key));
    }

    /** The value, or {@link Absent#ABSENT}. */
    public Object get(Object key) {
        Object hashKey = hashKey(key);
        Object value = unread != null && hashKey instanceof String name ? unread(name) : null;
        if (value == null) {
            value = entries().get(hashKey);
        }
        return value == null ? Absent.ABSENT : value;
    }

    /** A value of a JSON object that is not copied yet; null where the copy has to be asked, since the template may change it. */
    private @Nullable Object unread(String key) {
        Object value = unread == null ? null : unread.get(key);
        return value == null || value instanceof Map || value instanceof Collection ? null : Value.ofJson(value);
    }

    public void put(Object key, Object value) {
        Object hashKey = hashKey(key);
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

    /** Removes the entry and returns its value, or {@link Absent#ABSENT}. */
    public Object remove(Object key) {
        Object hashKey = hashKey(key);
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

    /** The live entries by hash key; {@link #written} returns the original of such a key. */
    Set<Map.Entry<Object, Object>> entrySet() {
        return entries().entrySet();
    }

    Object written(Object hashKey) {
        Map<Object, Object> written = writtenKeys;
        return written == null ? hashKey : written.getOrDefault(hashKey, hashKey);
    }

    /** Passes on the entries in order, with the keys that were written, without a copy of what is not copied yet. */
    public void forEachWritten(BiConsumer<Object, Object> reader) {
        Map<?, ?> json = unread;
        if (json != null) {
            json.forEach((key, value) -> reader.accept(Value.ofJson(key), Value.ofJson(value)));
        } else if (writtenKeys == null) {
            entries().forEach(reader);
        } else {
            entries().forEach((key, value) -> reader.accept(written(key), value));
        }
    }

    /** A copy of the keys, in order. */
    public PyList keys() {
        PyList keys = new PyList();
        entries().keySet().forEach(key -> keys.add(written(key)));
        return keys;
    }

    /** A copy of the entries as tuples, in order. */
    public PyList items() {
        PyList items = new PyList();
        entries().forEach((key, value) -> items.add(PyTuple.of(written(key), value)));
        return items;
    }

    /**
     * Maps keys that Python hashes and compares as equal to one Java key.
     *
     * @throws PythonError TypeError for values that can't be keys
     */
    private static Object hashKey(Object value) {
        if (value instanceof String text) {
            Budget.passes(text.length());
            return value;
        }
        if (value instanceof Long) {
            return value;
        }
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (value instanceof Double number) {
            return wholeAsInteger(number);
        }
        if (value instanceof Markup markup) {
            return hashKey(markup.text());
        }
        if (value instanceof PyTuple tuple) {
            return new TupleKey(tuple, hash(tuple, 0));
        }
        boolean values = value instanceof DictView view && view.kind() == DictView.Kind.VALUES;
        if (value instanceof PyList || value instanceof PyDict || (value instanceof DictView && !values)) {
            throw PythonError.type("unhashable type: '" + TypeName.of(value) + "'");
        }
        if (value instanceof Undefined undefined) {
            undefined.compare();
            return Undefined.Behaviour.class;
        }
        return value;
    }

    private static Object wholeAsInteger(Double number) {
        double d = number;
        if (Double.isNaN(d) || Double.isInfinite(d) || d != Math.rint(d)) {
            return number;
        }
        BigInteger integer = new BigDecimal(d).toBigInteger();
        return Numbers.integer(integer);
    }

    private static int hash(PyTuple tuple, int depth) {
        if (depth > MAX_DEPTH) {
            throw PythonError.limit("tuples are nested too deep to be keys");
        }
        Budget budget = Budget.current();
        int hash = 1;
        for (Object item : tuple.asList()) {
            budget.step();
            int next = item instanceof PyTuple inner
                    ? hash(inner, depth + 1)
                    : hashKey(item).hashCode();
            hash = 31 * hash + next;
        }
        return hash;
    }

    /** A tuple by what is in it. */
    private record TupleKey(PyTuple tuple, int hash) {

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TupleKey key && hash == key.hash && PythonComparison.same(tuple, key.tuple, 0);
        }
    }
}
