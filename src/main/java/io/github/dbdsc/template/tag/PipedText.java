package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import java.util.List;

/** The captured text that the filters of a block are applied to. */
record PipedText(Position position) implements Expression {

    /** No template can write this name. */
    private static final String NAME = "captured text";

    @Override
    public List<Node> children() {
        return List.of();
    }

    @Override
    public void declare(Symbols symbols) {
        // the scope of the block declares it
    }

    static Variable declareIn(Scope scope) {
        scope.symbols().parameter(NAME);
        return scope.variable(NAME);
    }

    @Override
    public Evaluator compile(Scope scope) {
        return scope.variable(NAME)::get;
    }
}
