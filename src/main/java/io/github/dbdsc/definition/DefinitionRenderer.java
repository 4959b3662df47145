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
public final class DefinitionRenderer {

    private static final int TEMPLATES_NAMED = 10;

    private final Snapshot snapshot;
    private final TemplateRenderer renderer;
    private final List<Problem> unreadableTemplates = new ArrayList<>();

    /**
     * What a definition rendered to, before any check.
     *
     * @param text empty when it could not be rendered
     * @param problems why not, or what to look at
     */
    public record Text(Optional<String> text, List<Problem> problems) {

        public Text {
            problems = List.copyOf(problems);
        }

        private static Text failed(List<Problem> problems) {
            return new Text(Optional.empty(), problems);
        }
    }

    /** Takes compiled templates from the cache when it has them. */
    public DefinitionRenderer(Snapshot snapshot, RenderCache cache) {
        this.snapshot = snapshot;
        this.renderer = cache.rendererOf(sources());
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

    /** Returns what a definition renders to, usable or not: for people who look for a mistake. */
    public Text text(JobKey key) {
        SourceFile file = snapshot.definitions().get(key);
        if (file == null) {
            return Text.failed(List.of(Problem.error(key.path(), 0, 0, "there is no such file; check the key")));
        }
        try {
            Rendered rendered = render(DefinitionParser.parse(key, file), vars());
            return new Text(Optional.of(rendered.readableText()), rendered.warnings());
        } catch (DefinitionException e) {
            return Text.failed(e.problems());
        } catch (TemplateException e) {
            return Text.failed(e.problems());
        }
    }

    List<Problem> unreadableTemplates() {
        return unreadableTemplates;
    }

    TemplateRenderer templateRenderer() {
        return renderer;
    }

    /** Returns the values in {@code vars.json}; none when there is no such file. */
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
