package io.github.dbdsc.template;

import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.runtime.OutputLines;
import io.github.dbdsc.template.value.References;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a template rendered to.
 *
 * @param text the rendered text
 * @param references what stands in the text for ids that only the workspace knows
 * @param warnings what the author should look at although the template rendered
 * @param lines where the parts of the text come from
 * @param templates the names of the templates that took part
 */
public record Rendered(
        String text, References references, List<Problem> warnings, OutputLines lines, Set<String> templates) {

    /**
     * A line of a template.
     *
     * @param file the template's path in the container, {@code templates/standard.jinja2}
     * @param line counted from 1
     */
    public record TemplateLine(String file, int line) {}

    public Rendered {
        warnings = List.copyOf(warnings);
        templates = Set.copyOf(templates);
    }

    /** Returns the text with each reference as the template's author would write it. */
    public String readableText() {
        return references.readable(text);
    }

    /**
     * Finds the line that printed a character: in an included or extended template, that one's own. What a macro, a set
     * or a filter block captured first counts as printed where its value is.
     *
     * @param offset of the character in the text; the text's length stands for the last one
     * @return empty when it is not known
     */
    public Optional<TemplateLine> origin(int offset) {
        return lines.at(text, offset)
                .map(position -> new TemplateLine("templates/" + position.template(), position.line()));
    }
}
