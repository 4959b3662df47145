package io.github.dbdsc.definition;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the good definitions of one snapshot rendered to. A rendering depends on nothing but the definition, the vars and
 * the templates, since templates know neither clock nor chance; so where all three are the same, what was rendered is
 * what would be rendered again. Definitions with problems are not kept: one of these may be that rendering took too long.
 *
 * @param renderer with which templates and options; null for nothing rendered
 * @param vars with which {@code vars.json}, to the letter: templates can print names in their order; null where there is
 *     none
 * @param jobs by definition
 */
record RenderedJobs(
        @Nullable TemplateRenderer renderer, @Nullable SourceFile vars, Map<JobKey, RenderedJob> jobs) {

    static final RenderedJobs NONE = new RenderedJobs(null, null, Map.of());

    RenderedJobs {
        jobs = Map.copyOf(jobs);
    }

    /**
     * A good definition.
     *
     * @param file the definition
     * @param job what it asks for
     * @param warnings what its author should look at all the same
     */
    record RenderedJob(SourceFile file, DesiredJob job, List<Problem> warnings) {

        RenderedJob {
            warnings = List.copyOf(warnings);
        }
    }

    /** These where the templates and vars are the same, else none. */
    RenderedJobs madeWith(TemplateRenderer otherRenderer, @Nullable SourceFile otherVars) {
        return renderer == otherRenderer && sameVars(otherVars) ? this : NONE;
    }

    private boolean sameVars(@Nullable SourceFile other) {
        return vars == null ? other == null : other != null && vars.hasContentOf(other);
    }

    /** What the definition was rendered to, if it is still the same. */
    Optional<RenderedJob> of(JobKey key, SourceFile file) {
        return Optional.ofNullable(jobs.get(key)).filter(job -> job.file().hasContentOf(file));
    }
}
