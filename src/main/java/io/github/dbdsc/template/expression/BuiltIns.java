package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import org.jspecify.annotations.Nullable;

/** Finds filters and tests when a template is compiled. */
final class BuiltIns {

    private BuiltIns() {}

    /** The function found, or one that raises, where a condition may keep it from being called. */
    static BuiltIn require(Scope scope, String what, String name, @Nullable BuiltIn found, Position position) {
        if (found != null) {
            return found;
        }
        if (!scope.isConditional()) {
            throw new PythonError(PythonError.Kind.TEMPLATE_ASSERTION_ERROR, "No " + what + " named '" + name + "'.")
                    .at(position);
        }
        return (evaluation, value, arguments) -> {
            throw PythonError.runtime("No " + what + " named '" + name + "' found.");
        };
    }
}
