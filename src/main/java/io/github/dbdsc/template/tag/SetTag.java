package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.expression.Target;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.List;

/** {@code set target = value}. */
record SetTag(Target target, Expression value, Position position) implements Statement {

    static Statement parse(StatementParser parser, Position tag) {
        Target target = parser.targets().parse("", true);
        if (parser.tokens().skipOperator("=")) {
            return new SetTag(target, parser.expressions().parseTuple(), tag);
        }
        Expression filter = parser.expressions().primary().filters(new PipedText(tag));
        return new SetBlockTag(target, filter, parser.bodyThrough("endset"), tag);
    }

    @Override
    public List<Node> children() {
        return List.of(target, value);
    }

    @Override
    public void declare(Symbols symbols) {
        value.declare(symbols);
        target.declare(symbols);
    }

    @Override
    public Instruction compile(Scope scope) {
        Assigning assigning = Assigning.compile(target, scope, position);
        Evaluator evaluator = value.compile(scope);
        return (frame, out) -> {
            assigning.check(frame);
            assigning.assign(frame, evaluator.evaluate(frame));
            return Instruction.Flow.NEXT;
        };
    }

    /** A compiled assignment, which other templates may see when it stands outside of everything. */
    record Assigning(Target.Assignment assignment, List<String> names, List<Variable> variables, Position position) {

        static Assigning compile(Target target, Scope scope, Position position) {
            List<String> exported = scope.isTopLevel() ? target.names() : List.of();
            return new Assigning(
                    target.compile(scope),
                    exported,
                    exported.stream().map(scope::variable).toList(),
                    position);
        }

        void check(Frame frame) {
            try {
                assignment.check(frame);
            } catch (PythonError e) {
                throw e.at(position);
            }
        }

        void assign(Frame frame, Object value) {
            try {
                assignment.assign(frame, value);
            } catch (PythonError e) {
                throw e.at(position);
            }
            for (int i = 0; i < names.size(); i++) {
                frame.context().assign(names.get(i), variables.get(i).get(frame));
                frame.context().export(names.get(i));
            }
        }
    }
}
