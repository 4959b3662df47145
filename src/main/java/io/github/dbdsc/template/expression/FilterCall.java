package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Position;
import java.util.ArrayList;
import java.util.List;

/** {@code value | name(arguments)}. */
public record FilterCall(Expression value, String name, CallArguments arguments, Position position)
        implements Expression {

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>();
        children.add(value);
        children.addAll(arguments.children());
        return children;
    }

    @Override
    public Evaluator compile(Scope scope) {
        BuiltIn filter = BuiltIns.require(scope, "filter", name, scope.unit().filter(name), position);
        Evaluator input = value.compile(scope);
        CallArguments.Evaluated values = arguments.compile(scope);
        Evaluator result = frame -> {
            Object piped = input.evaluate(frame);
            Budget budget = frame.context().rendering().budget();
            budget.step();
            budget.reading(piped);
            return filter.apply(frame.context(), piped, values.evaluate(frame));
        };
        return result.at(position);
    }
}
