package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Value.SafeText;
import java.util.List;

/** {@code a ~ b}: the texts of values joined. */
record Concat(List<Expression> parts, Position position) implements Expression {

    @Override
    public List<Expression> children() {
        return parts;
    }

    @Override
    public Evaluator compile(Scope scope) {
        Evaluator[] evaluators = Collections.compile(parts, scope);
        Evaluator result = frame -> {
            Object[] values = new Object[evaluators.length];
            boolean markup = false;
            for (int i = 0; i < values.length; i++) {
                values[i] = evaluators[i].evaluate(frame);
                markup |= values[i] instanceof Markup || values[i] instanceof SafeText;
            }
            boolean escapes = markup && scope.escaping().isOn(frame.context());
            String text = join(values, escapes, frame);
            return escapes ? new Markup(text) : text;
        };
        return result.at(position);
    }

    private static String join(Object[] values, boolean escapes, Frame frame) {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(escapes ? Markup.escape(value).text() : Strings.of(value));
        }
        frame.context().rendering().budget().size(out.length());
        return out.toString();
    }
}
