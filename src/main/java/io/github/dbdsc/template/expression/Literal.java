package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import java.util.List;

/** A string, number, boolean or None. */
public record Literal(Object value, Position position) implements Expression {

    @Override
    public List<Node> children() {
        return List.of();
    }

    @Override
    public Evaluator compile(Scope scope) {
        return frame -> value;
    }
}
