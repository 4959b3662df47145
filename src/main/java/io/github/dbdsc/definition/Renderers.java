package io.github.dbdsc.definition;

import io.github.dbdsc.template.RendererOptions;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was made of the snapshot that was read last: the renderer with its compiled templates, and what each
 * definition rendered to. Only what has changed since is compiled and rendered again. Safe for use by several threads.
 */
public final class Renderers {

    private final RendererOptions options;
    private Map<String, String> sources = Map.of();
    private @Nullable TemplateRenderer renderer;
    private volatile RenderedJobs rendered = RenderedJobs.NONE;

    /** With undefined names as errors, setting {@code STRICT_UNDEFINED}, or as Jinja2 has them by default. */
    public Renderers(boolean strictUndefined) {
        this.options = strictUndefined ? RendererOptions.DEFAULT.strict() : RendererOptions.DEFAULT;
    }

    synchronized TemplateRenderer of(Map<String, String> wanted) {
        TemplateRenderer known = renderer;
        if (known != null && sources.equals(wanted)) {
            return known;
        }
        TemplateRenderer fresh = new TemplateRenderer(wanted, options);
        sources = Map.copyOf(wanted);
        renderer = fresh;
        return fresh;
    }

    /** What was rendered last, by whichever renderer. */
    RenderedJobs rendered() {
        return rendered;
    }

    /** Keeps this in place of what was rendered before. */
    void keep(RenderedJobs newer) {
        rendered = newer;
    }
}
