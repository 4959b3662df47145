package io.github.dbdsc.definition;

import io.github.dbdsc.definition.DefinitionParser.Vars;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.TemplateException;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Renders the definitions of one snapshot with its templates and vars. */
public final class DefinitionRenderer {

    private static final int TEMPLATES_NAMED = 10;

    private final Snapshot snapshot;
    private final TemplateRenderer renderer;
    private final boolean strict;
    private final TargetView view;
    private final Map<String, Problem> unusableTemplates = new TreeMap<>();

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
        this.strict = cache.strictness().everything();
        this.view = cache.view();
        Map<String, String> sources = sources();
        Map<String, String> faults = new HashMap<>();
        unusableTemplates.forEach((name, problem) -> faults.put(name, problem.message()));
        this.renderer = cache.rendererOf(sources, faults);
    }

    private Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        snapshot.templates().forEach((name, file) -> {
            try {
                sources.put(name, DefinitionParser.text(file));
            } catch (DefinitionException e) {
                unusableTemplates.put(name, e.problems().get(0));
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
            Optional<JobDefinition> parsed = parse(key, file);
            if (parsed.isEmpty()) {
                return Text.failed(List.of(Problem.error(
                        key.path(),
                        0,
                        0,
                        "the definition is not for the target " + view.name() + ", says its $targets")));
            }
            JobDefinition definition = parsed.get();
            Vars vars = vars();
            Rendered rendered = render(definition, vars.values());
            List<Problem> warnings = new ArrayList<>(vars.warnings());
            warnings.addAll(definition.warnings());
            warnings.addAll(rendered.warnings());
            return new Text(Optional.of(rendered.readableText()), warnings);
        } catch (DefinitionException e) {
            return Text.failed(e.problems());
        } catch (TemplateException e) {
            return Text.failed(e.problems());
        }
    }

    /**
     * Returns what is wrong with templates that can't be used, as warnings: one that no definition uses holds nothing
     * back, and one that is used is an error of the definitions that use it.
     */
    List<Problem> unusableTemplates() {
        return unusableTemplates.values().stream()
                .map(problem -> Problem.warning(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        problem.message() + " (until then, the jobs of definitions that use it stay as they are)"))
                .toList();
    }

    TemplateRenderer templateRenderer() {
        return renderer;
    }

    /** Returns the values in {@code vars.json} with the target's own laid over them; none when there is no such file. */
    Vars vars() throws DefinitionException {
        return VarsFiles.in(snapshot, view.name()).read(strict);
    }

    /** Returns a definition as the target has it; empty when it is for others. */
    Optional<JobDefinition> parse(JobKey key, SourceFile file) throws DefinitionException {
        return DefinitionParser.parse(key, file, strict, view);
    }

    Rendered render(JobDefinition definition, Map<String, Object> vars) throws DefinitionException, TemplateException {
        if (!renderer.has(definition.template())) {
            throw new DefinitionException(missingTemplate(definition));
        }
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("job", definition.values());
        seen.put("vars", vars);
        if (view.isNamed()) {
            Map<String, Object> target = new LinkedHashMap<>(); // printed whole, it is the same in each process
            target.put("name", view.name());
            target.put("workspace", view.workspace().toString());
            seen.put("target", target);
        }
        return renderer.render(definition.template(), seen);
    }

    private Problem missingTemplate(JobDefinition definition) {
        Problem fault = unusableTemplates.get(definition.template());
        if (fault != null) {
            return definition
                    .text()
                    .at(Directive.TEMPLATE, "its template " + fault.file() + " can't be used: " + fault.message());
        }
        String there = snapshot.templates().keySet().stream()
                .sorted()
                .limit(TEMPLATES_NAMED)
                .collect(Collectors.joining(", "));
        return definition
                .text()
                .at(
                        Directive.TEMPLATE,
                        "there is no usable template templates/" + definition.template() + " ("
                                + (there.isEmpty() ? "templates/ is empty" : "there are " + there)
                                + "); upload it, or name another with \"$template\"");
    }
}
