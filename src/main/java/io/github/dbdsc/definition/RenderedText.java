package io.github.dbdsc.definition;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a definition's template gave, before anybody looked at it.
 *
 * @param key the definition
 * @param text empty when it could not be rendered
 * @param problems why not, or what to look at
 */
public record RenderedText(JobKey key, Optional<String> text, List<Problem> problems) {

    public RenderedText {
        problems = List.copyOf(problems);
    }
}
