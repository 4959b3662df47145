package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.method.Attributes;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import java.util.List;

/** {@code value.name}: the attribute, else the item of that name. */
record GetAttribute(Expression value, String name, Position position) implements Expression {

    @Override
    public List<Expression> children() {
        return List.of(value);
    }

    @Override
    public Evaluator compile(Scope scope) {
        Evaluator owner = value.compile(scope);
        Evaluator result = frame -> Attributes.attributeOrItem(frame.context(), owner.evaluate(frame), name);
        return result.at(position);
    }
}
