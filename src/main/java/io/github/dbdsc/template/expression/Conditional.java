package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a if condition else b}; without an else part it is undefined. */
record Conditional(
        Expression condition, Expression then, @Nullable Expression otherwise, Position position)
        implements Expression {

    @Override
    public List<Expression> children() {
        return otherwise == null ? List.of(condition, then) : List.of(condition, then, otherwise);
    }

    @Override
    public Evaluator compile(Scope scope) {
        Scope conditional = scope.conditional();
        Evaluator test = condition.compile(conditional);
        Evaluator yes = then.compile(conditional);
        Evaluator no = otherwise == null ? noValue() : otherwise.compile(conditional);
        Evaluator result = frame -> Truth.of(test.evaluate(frame)) ? yes.evaluate(frame) : no.evaluate(frame);
        return result.at(position);
    }

    /** Lenient even where undefined names are errors: Jinja2 means the missing else as "nothing". */
    private Evaluator noValue() {
        Undefined.Cause cause = Undefined.Cause.hint("the inline if-expression on line " + position.line() + " in '"
                + position.template() + "' evaluated to false and no else section was defined.");
        return frame -> new Undefined(cause, Undefined.Behaviour.LENIENT, used -> {}).at(position);
    }
}
