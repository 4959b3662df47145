package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.ValueRead;
import io.github.dbdsc.template.reads.ValueRead.Kind;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.Strings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows expressions: what is known of their values, and what they do with those of the definition. */
final class ExpressionReads {

    /** In an expression with a dot, these are the methods of a dict and not its entries. */
    private static final Set<String> DICT_METHODS = Set.of(
            "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");

    /** What a loop tells of other elements than the one whose turn it is. */
    private static final Set<String> NEIGHBOURS = Set.of("previtem", "nextitem");

    private final ReadUses uses;
    private final ConditionReads conditions;
    private final CallReads calls;

    ExpressionReads(StatementReads statements, ReadUses uses) {
        this.uses = uses;
        this.conditions = new ConditionReads(this, uses);
        this.calls = new CallReads(statements, this, uses);
    }

    ConditionReads conditions() {
        return conditions;
    }

    Known of(Expression expression, Map<String, Known> names) {
        if (expression instanceof Expression.Literal literal) {
            return new Known.Constant(literal.value());
        }
        if (expression instanceof Expression.Name name) {
            return names.getOrDefault(name.name(), Known.Unknown.VALUE);
        }
        if (expression instanceof CapturedBody.CapturedText) {
            return names.getOrDefault(StatementReads.CAPTURED, Known.Unknown.VALUE);
        }
        if (expression instanceof MemberAccess.GetAttribute access) {
            return attribute(of(access.value(), names), access.name());
        }
        if (expression instanceof MemberAccess.GetItem access) {
            return item(of(access.value(), names), of(access.key(), names));
        }
        if (expression instanceof Invocation.FilterCall filter) {
            return calls.filter(filter, names);
        }
        if (expression instanceof Invocation.Call call) {
            return calls.call(call, names);
        }
        if (expression instanceof CollectionLiteral collection) {
            return collection(collection, names);
        }
        if (expression instanceof OperatorExpression operator) {
            return operator(operator, names);
        }
        if (expression instanceof Invocation.TestCall) {
            conditions.ofValue(expression, names);
            return Known.Unknown.VALUE;
        }
        children(expression, names).forEach(uses::open);
        return Known.Unknown.VALUE;
    }

    private List<Known> children(Expression expression, Map<String, Known> names) {
        return expression.children().stream().map(child -> of(child, names)).toList();
    }

    /** Returns what a dot leads to. */
    private Known attribute(Known owner, String name) {
        if (owner instanceof Known.Read && DICT_METHODS.contains(name)) {
            uses.use(owner, Kind.ANY);
            return Known.Unknown.VALUE;
        }
        return member(owner, name);
    }

    /** Follows an expression that may lead to nothing: then what it looks into may be a text as well. */
    Known ifThere(Expression expression, Map<String, Known> names) {
        if (expression instanceof MemberAccess.GetAttribute access) {
            Known owner = of(access.value(), names);
            return owner instanceof Known.Read && DICT_METHODS.contains(access.name())
                    ? attribute(owner, access.name())
                    : member(owner, access.name(), Kind.OBJECT_IF_ANY);
        }
        if (expression instanceof MemberAccess.GetItem access
                && of(access.key(), names) instanceof Known.Constant name
                && Strings.isString(name.value())) {
            return member(of(access.value(), names), name.value().toString(), Kind.OBJECT_IF_ANY);
        }
        return of(expression, names);
    }

    /** Returns the value of a name inside another. */
    Known member(Known owner, String name) {
        return member(owner, name, Kind.OBJECT);
    }

    private Known member(Known owner, String name, Kind kind) {
        if (owner instanceof Known.Read read) {
            uses.use(owner, kind);
            return new Known.Read(read.value().member(name), inherited(read));
        }
        if (owner instanceof Known.Either either) {
            return either.options().stream()
                    .map(option -> member(option, name, kind))
                    .reduce(Known::either)
                    .orElse(Known.Unknown.VALUE);
        }
        if (owner instanceof Known.Dict dict) {
            return dict.entries().getOrDefault(name, Known.Unknown.VALUE);
        }
        if (owner instanceof Known.Module module) {
            return module.names().getOrDefault(name, Known.Unknown.VALUE);
        }
        if (owner instanceof Known.Loop loop) {
            return NEIGHBOURS.contains(name) ? loop.value().in(Circumstances.CONDITIONAL) : Known.Unknown.VALUE;
        }
        uses.open(owner);
        return Known.Unknown.VALUE;
    }

    /** Returns when what is inside a value is used: a missing value has nothing inside. */
    private static Circumstances inherited(Known.Read owner) {
        return owner.circumstances().conditional() ? Circumstances.CONDITIONAL : Circumstances.ALWAYS;
    }

