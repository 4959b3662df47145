package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.List;

/** The tag {@code set}, with a value or with a body. */
sealed interface AssignmentTag extends Statement {

    static AssignmentTag parse(StatementParser parser, Position tag) {
        AssignmentTarget target = parser.targets().parse(true);
        if (parser.tokens().skipOperator("=")) {
            return new SetValue(target, parser.expressions().parseTuple(), tag);
        }
        Expression filter = parser.expressions().primary().filters(new CapturedBody.CapturedText(tag));
        return new SetBlock(target, filter, parser.bodyThrough("endset"), tag);
    }

    /** {@code set target = value}. */
    record SetValue(AssignmentTarget target, Expression value, Position position) implements AssignmentTag {

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
        public Instruction compile(LexicalScope scope) {
            Assigning assigning = Assigning.compile(target, scope, position);
            Evaluator evaluator = value.compile(scope);
            boolean isResult = value.isResult();
            return (frame, out) -> {
                assigning.check(frame);
                assigning.assign(frame, evaluator.evaluate(frame), isResult);
                return Instruction.Flow.NEXT;
            };
        }
    }

    /** {@code set target | filter} … {@code endset}: the printed text as a value. */
    record SetBlock(AssignmentTarget target, Expression filter, List<Statement> body, Position position)
            implements AssignmentTag {

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
        public Instruction compile(LexicalScope scope) {
            LexicalScope inner = scope.capture();
            body.forEach(statement -> statement.declare(inner.symbols()));
            CapturedBody captured = CapturedBody.compile(body, filter, inner);
            Assigning assigning = Assigning.compile(target, scope, position);
            return (frame, out) -> {
                Object value = captured.evaluate(frame);
                boolean escaped = scope.escaping().isOn(frame.context());
                Object text = escaped && !(value instanceof Markup) ? new Markup(Strings.of(value)) : value;
                assigning.assign(frame, text, false);
                return Instruction.Flow.NEXT;
            };
        }
    }

    /**
     * A compiled assignment.
     *
     * @param names those that other templates may import, because the tag stands outside of everything
     * @param variables of these names
     */
    record Assigning(
            AssignmentTarget.Assignment assignment, List<String> names, List<Variable> variables, Position position) {

        private static Assigning compile(AssignmentTarget target, LexicalScope scope, Position position) {
            List<String> exported = scope.isTopLevel() ? target.names() : List.of();
            return new Assigning(
                    target.compile(scope),
                    exported,
                    exported.stream().map(scope::variable).toList(),
                    position);
        }

        private void check(Frame frame) {
            try {
                assignment.check(frame);
            } catch (PythonError e) {
                throw e.at(position);
            }
        }

        private void assign(Frame frame, Object value, boolean isResult) {
            try {
                if (isResult) {
                    assignment.assignResult(frame, value);
                } else {
                    assignment.assign(frame, value);
                }
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
