package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.CaseMapping;
import io.github.dbdsc.template.text.PercentFormat;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.FunctionTable;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tests. */
public final class Tests {

    private static final FunctionTable<BuiltIn> ALL =
            new FunctionTable<>(List.of(Tests::ofTypes, Tests::ofNumbers, Tests::comparing, Tests::other));

    private Tests() {}

    public static FunctionTable<BuiltIn> all() {
        return ALL;
    }

    private static @Nullable BuiltIn ofTypes(String name) {
        return switch (name) {
            case "defined" -> BuiltIn.of(name, "value", (evaluation, args) -> !(args.get(0) instanceof Undefined));
            case "undefined" -> BuiltIn.of(name, "value", (evaluation, args) -> args.get(0) instanceof Undefined);
            case "none" -> BuiltIn.of(name, "value", (evaluation, args) -> args.get(0) == None.NONE);
            case "boolean" -> BuiltIn.of(name, "value", (evaluation, args) -> args.get(0) instanceof Boolean);
            case "true" ->
                BuiltIn.of(name, "value", (evaluation, args) -> args.get(0).equals(true));
            case "false" ->
                BuiltIn.of(name, "value", (evaluation, args) -> args.get(0).equals(false));
            case "integer" -> BuiltIn.of(name, "value", (evaluation, args) -> isInteger(args.get(0)));
            case "float" -> BuiltIn.of(name, "value", (evaluation, args) -> args.get(0) instanceof Double);
            case "number" -> BuiltIn.of(name, "value", (evaluation, args) -> Numbers.isNumber(args.get(0)));
            case "string" -> BuiltIn.of(name, "value", (evaluation, args) -> Strings.isString(args.get(0)));
            case "mapping" -> BuiltIn.of(name, "value", (evaluation, args) -> args.get(0) instanceof PyDict);
            case "sequence" -> BuiltIn.of(name, "value", (evaluation, args) -> isSequence(args.get(0)));
            case "iterable" -> BuiltIn.of(name, "value", (evaluation, args) -> isIterable(args.get(0)));
            case "callable" -> BuiltIn.of(name, "value /", (evaluation, args) -> isCallable(args.get(0)));
            case "escaped" -> BuiltIn.of(name, "value", (evaluation, args) -> isEscaped(args.get(0)));
            default -> null;
        };
    }

    private static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof BigInteger;
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

    private static @Nullable BuiltIn ofNumbers(String name) {
        return switch (name) {
            case "odd" ->
                BuiltIn.of(name, "value", (evaluation, args) -> PythonComparison.equal(remainder(args.get(0), 2L), 1L));
            case "even" ->
                BuiltIn.of(name, "value", (evaluation, args) -> PythonComparison.equal(remainder(args.get(0), 2L), 0L));
            case "divisibleby" ->
                BuiltIn.of(
                        name,
                        "value num",
                        (evaluation, args) -> PythonComparison.equal(remainder(args.get(0), args.get(1)), 0L));
            default -> null;
        };
    }

    private static Object remainder(Object value, Object divisor) {
        return Strings.isString(value) ? PercentFormat.format(value, divisor) : Division.modulo(value, divisor);
    }

    private static @Nullable BuiltIn comparing(String name) {
        return switch (name) {
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
            default -> null;
        };
    }

    private static BuiltIn ordered(String operator) {
        return BuiltIn.of(
                operator, "a b /", (evaluation, args) -> PythonComparison.ordered(operator, args.get(0), args.get(1)));
    }

    /** Identity, as far as Python promises it: constants, and mutable values that are the very same. */
    private static boolean isSame(Object left, Object right) {
        if (left == right || (left instanceof Boolean && left.equals(right))) {
            return true;
        }
        if (left instanceof Long l && left.equals(right)) {
            return isSmall(l, right);
        }
        if ((left instanceof String && left.equals(right)) || (left instanceof Double && left.equals(right))) {
            throw PythonError.unsupported("whether two equal strings or numbers are the same object is Python's chance;"
                    + " compare them with ==");
        }
        return false;
    }

    private static boolean isSmall(Long left, Object right) {
        if (left >= -5 && left <= 256) {
            return true;
        }
        throw PythonError.unsupported("whether two equal numbers such as " + right
                + " are the same object is Python's chance; compare with ==");
    }

    private static @Nullable BuiltIn other(String name) {
        return switch (name) {
            case "lower" ->
                BuiltIn.of(name, "value", (evaluation, args) -> CaseMapping.isLower(Strings.of(args.get(0))));
            case "upper" ->
                BuiltIn.of(name, "value", (evaluation, args) -> CaseMapping.isUpper(Strings.of(args.get(0))));
            case "filter" -> BuiltIn.of(name, "value", (evaluation, args) -> evaluation.hasFilter(args.get(0)));
            case "test" -> BuiltIn.of(name, "value", (evaluation, args) -> evaluation.hasTest(args.get(0)));
            default -> null;
        };
    }
}
