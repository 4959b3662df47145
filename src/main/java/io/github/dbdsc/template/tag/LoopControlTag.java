package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.List;

/** {@code break} and {@code continue}. */
record LoopControlTag(Instruction.Flow flow, Position position) implements Statement {

    @Override
    public List<Node> children() {
        return List.of();
    }

    @Override
    public Instruction compile(Scope scope) {
        if (!scope.isInLoop()) {
            String name = flow == Instruction.Flow.BREAK ? "break" : "continue";
            scope.unit()
                    .addLateError(
                            new PythonError(PythonError.Kind.SYNTAX_ERROR, "'" + name + "' outside loop").at(position));
        }
        return (frame, out) -> flow;
    }
}
