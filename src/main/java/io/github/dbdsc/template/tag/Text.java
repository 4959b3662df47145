package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Origin;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import java.util.List;

/** Template text that is printed as it is. */
record Text(String text, Position position) implements Statement {

    @Override
    public List<Node> children() {
        return List.of();
    }

    @Override
    public Instruction compile(Scope scope) {
        Origin origin = Origin.ofText(position, text);
        Instruction print = (frame, out) -> {
            out.append(text, origin);
            return Instruction.Flow.NEXT;
        };
        return Print.unlessExtending(scope, print);
    }
}
