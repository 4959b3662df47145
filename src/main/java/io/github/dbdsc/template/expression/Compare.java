package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonComparison;
import java.util.ArrayList;
import java.util.List;

/** Comparisons, which may be chained: {@code a < b < c}. */
record Compare(Expression first, List<Operand> operands, Position position) implements Expression {

    /** An operator and what stands right of it. */
    record Operand(String operator, Expression value) {}

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>();
        children.add(first);
        operands.forEach(operand -> children.add(operand.value));
        return children;
    }

    @Override
    public Evaluator compile(Scope scope) {
        Evaluator start = first.compile(scope);
        Evaluator[] values = operands.stream().map(o -> o.value.compile(scope)).toArray(Evaluator[]::new);
        String[] operators = operands.stream().map(Operand::operator).toArray(String[]::new);
        Evaluator result = frame -> {
            Object left = start.evaluate(frame);
            for (int i = 0; i < values.length; i++) {
                Object right = values[i].evaluate(frame);
                if (!holds(operators[i], left, right)) {
                    return false;
                }
                left = right;
            }
            return true;
        };
        return result.at(position);
    }

    private static boolean holds(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> PythonComparison.equal(left, right);
            case "!=" -> !PythonComparison.equal(left, right);
            case "in" -> Containers.contains(right, left);
            case "not in" -> !Containers.contains(right, left);
            default -> PythonComparison.ordered(operator, left, right);
        };
    }
}
