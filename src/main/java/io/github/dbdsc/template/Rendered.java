package io.github.dbdsc.template;

import io.github.dbdsc.model.Problem;
import java.util.List;

/**
 * What a template gave.
 *
 * @param text the rendered text
 * @param warnings what the author should look at although the template rendered
 */
public record Rendered(String text, List<Problem> warnings) {

    public Rendered {
        warnings = List.copyOf(warnings);
    }
}
