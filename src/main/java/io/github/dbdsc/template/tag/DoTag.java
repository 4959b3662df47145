package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.scope.Scope;
import java.util.List;

/** Evaluates an expression for what it does: {@code {% do list.append(x) %}}. */
record DoTag(Expression expression) implements Statement {

    static DoTag parse(StatementParser parser) {
        return new DoTag(parser.expressions().parseTuple());
    }

    @Override
    public List<Expression> children() {
        return List.of(expression);
    }

    @Override
    public Instruction compile(Scope scope) {
        Evaluator evaluator = expression.compile(scope);
        return (frame, out) -> {
            evaluator.evaluate(frame);
            return Instruction.Flow.NEXT;
        };
    }
}
