package io.github.dbdsc.definition;

import io.github.dbdsc.model.Adopt;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed definition: its directives, and the values that its template sees as {@code job}.
 *
 * @param text the file's text, for the places of problems
 * @param template the template's path below {@code templates/}
 * @param adopt the directive {@code $adopt}
 * @param protect the directive {@code $protect}
 * @param ignored the directive {@code $ignore}
 * @param hold the directive {@code $hold}; null where there is none, or it is false
 * @param force the directive {@code $force}
 * @param values everything else
 * @param warnings what its author should look at
 */
record JobDefinition(
        DefinitionText text,
        String template,
        Adopt adopt,
        boolean protect,
        List<String> ignored,
        @Nullable Hold hold,
        boolean force,
        Map<String, Object> values,
        List<Problem> warnings) {

    /** Returns the key of the job that it defines. */
    JobKey key() {
        return text.key();
    }

    JobDefinition {
        ignored = List.copyOf(ignored);
        warnings = List.copyOf(warnings);
    }

    /** The template of definitions that name none. The original program always used it. */
    static final String DEFAULT_TEMPLATE = "standard.jinja2";
}
