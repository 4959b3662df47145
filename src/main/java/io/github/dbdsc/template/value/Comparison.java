package io.github.dbdsc.template.value;

import java.util.Iterator;
import java.util.List;

/** Python's {@code ==}, {@code <} and {@code in}. */
public final class Comparison {

    private static final int MAX_DEPTH = 100;

    private Comparison() {}

    public static boolean equal(Object left, Object right) {
        return equal(left, right, 0);
    }

    private static boolean equal(Object left, Object right, int depth) {
        if (left instanceof String a && right instanceof String b) {
            return a.equals(b);
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
            return left.toString().equals(right.toString());
        }
        if (depth > MAX_DEPTH) {
            throw new PythonError(ErrorKind.LIMIT, "lists and dicts are nested too deep to be compared");
        }
        return equalContainers(left, right, depth + 1);
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
        return left == right || (left instanceof PyBytes && left.equals(right));
    }

    private static boolean containsAll(DictView view, DictView items) {
        for (Iterator<Object> it = items.iterator(); it.hasNext(); ) {
            if (!contains(view, it.next())) {
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

    /** Containers hold their items equal to themselves without asking, NaN included. */
    private static boolean same(Object left, Object right, int depth) {
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
        Budget.current().step();
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
            return compareCodePoints(left.toString(), right.toString());
        }
        if (left instanceof Sequence a && right instanceof Sequence b && a instanceof PyList == b instanceof PyList) {
            if (depth > MAX_DEPTH) {
                throw new PythonError(ErrorKind.LIMIT, "lists are nested too deep to be compared");
            }
            return compareItems(operator, a.asList(), b.asList(), depth + 1);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
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
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Python's {@code item in container}. */
    public static boolean contains(Object container, Object item) {
        if (Strings.isString(container)) {
            if (!Strings.isString(item)) {
                throw PythonError.type("'in <string>' requires string as left operand, not " + TypeName.of(item));
            }
            Budget.current().searching(container.toString(), item.toString());
            return container.toString().contains(item.toString());
        }
        if (container instanceof PyDict dict) {
            return dict.containsKey(item);
        }
        if (container instanceof PyRange range && Numbers.isInteger(item)) {
            return range.contains(Numbers.index(item));
        }
        if (container instanceof DictView view && view.kind() == DictView.Kind.KEYS) {
            return view.dict().containsKey(item);
        }
        if (!Iteration.isIterable(container)) {
            throw PythonError.type("argument of type '" + TypeName.of(container) + "' is not iterable");
        }
        Budget budget = Budget.current();
        for (Iterator<Object> it = Iteration.of(container); it.hasNext(); ) {
            budget.step();
            if (same(it.next(), item, 0)) {
                return true;
            }
        }
        return false;
    }
}
