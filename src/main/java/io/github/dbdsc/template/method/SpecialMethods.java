package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.DictView;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Subscript;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Represented;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods behind Python's operators that a template may call by their names: {@code __contains__} and such. */
final class SpecialMethods {

    private static final FunctionTable<BuiltIn> OF_ALL =
            BuiltIn.table(BuiltIn.Look.CLOSE, List.of(SpecialMethods::ofAll));

    private static final FunctionTable<BuiltIn> OF_CONTAINERS =
            BuiltIn.table(BuiltIn.Look.CLOSE, List.of(SpecialMethods::ofAll, SpecialMethods::ofContainers));

    private SpecialMethods() {}

    private static @Nullable BuiltIn ofAll(String name) {
        return switch (name) {
            case "__str__" -> method(name, "/", (self, args) -> Strings.of(self));
            case "__repr__" -> method(name, "/", (self, args) -> Repr.of(self));
            case "__eq__" -> method(name, "other /", (self, args) -> equal(self, args.get(0)));
            case "__ne__" -> method(name, "other /", (self, args) -> !equal(self, args.get(0)));
            default -> null;
        };
    }

    private static @Nullable BuiltIn ofContainers(String name) {
        return switch (name) {
            case "__contains__" -> method(name, "item /", (self, args) -> Containers.contains(self, args.get(0)));
            case "__len__" -> method(name, "/", (self, args) -> Containers.length(self));
            case "__iter__" -> method(name, "/", (self, args) -> new PyIterator("iterator", Containers.iterator(self)));
            case "__getitem__" -> method(name, "key /", (self, args) -> item(self, args.get(0)));
            default -> null;
        };
    }

    private static boolean equal(Object self, Object other) {
        if (self != other && !areComparable(self, other)) {
            throw PythonError.unsupported("Python's __eq__ and __ne__ answer neither true nor false for values of the"
                    + " types '" + TypeName.of(self) + "' and '" + TypeName.of(other) + "'; use == or !=");
        }
        return PythonComparison.equal(self, other);
    }

    private static boolean areComparable(Object self, Object other) {
        if (Strings.isString(self)) {
            return Strings.isString(other);
        }
        if (Numbers.isNumber(self)) {
            return Numbers.isNumber(other) && (self instanceof Double || !(other instanceof Double));
        }
        boolean hasItsOwn = !(self instanceof Attributed)
                && !(self instanceof DictView view && view.kind() == DictView.Kind.VALUES);
        return hasItsOwn && TypeName.of(self).equals(TypeName.of(other));
    }

    /** Those that the value has, by name. */
    static FunctionTable<BuiltIn> of(Object value) {
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
