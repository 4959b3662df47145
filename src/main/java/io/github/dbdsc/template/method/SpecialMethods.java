package io.github.dbdsc.template.method;

import io.github.dbdsc.template.value.Absent;
import io.github.dbdsc.template.value.Attributed;
import io.github.dbdsc.template.value.Comparison;
import io.github.dbdsc.template.value.ErrorKind;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Iteration;
import io.github.dbdsc.template.value.Length;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Represented;
import io.github.dbdsc.template.value.Subscript;
import io.github.dbdsc.template.value.Text;
import org.jspecify.annotations.Nullable;

/** The methods behind Python's operators that a template may call by their names: {@code __contains__} and such. */
final class SpecialMethods {

    private static final MethodTable OF_ALL = new MethodTable()
            .add("__str__", "/", (self, args) -> Text.of(self))
            .add("__repr__", "/", (self, args) -> Repr.of(self))
            .add("__eq__", "other /", (self, args) -> Comparison.equal(self, args.get(0)))
            .add("__ne__", "other /", (self, args) -> !Comparison.equal(self, args.get(0)));

    private static final MethodTable OF_CONTAINERS = new MethodTable()
            .addAll(OF_ALL)
            .add("__contains__", "item /", (self, args) -> Comparison.contains(self, args.get(0)))
            .add("__len__", "/", (self, args) -> Length.of(self))
            .add("__iter__", "/", (self, args) -> new PyIterator("iterator", Iteration.of(self)))
            .add("__getitem__", "key /", (self, args) -> item(self, args.get(0)));

    private SpecialMethods() {}

    static @Nullable Method find(Object value, String name) {
        return (Length.isSized(value) ? OF_CONTAINERS : OF_ALL).find(name);
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
            throw new PythonError(
                    key instanceof Long ? ErrorKind.INDEX_ERROR : ErrorKind.KEY_ERROR, Repr.of(key) + " is not there");
        }
        return item;
    }
}
