package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.OutputBuffer;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import java.util.List;

/**
 * The body of a set or filter block: runs it, keeps what it prints and applies filters to that.
 *
 * @param text where the filters find what was printed
 */
record CapturedBody(
        Frame.Steps entry, Instruction body, Variable text, Evaluator filtered, Frame.Steps exit, Escaping escaping) {

    static CapturedBody compile(List<Statement> statements, Expression filter, LexicalScope scope) {
        Variable text = scope.parameter(CapturedText.NAME);
        return new CapturedBody(
                scope.entry(),
                Statement.compileAll(statements, scope),
                text,
                filter.compile(scope),
                scope.exit(),
                scope.escaping());
    }

    Object evaluate(Frame frame) {
        entry.run(frame);
        OutputBuffer captured = new OutputBuffer(frame.budget());
        body.run(frame, captured);
        String plain = captured.asValue();
        text.set(frame, escaping.isOn(frame.context()) ? new Markup(plain) : plain);
        Object value = filtered.evaluate(frame);
        exit.run(frame);
        return value;
    }

    /** The captured text, as the expression that the filters of the block are applied to. */
    record CapturedText(Position position) implements Expression {

        /** No template can write this name. */
        private static final String NAME = "captured text";

        @Override
        public List<Expression> children() {
            return List.of();
        }

        /** Declares nothing: the scope of the block does that. */
        @Override
        public void declare(Symbols symbols) {}

        @Override
        public Evaluator compile(LexicalScope scope) {
            return scope.variable(NAME)::get;
        }
    }
}
