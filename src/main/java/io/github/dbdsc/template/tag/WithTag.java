package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.expression.Target;
import io.github.dbdsc.template.expression.Token;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.ScopeEntry;
import io.github.dbdsc.template.scope.Symbols;
import java.util.ArrayList;
import java.util.List;

/** {@code with a = 1, b = 2} … {@code endwith}: names for a part of the template. */
record WithTag(List<Target> targets, List<Expression> values, List<Statement> body) implements Statement {

    static WithTag parse(StatementParser parser) {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!parser.tokens().current().is(Token.Type.BLOCK_END)) {
            if (!targets.isEmpty()) {
                parser.tokens().expectOperator(",");
            }
            targets.add(parser.targets().parse("", false));
            parser.tokens().expectOperator("=");
            values.add(parser.expressions().parse());
        }
        return new WithTag(targets, values, parser.bodyThrough("endwith"));
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>(targets);
        children.addAll(values);
        children.addAll(body);
        return children;
    }

    /** The values belong to the scope outside, so that no name sees another of the same tag. */
    @Override
    public void declare(Symbols symbols) {
        values.forEach(value -> value.declare(symbols));
    }

    @Override
    public Instruction compile(Scope scope) {
        Scope inner = scope.inner();
        targets.forEach(target -> target.declareParameters(inner.symbols()));
        body.forEach(statement -> statement.declare(inner.symbols()));
        ScopeEntry entry = inner.entry();
        ScopeEntry exit = inner.exit();
        Target.Assignment[] assignments =
                targets.stream().map(target -> target.compile(inner)).toArray(Target.Assignment[]::new);
        Evaluator[] evaluators =
                values.stream().map(value -> value.compile(scope)).toArray(Evaluator[]::new);
        Instruction instruction = Instruction.sequence(body, inner);
        return (frame, out) -> {
            entry.run(frame);
            for (int i = 0; i < assignments.length; i++) {
                assignments[i].assign(frame, evaluators[i].evaluate(frame));
            }
            Instruction.Flow flow = instruction.run(frame, out);
            exit.run(frame);
            return flow;
        };
    }
}
