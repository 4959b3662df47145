package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Literal;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Escaping;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.ScopeEntry;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.value.Truth;
import java.util.ArrayList;
import java.util.List;

/** {@code autoescape true} … {@code endautoescape}. */
record AutoescapeTag(Expression switched, List<Statement> body) implements Statement {

    static AutoescapeTag parse(StatementParser parser) {
        Expression switched = parser.expressions().parse();
        return new AutoescapeTag(switched, parser.bodyThrough("endautoescape"));
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>();
        children.add(switched);
        children.addAll(body);
        return children;
    }

    /** Everything lives in a scope of its own. */
    @Override
    public void declare(Symbols symbols) {
        // nothing is declared outside
    }

    @Override
    public Instruction compile(Scope scope) {
        Escaping escaping = switched instanceof Literal literal
                ? Escaping.of(Truth.of(literal.value()))
                : scope.escaping().dynamic();
        Scope inner = scope.inner().escaping(escaping);
        children().forEach(child -> child.declare(inner.symbols()));
        ScopeEntry entry = inner.entry();
        ScopeEntry exit = inner.exit();
        Evaluator on = switched.compile(inner);
        Instruction instruction = Instruction.sequence(body, inner);
        return (frame, out) -> {
            entry.run(frame);
            boolean before = frame.context().autoescape();
            frame.context().autoescape(Truth.of(on.evaluate(frame)));
            Instruction.Flow flow = instruction.run(frame, out);
            frame.context().autoescape(before);
            exit.run(frame);
            return flow;
        };
    }
}
