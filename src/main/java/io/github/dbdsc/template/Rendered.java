package io.github.dbdsc.template;

import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.value.References;
import java.util.List;

/**
 * What a template gave.
 *
 * @param text the rendered text
 * @param references what stands in the text for ids that only the workspace knows
 * @param warnings what the author should look at although the template rendered
 */
public record Rendered(String text, References references, List<Problem> warnings) {

    public Rendered {
        warnings = List.copyOf(warnings);
    }

    /** The text with each reference as the template's author would write it. */
    public String readableText() {
        return references.readable(text);
    }
}
