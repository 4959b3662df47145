package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Position;
import java.util.ArrayList;
import java.util.List;

/** {@code value is name(arguments)}. */
record TestCall(Expression value, String name, CallArguments arguments, Position position) implements Expression {

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>();
        children.add(value);
        children.addAll(arguments.children());
        return children;
    }

    @Override
    public Evaluator compile(Scope scope) {
        BuiltIn test = BuiltIns.require(scope, "test", name, scope.unit().test(name), position);
        Evaluator input = value.compile(scope);
        CallArguments.Evaluated values = arguments.compile(scope);
        Evaluator result = frame -> {
            Object tested = input.evaluate(frame);
            return test.apply(frame.context(), tested, values.evaluate(frame));
        };
        return result.at(position);
    }
}
