package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Subscript;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of an expression of literals and operators, which Jinja2 evaluates while it compiles. A part that is never
 * looked at may be anything: {@code true or name} is a constant.
 */
final class ConstantValue {

    private ConstantValue() {}

    /** The value; null where the expression is no constant, or evaluating it fails. */
    static @Nullable Object of(Expression expression) {
        try {
            return evaluate(expression);
        } catch (PythonError e) {
            return null;
        }
    }

    private static @Nullable Object evaluate(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof OperatorExpression.Logical logical) {
            Object value = evaluate(logical.left());
            return value != null && Truth.of(value) == logical.isAnd() ? evaluate(logical.right()) : value;
        }
        if (expression instanceof OperatorExpression.Conditional conditional) {
            Object condition = evaluate(conditional.condition());
            Expression chosen = condition == null || Truth.of(condition) ? conditional.then() : conditional.otherwise();
            return condition == null || chosen == null ? null : evaluate(chosen);
        }
        if (expression instanceof OperatorExpression.Compare compare) {
            return compare(compare);
        }
        if (expression instanceof MemberAccess.GetItem item) {
            Object value = evaluate(item.value());
            Object key = value == null ? null : evaluate(item.key());
            Object found = value == null || key == null ? Absent.ABSENT : Subscript.find(value, key);
            return found == Absent.ABSENT ? null : found;
        }
        if (!(expression instanceof OperatorExpression || expression instanceof CollectionLiteral)) {
            return null;
        }
        List<Object> parts = new ArrayList<>();
        for (Expression child : expression.children()) {
            Object part = evaluate(child);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return expression instanceof OperatorExpression operator
                ? operated(operator, parts)
                : collected((CollectionLiteral) expression, parts);
    }

    private static @Nullable Object compare(OperatorExpression.Compare compare) {
        Object left = evaluate(compare.first());
        for (OperatorExpression.Compare.Operand operand : compare.operands()) {
            Object right = left == null ? null : evaluate(operand.value());
            if (left == null || right == null) {
                return null;
            }
            if (!Operators.comparison(operand.operator()).test(left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private static Object operated(OperatorExpression operator, List<Object> parts) {
        if (operator instanceof OperatorExpression.Binary binary) {
            return Operators.arithmetic(binary.operator()).apply(parts.get(0), parts.get(1));
        }
        if (operator instanceof OperatorExpression.Sign sign) {
            return sign.operator().equals("-") ? Arithmetic.negative(parts.get(0)) : Arithmetic.positive(parts.get(0));
        }
        if (operator instanceof OperatorExpression.Not) {
            return !Truth.of(parts.get(0));
        }
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(Strings.of(part)));
        return text.toString();
    }

    private static Object collected(CollectionLiteral literal, List<Object> parts) {
        if (literal instanceof CollectionLiteral.ListLiteral) {
            return new PyList(parts);
        }
        if (literal instanceof CollectionLiteral.TupleLiteral) {
            return new PyTuple(parts);
        }
        PyDict entries = new PyDict();
        for (int i = 0; i < parts.size(); i += 2) {
            entries.put(parts.get(i), parts.get(i + 1));
        }
        return entries;
    }
}
