package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;

/** A compiled expression. */
public interface Evaluator {

    Object evaluate(Frame frame);

    /** The same, saying where in the template an error or an undefined value came from. */
    default Evaluator at(Position position) {
        return frame -> {
            try {
                Object value = evaluate(frame);
                return value instanceof Undefined undefined ? undefined.at(position) : value;
            } catch (PythonError e) {
                throw e.at(position);
            }
        };
    }
}
