package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.ScopeEntry;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Markup;

/** Runs a body, keeps what it prints and applies filters to it. */
record CapturedBody(
        ScopeEntry entry, Instruction body, Variable text, Evaluator filtered, ScopeEntry exit, Scope scope) {

    static CapturedBody compile(java.util.List<Statement> statements, Expression filter, Scope scope) {
        Variable text = PipedText.declareIn(scope);
        return new CapturedBody(
                scope.entry(),
                Instruction.sequence(statements, scope),
                text,
                filter.compile(scope),
                scope.exit(),
                scope);
    }

    Object evaluate(Frame frame) {
        entry.run(frame);
        Output captured = new Output(frame.context().rendering().budget());
        body.run(frame, captured);
        String plain = captured.asValue();
        text.set(frame, scope.escaping().isOn(frame.context()) ? new Markup(plain) : plain);
        Object value = filtered.evaluate(frame);
        exit.run(frame);
        return value;
    }
}
