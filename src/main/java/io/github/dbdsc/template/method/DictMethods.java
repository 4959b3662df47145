package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.DictView;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.None;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of {@code dict}. */
public final class DictMethods {

    static final FunctionTable<BuiltIn> ALL = BuiltIn.table(BuiltIn.Look.CLOSE, List.of(DictMethods::named));

    private static final Signature FROM_KEYS = Signature.of("fromkeys", "keys value? /");

    private DictMethods() {}

    private static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "get" ->
                method(
                        PyDict.class,
                        name,
                        "key default? /",
                        (self, args) -> otherwise(self.get(args.get(0)), args.get(1, None.NONE)));
            case "items" -> method(PyDict.class, name, "/", (self, args) -> new DictView(self, DictView.Kind.ITEMS));
            case "keys" -> method(PyDict.class, name, "/", (self, args) -> new DictView(self, DictView.Kind.KEYS));
            case "values" -> method(PyDict.class, name, "/", (self, args) -> new DictView(self, DictView.Kind.VALUES));
            case "copy" -> method(PyDict.class, name, "/", (self, args) -> copy(self));
            case "clear" ->
                method(PyDict.class, name, "/", (self, args) -> {
                    self.clear();
                    return None.NONE;
                });
            case "pop" ->
                method(PyDict.class, name, "key default? /", (self, args) -> pop(self, args.get(0), args.get(1)));
            case "popitem" -> method(PyDict.class, name, "/", (self, args) -> popItem(self));
            case "setdefault" ->
                method(
                        PyDict.class,
                        name,
                        "key default? /",
                        (self, args) -> setDefault(self, args.get(0), args.get(1, None.NONE)));
            case "fromkeys" ->
                method(
                        PyDict.class,
                        name,
                        "keys value? /",
                        (self, args) -> fromKeys(args.get(0), args.get(1, None.NONE)));
            case "update" ->
                (evaluation, self, arguments) -> {
                    update((PyDict) self, arguments);
                    return None.NONE;
                };
            default -> null;
        };
    }

    private static Object otherwise(Object value, Object otherwise) {
        return value == Absent.ABSENT ? otherwise : value;
    }

    private static PyDict copy(PyDict dict) {
        Budget.current().items(dict.size() * 2L);
        return new PyDict(dict);
    }

    private static Object pop(PyDict dict, Object key, Object otherwise) {
        // an empty dict does not ask whether the key can be one
        Object value = dict.size() == 0 ? otherwise : otherwise(dict.remove(key), otherwise);
        if (value == Absent.ABSENT) {
            throw PythonError.key(Repr.of(key));
        }
        return value;
    }

    private static Object popItem(PyDict dict) {
        List<Object> items = dict.items().items();
        if (items.isEmpty()) {
            throw PythonError.key("'popitem(): dictionary is empty'");
        }
        PyTuple last = (PyTuple) items.get(items.size() - 1);
        dict.remove(last.get(0));
        return last;
    }

    private static Object setDefault(PyDict dict, Object key, Object value) {
        Object found = dict.get(key);
        if (found != Absent.ABSENT) {
            return found;
        }
        Budget.current().items(2);
        dict.put(key, value);
        return value;
    }

    /** Python's {@code dict.fromkeys}. */
    public static Object fromKeys(Arguments arguments) {
        Signature.Bound args = FROM_KEYS.bind(arguments);
        return fromKeys(args.get(0), args.get(1, None.NONE));
    }

    private static PyDict fromKeys(Object keys, Object value) {
        PyDict dict = new PyDict();
        Containers.list(keys).forEach(key -> dict.put(key, value));
        return dict;
    }

    /** Python's {@code dict(...)} and {@code dict.update(...)}: from a mapping or pairs, and from names. */
    public static void update(PyDict dict, Arguments arguments) {
        if (arguments.size() > 1) {
            throw PythonError.type("dict expected at most 1 argument, got " + arguments.size());
        }
        if (arguments.size() == 1) {
            updateFrom(dict, arguments.get(0));
        }
        Budget.current().items(arguments.named().size() * 2L);
        arguments.named().forEach(dict::put);
    }

    private static void updateFrom(PyDict dict, Object source) {
        if (source instanceof PyDict other) {
            Budget.current().items(other.size() * 2L);
            dict.putAll(new PyDict(other));
            return;
        }
        if (source instanceof Undefined undefined) {
            throw undefined.failure();
        }
        int index = 0;
        for (Iterator<Object> pairs = Containers.iterator(source); pairs.hasNext(); index++) {
            Object pair = pairs.next();
            if (!Containers.isIterable(pair)) {
                throw PythonError.type(
                        "cannot convert dictionary update sequence element #" + index + " to a sequence");
            }
            List<Object> parts = Containers.list(pair);
            if (parts.size() != 2) {
                throw PythonError.value("dictionary update sequence element #" + index + " has length " + parts.size()
                        + "; 2 is required");
            }
            dict.put(parts.get(0), parts.get(1));
        }
    }
}
