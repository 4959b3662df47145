package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Truth;
import java.util.ArrayList;
import java.util.List;

/** {@code if … elif … else}. */
record IfTag(List<Branch> branches, List<Statement> otherwise) implements Statement {

    /** A condition, and the body that runs when it is true. */
    record Branch(Expression condition, List<Statement> body) implements Node {

        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>();
            children.add(condition);
            children.addAll(body);
            return children;
        }

        @Override
        public void declare(Symbols symbols) {
            condition.declare(symbols);
            symbols.branches(List.of(body, List.of(), List.of()));
        }
    }

    static IfTag parse(StatementParser parser, Position tag) {
        List<Branch> branches = new ArrayList<>();
        String next;
        do {
            Expression condition = parser.expressions().parseUnconditionalTuple();
            branches.add(new Branch(condition, parser.body("elif", "else", "endif")));
            next = parser.tokens().next().text();
        } while (next.equals("elif"));
        return new IfTag(branches, next.equals("else") ? parser.bodyThrough("endif") : List.of());
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>(branches);
        children.addAll(otherwise);
        return children;
    }

    @Override
    public void declare(Symbols symbols) {
        Branch first = branches.get(0);
        first.condition.declare(symbols);
        symbols.branches(List.of(first.body, branches.subList(1, branches.size()), otherwise));
    }

    @Override
    public Instruction compile(LexicalScope scope) {
        LexicalScope conditional = scope.conditional();
        int count = branches.size();
        Evaluator[] conditions = new Evaluator[count];
        Instruction[] bodies = new Instruction[count];
        for (int i = 0; i < count; i++) {
            conditions[i] = condition(branches.get(i).condition, conditional);
            bodies[i] = Statement.compileAll(branches.get(i).body, conditional);
        }
        Instruction last = Statement.compileAll(otherwise, conditional);
        return (frame, out) -> {
            for (int i = 0; i < count; i++) {
                if (conditions[i].evaluate(frame) == Boolean.TRUE) {
                    return bodies[i].run(frame, out);
                }
            }
            return last.run(frame, out);
        };
    }

    private static Evaluator condition(Expression expression, LexicalScope scope) {
        Evaluator value = expression.compileToLook(scope);
        Position position = expression.position();
        return frame -> {
            try {
                return Truth.of(value.evaluate(frame));
            } catch (PythonError e) {
                throw e.at(position);
            }
        };
    }
}
