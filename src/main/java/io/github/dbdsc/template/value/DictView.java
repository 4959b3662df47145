package io.github.dbdsc.template.value;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;

/** What {@code dict.keys()}, {@code dict.values()} and {@code dict.items()} return: a live view. */
public record DictView(PyDict dict, Kind kind) {

    /** The part of each entry that a view shows. */
    public enum Kind {
        KEYS("dict_keys"),
        VALUES("dict_values"),
        ITEMS("dict_items");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }

        public String typeName() {
            return typeName;
        }

        private Object part(PyDict dict, Map.Entry<Object, Object> entry) {
            return switch (this) {
                case KEYS -> dict.written(entry.getKey());
                case VALUES -> entry.getValue();
                case ITEMS -> PyTuple.of(dict.written(entry.getKey()), entry.getValue());
            };
        }
    }

    public int size() {
        return dict.size();
    }

    Iterator<Object> iterator() {
        int size = dict.size();
        Iterator<Map.Entry<Object, Object>> entries = dict.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (dict.size() != size) {
                    throw new PythonError(PythonError.Kind.RUNTIME_ERROR, "dictionary changed size during iteration");
                }
                return entries.hasNext();
            }

            @Override
            public Object next() {
                try {
                    return kind.part(dict, entries.next());
                } catch (ConcurrentModificationException e) {
                    throw new PythonError(PythonError.Kind.RUNTIME_ERROR, "dictionary keys changed during iteration");
                }
            }
        };
    }
}
