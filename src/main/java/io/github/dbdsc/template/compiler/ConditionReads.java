package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.compiler.Guard.Asked;
import io.github.dbdsc.template.reads.ValueRead;
import io.github.dbdsc.template.reads.ValueRead.Kind;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows conditions: what holds of the values that they look at. */
final class ConditionReads {

    private static final Set<String> ORDER = Set.of("<", "<=", ">", ">=");

    private final ExpressionReads expressions;
    private final ReadUses uses;

    ConditionReads(ExpressionReads expressions, ReadUses uses) {
        this.expressions = expressions;
        this.uses = uses;
    }

    /**
     * What holds where a condition is true, and where it is false.
     *
     * @param isTrue what holds in its branch
     * @param isFalse what holds in the others
     */
    record Outcome(Guard isTrue, Guard isFalse) {

        @SuppressWarnings("ArgumentSelectionDefectChecker") // they change places
        Outcome not() {
            return new Outcome(isFalse, isTrue);
        }

        private static Outcome of(Iterable<ValueRead> values) {
            Guard asked = Guard.asked(values, Asked.CONTENT);
            return new Outcome(asked, asked);
        }
    }

    /** Follows a condition whose result is used later, who knows for what. */
    void ofValue(Expression condition, Map<String, Known> names) {
        Outcome outcome = of(condition, names);
        ReadUses.decide(outcome.isTrue().mentions().keySet());
        ReadUses.decide(outcome.isFalse().mentions().keySet());
    }

    Outcome of(Expression condition, Map<String, Known> names) {
        if (condition instanceof OperatorExpression.Not not) {
            return of(not.operand(), names).not();
        }
        if (condition instanceof OperatorExpression.Logical logical) {
            return logical(logical, names);
        }
        if (condition instanceof Invocation.TestCall test) {
            return test(test, names);
        }
        if (condition instanceof OperatorExpression.Compare compare
                && compare.operands().size() == 1) {
            return compare(compare, names);
        }
        Known value = expressions.of(condition, names);
        uses.look(value);
        List<ValueRead> reads = value.reads();
        Guard isFalse = Guard.asked(reads, Asked.CONTENT);
        return one(value) != null
                ? new Outcome(Guard.there(reads.get(0), Asked.NOT_EMPTY), isFalse)
                : new Outcome(isFalse, isFalse);
    }

    /** Returns the one value that is not empty where this is not; null when it is another thing. */
    private static Known.@Nullable Read one(Known value) {
        if (value instanceof Known.Read read) {
            return read;
        }
        boolean hasEmptyDefault = value instanceof Known.Either either
                && either.options().size() == 2
                && either.options().get(0) instanceof Known.Read
                && isEmpty(either.options().get(1));
        return hasEmptyDefault ? (Known.Read) ((Known.Either) value).options().get(0) : null;
    }

    private static boolean isEmpty(Known value) {
        return (value instanceof Known.Constant constant && !Truth.of(constant.value()))
                || (value instanceof Known.Items items && items.items().isEmpty())
                || (value instanceof Known.Dict dict && dict.entries().isEmpty());
    }

    private Outcome logical(OperatorExpression.Logical logical, Map<String, Known> names) {
        Outcome left = of(logical.left(), names);
        Outcome[] right = new Outcome[1];
        uses.behind(logical.isAnd() ? left.isTrue() : left.isFalse(), () -> right[0] = of(logical.right(), names));
        return logical.isAnd()
                ? new Outcome(
                        left.isTrue().and(right[0].isTrue()), left.isFalse().or(right[0].isFalse()))
                : new Outcome(
                        left.isTrue().or(right[0].isTrue()), left.isFalse().and(right[0].isFalse()));
    }

    private Outcome test(Invocation.TestCall test, Map<String, Known> names) {
        boolean isAboutPresence = Set.of("defined", "undefined").contains(test.name());
        Known value =
                isAboutPresence ? expressions.ifThere(test.subject(), names) : expressions.of(test.subject(), names);
        uses.look(value);
        List<ValueRead> reads = new ArrayList<>(value.reads());
        if (value instanceof Known.Read read) {
            switch (test.name()) {
                case "defined" -> {
                    return isThere(read.value());
                }
                case "undefined" -> {
                    return isThere(read.value()).not();
                }
                case "none" -> {
                    return isNone(read.value());
                }
                default -> {}
            }
        }
        test.arguments().children().forEach(argument -> {
            Known given = expressions.of(argument, names);
            uses.look(given);
            reads.addAll(given.reads());
        });
        ReadUses.decide(reads);
        return Outcome.of(reads);
    }

    private static Outcome isThere(ValueRead value) {
        return new Outcome(Guard.there(value, Asked.THERE), Guard.asked(List.of(value), Asked.THERE));
    }

    private static Outcome isNone(ValueRead value) {
        return new Outcome(Guard.asked(List.of(value), Asked.CONTENT), Guard.there(value, Asked.NOT_EMPTY));
    }

    private Outcome compare(OperatorExpression.Compare compare, Map<String, Known> names) {
        OperatorExpression.Compare.Operand operand = compare.operands().get(0);
        Known left = expressions.of(compare.first(), names);
        Known right = expressions.of(operand.value(), names);
        boolean isMembership =
                operand.operator().equals("in") || operand.operator().equals("not in");
        if (isMembership
                && right instanceof Known.Read owner
                && left instanceof Known.Constant name
                && Strings.isString(name.value())) {
            uses.use(right, Kind.ANY);
            Outcome there = isThere(owner.value().member(name.value().toString()));
            return operand.operator().equals("in") ? there : there.not();
        }
        boolean isNone = right instanceof Known.Constant constant && constant.value() == None.NONE;
        if (isNone && left instanceof Known.Read read && Set.of("==", "!=").contains(operand.operator())) {
            uses.look(left);
            return operand.operator().equals("==")
                    ? isNone(read.value())
                    : isNone(read.value()).not();
        }
        Known both = new Known.Items(List.of(left, right));
        if (ORDER.contains(operand.operator())) {
            uses.use(both, Kind.ANY);
        } else if (isMembership) {
            uses.look(left);
            uses.use(right, Kind.ANY);
        } else {
            uses.look(both);
        }
        ReadUses.decide(both.reads());
        return Outcome.of(both.reads());
    }
}
