package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.expression.Target;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.List;

/** {@code set target | filter} … {@code endset}: the printed text as a value. */
record SetBlockTag(Target target, Expression filter, List<Statement> body, Position position) implements Statement {

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>(List.of(target, filter));
        children.addAll(body);
        return children;
    }

    @Override
    public void declare(Symbols symbols) {
        target.declare(symbols);
    }

    @Override
    public Instruction compile(Scope scope) {
        Scope inner = scope.capture();
        body.forEach(statement -> statement.declare(inner.symbols()));
        CapturedBody captured = CapturedBody.compile(body, filter, inner);
        SetTag.Assigning assigning = SetTag.Assigning.compile(target, scope, position);
        return (frame, out) -> {
            Object value = captured.evaluate(frame);
            boolean escaped = scope.escaping().isOn(frame.context());
            assigning.assign(frame, escaped && !(value instanceof Markup) ? new Markup(Strings.of(value)) : value);
            return Instruction.Flow.NEXT;
        };
    }
}
