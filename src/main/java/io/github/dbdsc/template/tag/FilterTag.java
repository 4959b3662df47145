package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Origin;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.List;

/** {@code filter name} … {@code endfilter}. */
record FilterTag(Expression filter, List<Statement> body, Position position) implements Statement {

    static FilterTag parse(StatementParser parser, Position tag) {
        var primary = parser.expressions().primary();
        Expression filter = primary.filters(primary.filter(new PipedText(tag)));
        return new FilterTag(filter, parser.bodyThrough("endfilter"), tag);
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>();
        children.addAll(body);
        children.add(filter);
        return children;
    }

    @Override
    public void declare(Symbols symbols) {
        filter.declare(symbols);
    }

    @Override
    public Instruction compile(Scope scope) {
        Scope inner = scope.inner();
        children().forEach(child -> child.declare(inner.symbols()));
        CapturedBody captured = CapturedBody.compile(body, filter, inner);
        Origin origin = Origin.ofValue(position);
        return (frame, out) -> {
            out.append(Strings.of(captured.evaluate(frame)), origin);
            return Instruction.Flow.NEXT;
        };
    }
}
