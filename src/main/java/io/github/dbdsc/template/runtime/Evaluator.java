package io.github.dbdsc.template.runtime;

import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;

/** A compiled expression. */
public interface Evaluator {

    Object evaluate(Frame frame);

    /** Returns the same, with errors and undefined values that say where in the template they come from. */
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
