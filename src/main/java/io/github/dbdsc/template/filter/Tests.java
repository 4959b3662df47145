package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.CaseMapping;
import io.github.dbdsc.template.text.PercentFormat;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Callable;
import io.github.dbdsc.template.value.Comparison;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.Iteration;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.None;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.SafeText;
import io.github.dbdsc.template.value.Sequence;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Text;
import io.github.dbdsc.template.value.Undefined;
import java.math.BigInteger;
import java.util.Map;

/** All tests. */
public final class Tests {

    private static final Map<String, BuiltIn> ALL = new BuiltInTable()
            .addAll(ofTypes())
            .addAll(ofNumbers())
            .addAll(comparing())
            .add("lower", "value", (evaluation, args) -> CaseMapping.isLower(Text.of(args.get(0))))
            .add("upper", "value", (evaluation, args) -> CaseMapping.isUpper(Text.of(args.get(0))))
            .add("filter", "value", (evaluation, args) -> evaluation.hasFilter(args.get(0)))
            .add("test", "value", (evaluation, args) -> evaluation.hasTest(args.get(0)))
            .byName();

    private Tests() {}

    public static Map<String, BuiltIn> all() {
        return ALL;
    }

    private static BuiltInTable ofTypes() {
        return new BuiltInTable()
                .add("defined", "value", (evaluation, args) -> !(args.get(0) instanceof Undefined))
                .add("undefined", "value", (evaluation, args) -> args.get(0) instanceof Undefined)
                .add("none", "value", (evaluation, args) -> args.get(0) == None.NONE)
                .add("boolean", "value", (evaluation, args) -> args.get(0) instanceof Boolean)
                .add("true", "value", (evaluation, args) -> args.get(0).equals(true))
                .add("false", "value", (evaluation, args) -> args.get(0).equals(false))
                .add("integer", "value", (evaluation, args) -> isInteger(args.get(0)))
                .add("float", "value", (evaluation, args) -> args.get(0) instanceof Double)
                .add("number", "value", (evaluation, args) -> Numbers.isNumber(args.get(0)))
                .add("string", "value", (evaluation, args) -> Strings.isString(args.get(0)))
                .add("mapping", "value", (evaluation, args) -> args.get(0) instanceof PyDict)
                .add("sequence", "value", (evaluation, args) -> isSequence(args.get(0)))
                .add("iterable", "value", (evaluation, args) -> isIterable(args.get(0)))
                .add("callable", "value /", (evaluation, args) -> isCallable(args.get(0)))
                .add("escaped", "value", (evaluation, args) -> isEscaped(args.get(0)));
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
        return Iteration.isIterable(value);
    }

    private static boolean isCallable(Object value) {
        return value instanceof Callable || value instanceof Undefined;
    }

    private static boolean isEscaped(Object value) {
        boolean chainable =
                value instanceof Undefined undefined && undefined.behaviour() == Undefined.Behaviour.CHAINABLE;
        return chainable || value instanceof Markup || value instanceof SafeText;
    }

    private static BuiltInTable ofNumbers() {
        return new BuiltInTable()
                .add("odd", "value", (evaluation, args) -> Comparison.equal(remainder(args.get(0), 2L), 1L))
                .add("even", "value", (evaluation, args) -> Comparison.equal(remainder(args.get(0), 2L), 0L))
                .add(
                        "divisibleby",
                        "value num",
                        (evaluation, args) -> Comparison.equal(remainder(args.get(0), args.get(1)), 0L));
    }

    private static Object remainder(Object value, Object divisor) {
        return Strings.isString(value) ? PercentFormat.format(value, divisor) : Division.modulo(value, divisor);
    }

    private static BuiltInTable comparing() {
        BuiltInTable table = new BuiltInTable()
                .add("==", "a b /", (evaluation, args) -> Comparison.equal(args.get(0), args.get(1)))
                .add("!=", "a b /", (evaluation, args) -> !Comparison.equal(args.get(0), args.get(1)))
                .add("in", "value seq", (evaluation, args) -> Comparison.contains(args.get(1), args.get(0)))
                .add("sameas", "value other", (evaluation, args) -> isSame(args.get(0), args.get(1)));
        for (String operator : new String[] {"<", "<=", ">", ">="}) {
            table.add(operator, "a b /", (evaluation, args) -> Comparison.ordered(operator, args.get(0), args.get(1)));
        }
        return table.alias("eq", "==")
                .alias("equalto", "==")
                .alias("ne", "!=")
                .alias("lt", "<")
                .alias("lessthan", "<")
                .alias("le", "<=")
                .alias("gt", ">")
                .alias("greaterthan", ">")
                .alias("ge", ">=");
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
}
