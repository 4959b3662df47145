package io.github.dbdsc.definition;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.TemplateException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what a snapshot asks for: each definition is parsed, rendered with its template, brought to multi-task form and
 * checked. One bad definition never stops the others.
 */
public final class DesiredStateReader {

    private final Snapshot snapshot;
    private final Rendering rendering;
    private final Findings findings = new Findings();

    private DesiredStateReader(Snapshot snapshot, Rendering rendering) {
        this.snapshot = snapshot;
        this.rendering = rendering;
    }

    /**
     * What the snapshot asks for, with every problem in it.
     *
     * @param renderers where compiled templates are kept
     */
    public static DesiredState read(Snapshot snapshot, Renderers renderers) {
        return new DesiredStateReader(snapshot, new Rendering(snapshot, renderers)).read();
    }

    private DesiredState read() {
        findings.report(rendering.unreadableTemplates());
        Map<JobKey, JobDefinition> definitions = definitions();
        try {
            Map<String, Object> vars = rendering.vars();
            definitions.values().forEach(definition -> render(definition, vars));
        } catch (DefinitionException e) {
            findings.block(definitions.keySet(), e.problems());
        }
        findings.blockSharedNames(definitions);
        findings.blockBadReferences(snapshot.definitions().keySet());
        return findings.desiredState();
    }

    private Map<JobKey, JobDefinition> definitions() {
        Map<JobKey, JobDefinition> definitions = new HashMap<>();
        snapshot.definitions().forEach((key, file) -> {
            try {
                definitions.put(key, DefinitionParser.parse(key, file));
            } catch (DefinitionException e) {
                findings.block(key, e.problems());
            }
        });
        return definitions;
    }

    private void render(JobDefinition definition, Map<String, Object> vars) {
        JobKey key = definition.key();
        try {
            Rendered rendered = rendering.render(definition, vars);
            findings.reportFor(key, rendered.warnings());
            SettingsReader.Read read = SettingsReader.read(definition, rendered);
            findings.reportFor(key, read.warnings());
            findings.accept(new DesiredJob(key, read.settings(), definition.adopt(), definition.protect()));
        } catch (TemplateException e) {
            findings.blockForTemplate(key, e.problems());
        } catch (DefinitionException e) {
            findings.block(key, e.problems());
        }
    }
}
