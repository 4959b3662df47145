package io.github.dbdsc.template;

import io.github.dbdsc.template.lexer.Syntax;
import io.github.dbdsc.template.value.Limits;
import io.github.dbdsc.template.value.Undefined;

/**
 * The options of Jinja2's environment.
 *
 * @param syntax how templates are written
 * @param autoescape whether printed values are escaped for HTML
 * @param undefined what may be done with undefined names
 * @param doTag whether the extension {@code jinja2.ext.do} is on
 * @param loopControls whether the extension {@code jinja2.ext.loopcontrols} is on
 * @param limits what one rendering may use
 */
public record RendererOptions(
        Syntax syntax,
        boolean autoescape,
        Undefined.Behaviour undefined,
        boolean doTag,
        boolean loopControls,
        Limits limits) {

    /** Jinja2's defaults. */
    public static final RendererOptions DEFAULT =
            new RendererOptions(Syntax.DEFAULT, false, Undefined.Behaviour.LENIENT, false, false, Limits.DEFAULT);

    /** Returns the same options with undefined names as errors: {@code StrictUndefined}. */
    public RendererOptions strict() {
        return new RendererOptions(syntax, autoescape, Undefined.Behaviour.STRICT, doTag, loopControls, limits);
    }

    public RendererOptions withLimits(Limits other) {
        return new RendererOptions(syntax, autoescape, undefined, doTag, loopControls, other);
    }
}
