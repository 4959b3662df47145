package io.github.dbdsc.definition;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.TemplateException;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads what a snapshot asks for: each definition is parsed, rendered with its template, brought to multi-task form and
 * checked. One bad definition never stops the others.
 */
public final class DesiredStateReader {

    private final Snapshot snapshot;
    private final Findings findings = new Findings();
    private final TemplateRenderer renderer;

    private DesiredStateReader(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.renderer = new TemplateRenderer(templates());
    }

    /** What the snapshot asks for, with every problem in it. */
    public static DesiredState read(Snapshot snapshot) {
        return new DesiredStateReader(snapshot).read();
    }

    private DesiredState read() {
        Map<JobKey, JobDefinition> definitions = new HashMap<>();
        snapshot.definitions().forEach((key, file) -> {
            try {
                definitions.put(key, DefinitionParser.parse(key, file));
            } catch (DefinitionException e) {
                findings.block(key, e.problems());
            }
        });
        try {
            Map<String, Object> vars = vars();
            definitions.values().forEach(definition -> render(definition, vars));
        } catch (DefinitionException e) {
            findings.block(definitions.keySet(), e.problems());
        }
        findings.blockSharedNames(definitions);
        return findings.desiredState();
    }

    private Map<String, String> templates() {
        Map<String, String> sources = new HashMap<>();
        snapshot.templates().forEach((name, file) -> {
            try {
                sources.put(name, DefinitionParser.text(file));
            } catch (DefinitionException e) {
                findings.report(e.problems());
            }
        });
        return sources;
    }

    private Map<String, Object> vars() throws DefinitionException {
        SourceFile file = snapshot.files().get(Snapshot.VARS);
        return file == null ? Map.of() : DefinitionParser.parseVars(file);
    }

    private void render(JobDefinition definition, Map<String, Object> vars) {
        JobKey key = definition.key();
        if (!renderer.has(definition.template())) {
            findings.block(key, missingTemplate(definition));
            return;
        }
        try {
            Rendered rendered =
                    renderer.render(definition.template(), Map.of("job", definition.values(), "vars", vars));
            findings.reportFor(key, rendered.warnings());
            findings.accept(new DesiredJob(
                    key, SettingsReader.read(definition, rendered.text()), definition.adopt(), definition.protect()));
        } catch (TemplateException e) {
            findings.blockForTemplate(key, e.problems());
        } catch (DefinitionException e) {
            findings.block(key, e.problems());
        }
    }

    private Problem missingTemplate(JobDefinition definition) {
        String there = snapshot.templates().isEmpty()
                ? "templates/ is empty"
                : "there are "
                        + snapshot.templates().keySet().stream()
                                .sorted()
                                .limit(10)
                                .collect(Collectors.joining(", "));
        return DefinitionParser.at(
                definition.key(),
                definition.text(),
                "$template",
                "there is no template templates/" + definition.template() + " (" + there
                        + "); upload it, or name another with \"$template\"");
    }
}
