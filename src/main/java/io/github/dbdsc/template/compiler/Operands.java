package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.value.Budget;
import java.util.List;

/**
 * What an operator is applied to. It keeps none of the values, so that results of other operators among them are used up.
 *
 * @param all in order
 */
record Operands(List<Expression> all) {

    static Operands of(Expression... operands) {
        return new Operands(List.of(operands));
    }

    Evaluator[] compile(LexicalScope scope) {
        return all.stream().map(each -> each.compileToLook(scope)).toArray(Evaluator[]::new);
    }

    /** Makes an evaluator of the operator hold the operands, where one of them calls what may replace another. */
    Evaluator holding(Evaluator operator) {
        boolean looks = all.stream().anyMatch(MemberAccess.GetAttribute.class::isInstance);
        if (!looks || !calls(all)) {
            return operator;
        }
        return frame -> {
            Budget budget = frame.budget();
            budget.living().hold();
            try {
                return operator.evaluate(frame);
            } finally {
                budget.living().letGo();
            }
        };
    }

    private static boolean calls(List<Expression> expressions) {
        return expressions.stream().anyMatch(each -> each instanceof Invocation.Call || calls(each.children()));
    }

    /**
     * Releases those values that are results of other operators.
     *
     * @param values of all operands
     */
    void useUp(Budget budget, Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (all.get(i).isResult()) {
                budget.living().release(values[i]);
            }
        }
    }
}
