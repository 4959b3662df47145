package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Scope;
import java.util.List;

/** Template text that is printed as it is. */
record Text(String text) implements Statement {

    @Override
    public List<Node> children() {
        return List.of();
    }

    @Override
    public Instruction compile(Scope scope) {
        Instruction print = (frame, out) -> {
            out.append(text);
            return Instruction.Flow.NEXT;
        };
        return Print.unlessExtending(scope, print);
    }
}
