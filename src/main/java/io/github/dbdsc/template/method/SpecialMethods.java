package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Subscript;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Represented;
import java.util.Map;

/** The methods behind Python's operators that a template may call by their names: {@code __contains__} and such. */
final class SpecialMethods {

    private static final Map<String, BuiltIn> OF_ALL = Map.ofEntries(
            method("__str__", "/", (self, args) -> Strings.of(self)),
            method("__repr__", "/", (self, args) -> Repr.of(self)),
            method("__eq__", "other /", (self, args) -> PythonComparison.equal(self, args.get(0))),
            method("__ne__", "other /", (self, args) -> !PythonComparison.equal(self, args.get(0))));

    private static final Map<String, BuiltIn> OF_CONTAINERS = BuiltIn.join(
            OF_ALL,
            Map.ofEntries(
                    method("__contains__", "item /", (self, args) -> Containers.contains(self, args.get(0))),
                    method("__len__", "/", (self, args) -> Containers.length(self)),
                    method("__iter__", "/", (self, args) -> new PyIterator("iterator", Containers.iterator(self))),
                    method("__getitem__", "key /", (self, args) -> item(self, args.get(0)))));

    private SpecialMethods() {}

    /** Those that the value has, by name. */
    static Map<String, BuiltIn> of(Object value) {
        return Containers.isSized(value) ? OF_CONTAINERS : OF_ALL;
    }

    /** {@code value.__class__}, which only knows its name. */
    record PythonType(String name) implements Attributed, Represented {

        @Override
        public Object attribute(Evaluation evaluation, String attribute) {
            return attribute.equals("__name__") || attribute.equals("__qualname__") ? name : Absent.ABSENT;
        }

        @Override
        public String typeName() {
            return "type";
        }

        @Override
        public String repr() {
            return "<class '" + (name.equals("Markup") ? "markupsafe." : "") + name + "'>";
        }
    }

    private static Object item(Object self, Object key) {
        Object item = Subscript.find(self, key);
        if (item == Absent.ABSENT) {
            String message = Repr.of(key) + " is not there";
            throw key instanceof Long ? PythonError.index(message) : PythonError.key(message);
        }
        return item;
    }
}
