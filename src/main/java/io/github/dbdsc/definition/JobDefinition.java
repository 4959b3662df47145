package io.github.dbdsc.definition;

import io.github.dbdsc.model.JobKey;
import java.util.Map;

/**
 * A definition as parsed: its directives, and the values that its template sees as {@code job}.
 *
 * @param key which job it defines
 * @param text the file's text, to find places in
 * @param template the template's path below {@code templates/}
 * @param adopt the directive {@code $adopt}
 * @param protect the directive {@code $protect}
 * @param values everything else
 */
record JobDefinition(
        JobKey key, String text, String template, boolean adopt, boolean protect, Map<String, Object> values) {

    /** Used by a definition that names no template, as the original program always did. */
    static final String DEFAULT_TEMPLATE = "standard.jinja2";
}
