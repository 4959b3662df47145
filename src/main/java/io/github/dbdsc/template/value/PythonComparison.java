package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Python's rich comparisons, {@code ==} and {@code <}, and {@code sorted()}, which is built on them. */
public final class PythonComparison {

    private static final int MAX_DEPTH = 100;

    private PythonComparison() {}

    public static boolean equal(Object left, Object right) {
        return equal(left, right, 0);
    }

    private static boolean equal(Object left, Object right, int depth) {
        if (left instanceof String a && right instanceof String b) {
            return equalTexts(a, b);
        }
        if (left instanceof Undefined a) {
            a.compare();
            return right instanceof Undefined b && a.behaviour() == b.behaviour();
        }
        if (right instanceof Undefined undefined) {
            undefined.compare();
            return false;
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return !isNaN(left) && !isNaN(right) && Numbers.compare(left, right) == 0;
        }
        if (Strings.isString(left) && Strings.isString(right)) {
            return equalTexts(left.toString(), right.toString());
        }
        if (depth > MAX_DEPTH) {
            throw PythonError.limit("lists and dicts are nested too deep to be compared");
        }
        return equalContainers(left, right, depth + 1);
    }

    private static boolean equalTexts(String left, String right) {
        if (left.length() != right.length()) {
            return false;
        }
        Budget.passes(left.length());
        return left.equals(right);
    }

    private static boolean equalContainers(Object left, Object right, int depth) {
        if (left instanceof PyList a && right instanceof PyList b) {
            return equalItems(a.items(), b.items(), depth);
        }
        if (left instanceof PyTuple a && right instanceof PyTuple b) {
            return equalItems(a.asList(), b.asList(), depth);
        }
        if (left instanceof PyDict a && right instanceof PyDict b) {
            return equalEntries(a, b, depth);
        }
        if (left instanceof PyRange a && right instanceof PyRange b) {
            return a.size() == b.size()
                    && (a.size() == 0 || (a.start() == b.start() && (a.size() == 1 || a.step() == b.step())));
        }
        if (left instanceof DictView a && right instanceof DictView b && a.kind() != DictView.Kind.VALUES) {
            return a.kind() == b.kind() && a.size() == b.size() && containsAll(a, b);
        }
        return left == right
                || ((left instanceof PyBytes || left instanceof ReferenceNumber || left instanceof Callable)
                        && left.equals(right));
    }

    private static boolean containsAll(DictView view, DictView items) {
        for (Iterator<Object> it = items.iterator(); it.hasNext(); ) {
            if (!Containers.contains(view, it.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalItems(List<Object> left, List<Object> right, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        Budget budget = Budget.current();
        for (int i = 0; i < left.size(); i++) {
            budget.step();
            if (!same(left.get(i), right.get(i), depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalEntries(PyDict left, PyDict right, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        Budget budget = Budget.current();
        for (var entry : left.entrySet()) {
            budget.step();
            Object other = right.get(left.written(entry.getKey()));
            if (other == Absent.ABSENT || !same(entry.getValue(), other, depth)) {
                return false;
            }
        }
        return true;
    }

    /** Compares items of containers: there an object equals itself, even NaN. */
    static boolean same(Object left, Object right, int depth) {
        return (left == right && !(left instanceof Undefined)) || equal(left, right, depth);
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && Double.isNaN(number);
    }

    /** Whether {@code left operator right} holds, for one of {@code < <= > >=}. */
    public static boolean ordered(String operator, Object left, Object right) {
        if ((isNaN(left) && Numbers.isNumber(right)) || (isNaN(right) && Numbers.isNumber(left))) {
            return false;
        }
        int order = compare(operator, left, right, 0);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** The order of two values for sorting. */
    public static int order(Object left, Object right) {
        return order(left, right, Budget.current());
    }

    private static int order(Object left, Object right, Budget budget) {
        budget.step();
        if (left instanceof String a && right instanceof String b && !budget.hasReferences()) {
            return compareCodePoints(a, b);
        }
        if (isNaN(left) || isNaN(right)) {
            return 0;
        }
        return compare("<", left, right, 0);
    }

    private static int compare(String operator, Object left, Object right, int depth) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        if (Strings.isString(left) && Strings.isString(right)) {
            ReferenceNumber.refuse(left);
            ReferenceNumber.refuse(right);
            return compareCodePoints(left.toString(), right.toString());
        }
        if (left instanceof Sequence a && right instanceof Sequence b && a instanceof PyList == b instanceof PyList) {
            if (depth > MAX_DEPTH) {
                throw PythonError.limit("lists are nested too deep to be compared");
            }
            return compareItems(operator, a.asList(), b.asList(), depth + 1);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (left instanceof ReferenceNumber || right instanceof ReferenceNumber) {
            throw ReferenceNumber.refusal();
        }
        if (left instanceof DictView && right instanceof DictView) {
            throw PythonError.unsupported("comparing the keys or items of dicts as sets is not supported");
        }
        throw PythonError.type("'" + operator + "' not supported between instances of '" + TypeName.of(left) + "' and '"
                + TypeName.of(right) + "'");
    }

    private static int compareItems(String operator, List<Object> left, List<Object> right, int depth) {
        Budget budget = Budget.current();
        for (int i = 0; i < left.size() && i < right.size(); i++) {
            budget.step();
            if (!same(left.get(i), right.get(i), depth)) {
                return compare(operator, left.get(i), right.get(i), depth);
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareCodePoints(String left, String right) {
        int size = Math.min(left.length(), right.length());
        for (int i = 0; i < size; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                Budget.passes(i);
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        Budget.passes(size);
        return Integer.compare(left.length(), right.length());
    }

    /** Python's {@code sorted()}: stable. */
    public static List<Object> sorted(List<Object> items) {
        return sorted(items, UnaryOperator.identity(), false);
    }

    /** Sorts a list in place by what a function makes of each item, whenever it is compared. */
    public static <T> void sort(List<T> items, Function<T, Object> key) {
        Budget budget = Budget.current();
        try {
            items.sort((a, b) -> order(key.apply(a), key.apply(b), budget));
        } catch (IllegalArgumentException e) {
            throw PythonError.unsupported("these values have no consistent order, so they can't be sorted");
        }
    }

    /** Sorts by keys, which are computed once per item; equal items keep their order, also in reverse. */
    public static List<Object> sorted(List<Object> items, UnaryOperator<Object> key, boolean reverse) {
        Budget.current().items(items.size() * 2L);
        List<Keyed> keyed = new ArrayList<>(items.size());
        for (Object item : items) {
            keyed.add(new Keyed(key.apply(item), item));
        }
        sort(keyed, reverse);
        List<Object> sorted = new ArrayList<>(items.size());
        keyed.forEach(entry -> sorted.add(entry.item));
        return sorted;
    }

    private record Keyed(Object key, Object item) {}

    private static void sort(List<Keyed> keyed, boolean reverse) {
        Budget budget = Budget.current();
        try {
            keyed.sort((a, b) -> reverse ? order(b.key, a.key, budget) : order(a.key, b.key, budget));
        } catch (IllegalArgumentException e) {
            throw PythonError.unsupported("these values have no consistent order, so they can't be sorted");
        }
    }
}
