package io.github.dbdsc.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import io.github.dbdsc.model.Problem;
import java.util.List;
import java.util.Map;

/**
 * Renders Jinja2 templates. Made once for a set of templates, which may include, import and extend each other and
 * nothing else; then used for many renderings, from any thread.
 */
public final class TemplateRenderer {

    private static final JinjavaConfig CONFIG = JinjavaConfig.newBuilder()
            .withLegacyOverrides(LegacyOverrides.newBuilder()
                    .withEvaluateMapKeys(true)
                    .withIterateOverMapKeys(true)
                    .withUsePyishObjectMapper(true)
                    .withUseNaturalOperatorPrecedence(true)
                    .withParseWhitespaceControlStrictly(true)
                    .withAllowAdjacentTextNodes(true)
                    .withUseTrimmingForNotesAndExpressions(true)
                    .withKeepNullableLoopValues(true)
                    .withHandleBackslashInQuotesOnly(true)
                    .build())
            // a value that looks like a template is data, never executed
            .withNestedInterpretationEnabled(false)
            .withEnableRecursiveMacroCalls(true)
            .withMaxMacroRecursionDepth(100)
            .withMaxRenderDepth(100)
            .withMaxOutputSize(10_000_000)
            .build();

    private final Map<String, String> templates;
    private final Jinjava jinjava;

    /** Takes the source of each template, by its path below {@code templates/}. */
    public TemplateRenderer(Map<String, String> templates) {
        this.templates = Map.copyOf(templates);
        this.jinjava = new Jinjava(CONFIG);
        jinjava.setResourceLocator(new SnapshotLocator(this.templates));
        jinjava.registerFilter(new JsonifyFilter());
    }

    /** Whether there is such a template. */
    public boolean has(String template) {
        return templates.containsKey(template);
    }

    /**
     * Renders one template.
     *
     * @param template its path below {@code templates/}; {@link #has} must be true
     * @param context the names it sees: maps, lists, strings, numbers, booleans and null
     * @throws TemplateException when Jinja2 would have raised, or something is not supported
     */
    public Rendered render(String template, Map<String, ?> context) throws TemplateException {
        String source = templates.get(template);
        if (source == null) {
            throw new IllegalArgumentException("no template '" + template + "'");
        }
        RenderResult result = jinjava.renderForResult(source, context);
        List<Problem> problems = result.getErrors().stream()
                .map(error -> problem(template, error))
                .toList();
        if (!problems.isEmpty()) {
            throw new TemplateException(problems);
        }
        return new Rendered(result.getOutput(), List.of());
    }

    private static Problem problem(String template, TemplateError error) {
        String source = error.getSourceTemplate().orElse(template);
        return Problem.error(
                "templates/" + source,
                Math.max(error.getLineno(), 1),
                Math.max(error.getStartPosition(), 1),
                "the template can't be rendered: " + error.getMessage());
    }
}
