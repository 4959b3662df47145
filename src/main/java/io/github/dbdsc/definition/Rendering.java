package io.github.dbdsc.definition;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.TemplateException;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders the definitions of one snapshot with its templates and vars. */
public final class Rendering {

    private static final int TEMPLATES_NAMED = 10;

    private final Snapshot snapshot;
    private final TemplateRenderer renderer;
    private final List<Problem> unreadableTemplates = new ArrayList<>();

    /** Takes compiled templates from the given renderers where they have them. */
    public Rendering(Snapshot snapshot, Renderers renderers) {
        this.snapshot = snapshot;
        this.renderer = renderers.of(sources());
    }

    private Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        snapshot.templates().forEach((name, file) -> {
            try {
                sources.put(name, DefinitionParser.text(file));
            } catch (DefinitionException e) {
                unreadableTemplates.addAll(e.problems());
            }
        });
        return sources;
    }

    /** What a definition renders to, be it usable or not: for people who look for a mistake. */
    public RenderedText text(JobKey key) {
        SourceFile file = snapshot.definitions().get(key);
        if (file == null) {
            return failed(key, List.of(Problem.error(key.path(), 0, 0, "there is no such file; check the key")));
        }
        try {
            Rendered rendered = render(DefinitionParser.parse(key, file), vars());
            return new RenderedText(key, Optional.of(rendered.readableText()), rendered.warnings());
        } catch (DefinitionException e) {
            return failed(key, e.problems());
        } catch (TemplateException e) {
            return failed(key, e.problems());
        }
    }

    private static RenderedText failed(JobKey key, List<Problem> problems) {
        return new RenderedText(key, Optional.empty(), problems);
    }

    List<Problem> unreadableTemplates() {
        return unreadableTemplates;
    }

    TemplateRenderer renderer() {
        return renderer;
    }

    /** The values in {@code vars.json}; none where there is no such file. */
    Map<String, Object> vars() throws DefinitionException {
        SourceFile file = snapshot.files().get(Snapshot.VARS);
        return file == null ? Map.of() : DefinitionParser.parseVars(file);
    }

    Rendered render(JobDefinition definition, Map<String, Object> vars) throws DefinitionException, TemplateException {
        if (!renderer.has(definition.template())) {
            throw new DefinitionException(missingTemplate(definition));
        }
        return renderer.render(definition.template(), Map.of("job", definition.values(), "vars", vars));
    }

    private Problem missingTemplate(JobDefinition definition) {
        String there = snapshot.templates().keySet().stream()
                .sorted()
                .limit(TEMPLATES_NAMED)
                .collect(Collectors.joining(", "));
        return DefinitionParser.at(
                definition.key(),
                definition.text(),
                "$template",
                "there is no usable template templates/" + definition.template() + " ("
                        + (there.isEmpty() ? "templates/ is empty" : "there are " + there)
                        + "); upload it, or name another with \"$template\"");
    }
}
