package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.None;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The methods of {@code list} and {@code tuple}. */
final class ListMethods {

    private static final Signature SORT = Signature.of("sort", "key? reverse?");

    static final FunctionTable<BuiltIn> OF_TUPLES = BuiltIn.table(BuiltIn.Look.CLOSE, List.of(ListMethods::ofTuples));

    static final FunctionTable<BuiltIn> OF_LISTS =
            BuiltIn.table(BuiltIn.Look.CLOSE, List.of(ListMethods::ofTuples, ListMethods::ofLists));

    private ListMethods() {}

    private static @Nullable BuiltIn ofTuples(String name) {
        return switch (name) {
            case "count" -> method(name, "value /", (self, args) -> count(self, args.get(0)));
            case "index" -> method(name, "value start? stop? /", ListMethods::index);
            default -> null;
        };
    }

    private static @Nullable BuiltIn ofLists(String name) {
        return switch (name) {
            case "append" ->
                method(
                        name,
                        "value /",
                        (self, args) -> insert(list(self), list(self).size(), args.get(0)));
            case "clear" ->
                method(name, "/", (self, args) -> {
                    list(self).clear();
                    return None.NONE;
                });
            case "copy" -> method(name, "/", (self, args) -> PyList.owning(Containers.list(self)));
            case "extend" ->
                method(name, "items /", (self, args) -> {
                    list(self).addAll(Containers.list(args.get(0)));
                    return None.NONE;
                });
            case "insert" ->
                method(name, "index value /", (self, args) -> {
                    long index = Numbers.index(args.get(0));
                    int size = list(self).size();
                    long position = index < 0 ? Math.max(0, index + size) : Math.min(index, size);
                    return insert(list(self), (int) position, args.get(1));
                });
            case "pop" -> method(name, "index? /", (self, args) -> pop(list(self), args.get(0, -1L)));
            case "remove" -> method(name, "value /", (self, args) -> remove(list(self), args.get(0)));
            case "reverse" ->
                method(name, "/", (self, args) -> {
                    Budget.current().passing(list(self).size());
                    Collections.reverse(list(self));
                    return None.NONE;
                });
            case "sort" -> (evaluation, self, arguments) -> sort(evaluation, list(self), arguments);
            default -> null;
        };
    }

    private static List<Object> list(Object self) {
        return ((PyList) self).items();
    }

    private static Object insert(List<Object> list, int index, Object value) {
        Budget budget = Budget.current();
        budget.items(2);
        budget.moving((long) list.size() - index);
        list.add(index, value);
        return None.NONE;
    }

    private static Object count(Object self, Object value) {
        List<Object> items = Containers.list(self);
        return items.stream()
                .filter(item -> item == value || PythonComparison.equal(item, value))
                .count();
    }

    private static Object index(Object self, Signature.Bound args) {
        List<Object> items = Containers.list(self);
        int from = bound(args.get(1, 0L), items.size());
        int to = bound(args.get(2, (long) items.size()), items.size());
        for (int i = from; i < to; i++) {
            if (items.get(i) == args.get(0) || PythonComparison.equal(items.get(i), args.get(0))) {
                return (long) i;
            }
        }
        throw PythonError.value(Repr.of(args.get(0)) + " is not in list");
    }

    private static int bound(Object index, int size) {
        long position = Numbers.index(index);
        return (int) Math.max(0, Math.min(size, position < 0 ? position + size : position));
    }

    private static Object pop(List<Object> list, Object index) {
        long position = Numbers.index(index);
        if (list.isEmpty()) {
            throw PythonError.index("pop from empty list");
        }
        position = position < 0 ? position + list.size() : position;
        if (position < 0 || position >= list.size()) {
            throw PythonError.index("pop index out of range");
        }
        Budget.current().moving(list.size() - position);
        return list.remove((int) position);
    }

    private static Object remove(List<Object> list, Object value) {
        Budget.current().passing(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == value || PythonComparison.equal(list.get(i), value)) {
                list.remove(i);
                return None.NONE;
            }
        }
        throw PythonError.value("list.remove(x): x not in list");
    }

    private static Object sort(Evaluation evaluation, List<Object> list, Arguments arguments) {
        if (arguments.size() > 0) {
            throw PythonError.type("sort() takes no positional arguments");
        }
        Signature.Bound args = SORT.bind(arguments);
        UnaryOperator<Object> key = args.isNone(0) ? UnaryOperator.identity() : function(evaluation, args.get(0));
        List<Object> sorted = PythonComparison.sorted(list, key, Numbers.index(args.get(1, false)) != 0);
        list.clear();
        list.addAll(sorted);
        return None.NONE;
    }

    private static UnaryOperator<Object> function(Evaluation evaluation, Object value) {
        return item -> {
            if (!(value instanceof Callable callable)) {
                throw PythonError.type("'" + TypeName.of(value) + "' object is not callable");
            }
            return callable.call(evaluation, new Arguments(List.of(item), Map.of()));
        };
    }
}