    private Known item(Known owner, Known key) {
        if (key instanceof Known.Constant constant && Strings.isString(constant.value())) {
            return member(owner, constant.value().toString());
        }
        if (key instanceof Known.Constant constant
                && Numbers.isInteger(constant.value())
                && owner instanceof Known.Read read) {
            uses.indexed(read);
            return new Known.Read(read.value().element(), Circumstances.CONDITIONAL);
        }
        if (owner instanceof Known.Read dict
                && key instanceof Known.Read of
                && of.value() == dict.value().element()) {
            uses.use(owner, Kind.MAP); // a loop goes over its names
        }
        uses.open(owner);
        uses.open(key);
        return Known.Unknown.VALUE;
    }

    private Known collection(CollectionLiteral collection, Map<String, Known> names) {
        if (collection instanceof CollectionLiteral.DictLiteral dict) {
            Map<String, Known> entries = new LinkedHashMap<>();
            for (int i = 0; i < dict.keys().size(); i++) {
                Known value = of(dict.values().get(i), names);
                if (of(dict.keys().get(i), names) instanceof Known.Constant key && Strings.isString(key.value())) {
                    entries.put(key.value().toString(), value);
                } else {
                    children(dict, names).forEach(uses::open);
                    return Known.Unknown.VALUE;
                }
            }
            return new Known.Dict(entries);
        }
        return new Known.Items(children(collection, names));
    }

    private Known operator(OperatorExpression operator, Map<String, Known> names) {
        if (operator instanceof OperatorExpression.Concat concat) {
            return new Known.Joined(children(concat, names));
        }
        if (operator instanceof OperatorExpression.Conditional conditional) {
            return conditional(conditional, names);
        }
        if (operator instanceof OperatorExpression.Logical logical) {
            return logical(logical, names);
        }
        if (operator instanceof OperatorExpression.Binary binary) {
            return binary(binary, names);
        }
        if (operator instanceof OperatorExpression.Sign sign) {
            Known value = of(sign.operand(), names);
            uses.use(value, Kind.ANY);
            return value instanceof Known.Constant ? Known.Unknown.VALUE : new Known.Made(value, Outline.Form.TEXT);
        }
        conditions.ofValue(operator, names);
        return Known.Unknown.VALUE;
    }

    private Known conditional(OperatorExpression.Conditional conditional, Map<String, Known> names) {
        ConditionReads.Outcome outcome = conditions.of(conditional.condition(), names);
        Known[] values = {Known.Unknown.VALUE, new Known.Constant("")};
        uses.behind(outcome.isTrue(), () -> values[0] = of(conditional.then(), names));
        Expression otherwise = conditional.otherwise();
        if (otherwise != null) {
            uses.behind(outcome.isFalse(), () -> values[1] = of(otherwise, names));
        }
        return Known.either(
                behind(values[0], outcome.isTrue()),
                values[1] instanceof Known.Constant ? values[1] : behind(values[1], outcome.isFalse()));
    }

    /** Returns the same value, used where the condition holds. */
    static Known behind(Known value, Guard guard) {
        return value.map(
                read -> new Known.Read(read.value(), read.circumstances().and(guard.circumstances(read.value()))));
    }

    private Known logical(OperatorExpression.Logical logical, Map<String, Known> names) {
        ConditionReads.Outcome outcome = conditions.of(logical.left(), names);
        Known left = of(logical.left(), names);
        Known[] right = {Known.Unknown.VALUE};
        Guard guard = logical.isAnd() ? outcome.isTrue() : outcome.isFalse();
        uses.behind(guard, () -> right[0] = of(logical.right(), names));
        return Known.either(
                left.in(logical.isAnd() ? Circumstances.CONDITIONAL : Circumstances.UNLESS_EMPTY),
                behind(right[0], guard));
    }

    private Known binary(OperatorExpression.Binary binary, Map<String, Known> names) {
        Known left = of(binary.left(), names);
        Known right = of(binary.right(), names);
        if (binary.operator().equals("+") && (isText(left) || isText(right))) {
            uses.use(left, Kind.STRING);
            uses.use(right, Kind.STRING);
            return new Known.Joined(List.of(left, right));
        }
        Known both = new Known.Items(List.of(left, right));
        if (both.reads().stream().anyMatch(ValueRead::isEscaped) || !(isNumber(left) || isNumber(right))) {
            uses.open(both);
        }
        uses.use(both, Kind.ANY);
        ReadUses.decide(both.reads());
        return Known.Unknown.VALUE;
    }

    private static boolean isText(Known value) {
        return value instanceof Known.Joined
                || (value instanceof Known.Constant constant && Strings.isString(constant.value()));
    }

    private static boolean isNumber(Known value) {
        return value instanceof Known.Constant constant && Numbers.isNumber(constant.value());
    }
}
