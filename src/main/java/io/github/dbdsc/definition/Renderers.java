package io.github.dbdsc.definition;

import io.github.dbdsc.template.RendererOptions;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the renderer of the templates that were read last, so that only changed templates are compiled again. */
public final class Renderers {

    private final RendererOptions options;
    private Map<String, String> sources = Map.of();
    private @Nullable TemplateRenderer renderer;

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
}
