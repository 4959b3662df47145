package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.List;

/** A variable that is read. */
public record Name(String name, Position position) implements Expression {

    @Override
    public List<Node> children() {
        return List.of();
    }

    @Override
    public void declare(Symbols symbols) {
        symbols.load(name);
    }

    @Override
    public Evaluator compile(Scope scope) {
        Variable variable = scope.variable(name);
        return frame -> {
            Object value = variable.get(frame);
            return value == Absent.ABSENT
                    ? frame.context().undefined(Undefined.Cause.name(name)).at(position)
                    : value;
        };
    }
}
