package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.ScopeEntry;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled macro.
 *
 * @param name null for the anonymous macro of a call block
 * @param defaults a value for every parameter that is not given
 * @param caller where the body finds {@code caller}, when it reads it without declaring it
 * @param kwargs the same for {@code kwargs}
 * @param varargs the same for {@code varargs}
 * @param usesCaller whether the body reads {@code caller} at all
 */
record MacroCode(
        @Nullable String name,
        List<String> parameters,
        List<Variable> variables,
        List<Evaluator> defaults,
        @Nullable Variable caller,
        @Nullable Variable kwargs,
        @Nullable Variable varargs,
        boolean usesCaller,
        Scope.FrameFactory frames,
        ScopeEntry entry,
        Instruction body) {

    static Evaluator notProvided(String parameter, Position position) {
        Undefined.Cause cause = Undefined.Cause.hint("parameter '" + parameter + "' was not provided");
        return frame -> frame.context().undefined(cause).at(position);
    }
}
