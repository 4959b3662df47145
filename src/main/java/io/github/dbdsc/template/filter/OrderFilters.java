package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters that compare items with each other. */
final class OrderFilters {

    private OrderFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "sort" -> BuiltIn.of(name, "value reverse? case_sensitive? attribute?", OrderFilters::sort);
            case "dictsort" ->
                BuiltIn.of(name, "value case_sensitive? by? reverse?", (evaluation, args) -> sortDict(args));
            case "min" ->
                BuiltIn.of(
                        name, "value case_sensitive? attribute?", (evaluation, args) -> extreme(evaluation, args, "<"));
            case "max" ->
                BuiltIn.of(
                        name, "value case_sensitive? attribute?", (evaluation, args) -> extreme(evaluation, args, ">"));
            case "unique" -> BuiltIn.of(name, "value case_sensitive? attribute?", OrderFilters::unique);
            case "groupby" -> BuiltIn.of(name, "value attribute default? case_sensitive?", OrderFilters::groupBy);
            default -> null;
        };
    }

    private static Object sort(Evaluation evaluation, Signature.Bound args) {
        List<Object> items = Containers.list(args.get(0));
        UnaryOperator<Object> key = AttributeGetter.severalOf(evaluation, args.get(3, None.NONE), !args.isTrue(2));
        return new PyList(PythonComparison.sorted(items, key, isReversed(args.get(1, false))));
    }

    /** Python takes only integers and booleans here. */
    private static boolean isReversed(Object value) {
        return Numbers.index(value) != 0;
    }

    private static Object sortDict(Signature.Bound args) {
        Object by = args.get(2, "key");
        boolean byKey = PythonComparison.equal(by, "key");
        if (!byKey && !PythonComparison.equal(by, "value")) {
            throw PythonError.filterArgument("You can only sort by either \"key\" or \"value\"");
        }
        if (args.get(0) instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(args.get(0) instanceof PyDict dict)) {
            throw PythonError.attribute("'" + TypeName.of(args.get(0)) + "' object has no attribute 'items'");
        }
        boolean ignoreCase = !args.isTrue(1);
        UnaryOperator<Object> key = item -> {
            Object part = ((PyTuple) item).get(byKey ? 0 : 1);
            return ignoreCase ? AttributeGetter.withoutCase(part) : part;
        };
        return new PyList(PythonComparison.sorted(Containers.list(dict.items()), key, isReversed(args.get(3, false))));
    }

    private static UnaryOperator<Object> key(Evaluation evaluation, Object attribute, Object otherwise, boolean exact) {
        UnaryOperator<Object> getter = AttributeGetter.of(evaluation, attribute, otherwise);
        return exact ? getter : item -> AttributeGetter.withoutCase(getter.apply(item));
    }

    private static Object extreme(Evaluation evaluation, Signature.Bound args, String operator) {
        Iterator<Object> items = Containers.iterator(args.get(0));
        if (!items.hasNext()) {
            return evaluation.undefined(Undefined.Cause.hint("No aggregated item, sequence was empty."));
        }
        UnaryOperator<Object> key = key(evaluation, args.get(2, None.NONE), None.NONE, args.isTrue(1));
        Budget budget = Budget.current();
        Object best = items.next();
        Object bestKey = key.apply(best);
        while (items.hasNext()) {
            budget.step();
            Object item = items.next();
            Object itemKey = key.apply(item);
            if (PythonComparison.ordered(operator, itemKey, bestKey)) {
                best = item;
                bestKey = itemKey;
            }
        }
        return best;
    }

    private static Object unique(Evaluation evaluation, Signature.Bound args) {
        UnaryOperator<Object> key = key(evaluation, args.get(2, None.NONE), None.NONE, args.isTrue(1));
        return PyIterator.generator(() -> {
            PyDict seen = new PyDict();
            return SelectFilters.selected(Containers.iterator(args.get(0)), item -> add(seen, key.apply(item)));
        });
    }

    private static boolean add(PyDict seen, Object key) {
        if (seen.get(key) != Absent.ABSENT) {
            return false;
        }
        Budget.current().items(2);
        seen.put(key, true);
        return true;
    }

    private static Object groupBy(Evaluation evaluation, Signature.Bound args) {
        Object attribute = args.get(1);
        Object otherwise = args.get(2, None.NONE);
        UnaryOperator<Object> key = key(evaluation, attribute, otherwise, args.isTrue(3));
        UnaryOperator<Object> shown = AttributeGetter.of(evaluation, attribute, otherwise);
        List<Object> groups = new ArrayList<>();
        PyList group = new PyList();
        Object groupKey = Absent.ABSENT;
        for (Object item : PythonComparison.sorted(Containers.list(args.get(0)), key, false)) {
            Object itemKey = key.apply(item);
            if (groupKey == Absent.ABSENT || !PythonComparison.equal(groupKey, itemKey)) {
                group = new PyList();
                groups.add(new Group(shown.apply(item), group));
                groupKey = itemKey;
            }
            group.add(item);
        }
        return new PyList(groups);
    }

    /** A pair with names for its parts. */
    private static final class Group extends PyTuple implements Attributed {

        Group(Object grouper, PyList list) {
            super(List.of(grouper, list));
        }

        @Override
        public Object attribute(Evaluation evaluation, String name) {
            return switch (name) {
                case "grouper" -> get(0);
                case "list" -> get(1);
                default -> Absent.ABSENT;
            };
        }

        @Override
        public String typeName() {
            return "_GroupTuple";
        }

        @Override
        public String toString() {
            return Strings.of(this);
        }
    }
}
