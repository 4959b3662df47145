package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.LetterCase;
import io.github.dbdsc.template.text.PercentFormat;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.SafeText;
import io.github.dbdsc.template.value.Value.Sequence;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All tests, which templates write as {@code value is test}. */
public final class Tests {

    private static final FunctionTable<BuiltIn> ALL = BuiltIn.table(BuiltIn.Look.QUICK, List.of(Tests::named));

    private Tests() {}

    private static @Nullable BuiltIn named(String name) {
        return switch (name) {
            // types
            // types
            case "defined" -> test(name, value -> !(value instanceof Undefined));
            case "undefined" -> test(name, value -> value instanceof Undefined);
            case "none" -> test(name, value -> value == None.NONE);
            case "boolean" -> test(name, value -> value instanceof Boolean);
            case "true" -> test(name, value -> value.equals(true));
            case "false" -> test(name, value -> value.equals(false));
            case "integer" ->
                test(
                        name,
                        value -> value instanceof Long
                                || value instanceof BigInteger
                                || value instanceof ReferenceNumber);
            case "float" -> test(name, value -> value instanceof Double);
            case "number" -> test(name, value -> Numbers.isNumber(value) || value instanceof ReferenceNumber);
            case "string" -> test(name, Strings::isString);
            case "mapping" -> test(name, value -> value instanceof PyDict);
            case "sequence" -> test(name, Tests::isSequence);
            case "iterable" -> test(name, Tests::isIterable);
            case "callable" -> BuiltIn.of(name, "value /", (evaluation, args) -> isCallable(args.get(0)));
            case "escaped" -> test(name, Tests::isEscaped);
            // numbers and strings
            // numbers and strings
            case "odd" -> test(name, value -> PythonComparison.equal(remainder(value, 2L), 1L));
            case "even" -> test(name, value -> PythonComparison.equal(remainder(value, 2L), 0L));
            case "divisibleby" ->
                BuiltIn.of(
                        name,
                        "value num",
                        (evaluation, args) -> PythonComparison.equal(remainder(args.get(0), args.get(1)), 0L));
            case "lower" -> test(name, value -> LetterCase.isLower(Strings.of(value)));
            case "upper" -> test(name, value -> LetterCase.isUpper(Strings.of(value)));
            // comparisons
            // comparisons
            case "==", "eq", "equalto" ->
                BuiltIn.of("==", "a b /", (evaluation, args) -> PythonComparison.equal(args.get(0), args.get(1)));
            case "!=", "ne" ->
                BuiltIn.of("!=", "a b /", (evaluation, args) -> !PythonComparison.equal(args.get(0), args.get(1)));
            case "<", "lt", "lessthan" -> ordered("<");
            case "<=", "le" -> ordered("<=");
            case ">", "gt", "greaterthan" -> ordered(">");
            case ">=", "ge" -> ordered(">=");
            case "in" ->
                BuiltIn.of(name, "value seq", (evaluation, args) -> Containers.contains(args.get(1), args.get(0)));
            case "sameas" -> BuiltIn.of(name, "value other", (evaluation, args) -> isSame(args.get(0), args.get(1)));
            // what the renderer knows
            // what the renderer knows
            case "filter" -> BuiltIn.of(name, "value", (evaluation, args) -> evaluation.hasFilter(args.get(0)));
            case "test" -> BuiltIn.of(name, "value", (evaluation, args) -> evaluation.hasTest(args.get(0)));
            default -> null;
        };
    }

    /** The tests by name. */
    public static FunctionTable<BuiltIn> all() {
        return ALL;
    }

    private static BuiltIn test(String name, Predicate<Object> test) {
        return BuiltIn.of(name, "value", (evaluation, args) -> test.test(args.get(0)));
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
        boolean empty = left instanceof PyTuple a && right instanceof PyTuple b && a.size() + b.size() == 0;
        if (left == right || empty || (left instanceof Boolean && left.equals(right))) {
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
