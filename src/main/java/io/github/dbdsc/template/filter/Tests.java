package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.CaseMapping;
import io.github.dbdsc.template.text.PercentFormat;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.SafeText;
import io.github.dbdsc.template.value.Value.Sequence;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Predicate;

/** All tests, which templates write as {@code value is test}. */
public final class Tests {

    private static final BuiltIn EQUAL =
            BuiltIn.of("==", "a b /", (evaluation, args) -> PythonComparison.equal(args.get(0), args.get(1)));
    private static final BuiltIn UNEQUAL =
            BuiltIn.of("!=", "a b /", (evaluation, args) -> !PythonComparison.equal(args.get(0), args.get(1)));
    private static final BuiltIn LESS = ordered("<");
    private static final BuiltIn LESS_OR_EQUAL = ordered("<=");
    private static final BuiltIn GREATER = ordered(">");
    private static final BuiltIn GREATER_OR_EQUAL = ordered(">=");

    private static final Map<String, BuiltIn> ALL = Map.ofEntries(
            // types
            test("defined", value -> !(value instanceof Undefined)),
            test("undefined", value -> value instanceof Undefined),
            test("none", value -> value == None.NONE),
            test("boolean", value -> value instanceof Boolean),
            test("true", value -> value.equals(true)),
            test("false", value -> value.equals(false)),
            test("integer", value -> value instanceof Long || value instanceof BigInteger),
            test("float", value -> value instanceof Double),
            test("number", Numbers::isNumber),
            test("string", Strings::isString),
            test("mapping", value -> value instanceof PyDict),
            test("sequence", Tests::isSequence),
            test("iterable", Tests::isIterable),
            BuiltIn.entry("callable", "value /", (evaluation, args) -> isCallable(args.get(0))),
            test("escaped", Tests::isEscaped),
            // numbers and strings
            test("odd", value -> PythonComparison.equal(remainder(value, 2L), 1L)),
            test("even", value -> PythonComparison.equal(remainder(value, 2L), 0L)),
            BuiltIn.entry(
                    "divisibleby",
                    "value num",
                    (evaluation, args) -> PythonComparison.equal(remainder(args.get(0), args.get(1)), 0L)),
            test("lower", value -> CaseMapping.isLower(Strings.of(value))),
            test("upper", value -> CaseMapping.isUpper(Strings.of(value))),
            // comparisons
            Map.entry("==", EQUAL),
            Map.entry("eq", EQUAL),
            Map.entry("equalto", EQUAL),
            Map.entry("!=", UNEQUAL),
            Map.entry("ne", UNEQUAL),
            Map.entry("<", LESS),
            Map.entry("lt", LESS),
            Map.entry("lessthan", LESS),
            Map.entry("<=", LESS_OR_EQUAL),
            Map.entry("le", LESS_OR_EQUAL),
            Map.entry(">", GREATER),
            Map.entry("gt", GREATER),
            Map.entry("greaterthan", GREATER),
            Map.entry(">=", GREATER_OR_EQUAL),
            Map.entry("ge", GREATER_OR_EQUAL),
            BuiltIn.entry("in", "value seq", (evaluation, args) -> Containers.contains(args.get(1), args.get(0))),
            BuiltIn.entry("sameas", "value other", (evaluation, args) -> isSame(args.get(0), args.get(1))),
            // what the renderer knows
            BuiltIn.entry("filter", "value", (evaluation, args) -> evaluation.hasFilter(args.get(0))),
            BuiltIn.entry("test", "value", (evaluation, args) -> evaluation.hasTest(args.get(0))));

    private Tests() {}

    /** The tests by name. */
    public static Map<String, BuiltIn> all() {
        return ALL;
    }

    private static Map.Entry<String, BuiltIn> test(String name, Predicate<Object> test) {
        return BuiltIn.entry(name, "value", (evaluation, args) -> test.test(args.get(0)));
    }

    private static BuiltIn ordered(String operator) {
        return BuiltIn.of(
                operator, "a b /", (evaluation, args) -> PythonComparison.ordered(operator, args.get(0), args.get(1)));
    }

    private static boolean isSequence(Object value) {
        if (value instanceof Undefined undefined) {
            return undefined.behaviour() != Undefined.Behaviour.STRICT;
        }
        return value instanceof Sequence
                || value instanceof PyDict
                || Strings.isString(value)
                || value instanceof PyRange;
    }

    private static boolean isIterable(Object value) {
        if (value instanceof Undefined undefined && undefined.behaviour() == Undefined.Behaviour.STRICT) {
            throw undefined.failure();
        }
        return Containers.isIterable(value);
    }

    private static boolean isCallable(Object value) {
        return value instanceof Callable || value instanceof Undefined;
    }

    private static boolean isEscaped(Object value) {
        boolean chainable =
                value instanceof Undefined undefined && undefined.behaviour() == Undefined.Behaviour.CHAINABLE;
        return chainable || value instanceof Markup || value instanceof SafeText;
    }

    private static Object remainder(Object value, Object divisor) {
        return Strings.isString(value) ? PercentFormat.format(value, divisor) : Division.modulo(value, divisor);
    }

    /** Identity, as far as Python promises it: constants, and mutable values that are the very same. */
    private static boolean isSame(Object left, Object right) {
        if (left == right || (left instanceof Boolean && left.equals(right))) {
            return true;
        }
        if (left instanceof Long number && left.equals(right)) {
            return isCached(number);
        }
        if ((left instanceof String && left.equals(right)) || (left instanceof Double && left.equals(right))) {
            throw PythonError.unsupported("whether two equal strings or numbers are the same object is Python's chance;"
                    + " compare them with ==");
        }
        return false;
    }

    /** CPython keeps one object each for small integers. */
    private static boolean isCached(long number) {
        if (number >= -5 && number <= 256) {
            return true;
        }
        throw PythonError.unsupported("whether two equal numbers such as " + number
                + " are the same object is Python's chance; compare with ==");
    }
}
