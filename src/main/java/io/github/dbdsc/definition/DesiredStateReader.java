package io.github.dbdsc.definition;

import io.github.dbdsc.definition.RenderedJobs.RenderedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a snapshot asks for: each definition is parsed, rendered with its template, brought to multi-task form and
 * checked. One bad definition never stops the others.
 */
public final class DesiredStateReader {

    private final SortedMap<JobKey, SourceFile> definitions;
    private final @Nullable SourceFile varsFile;
    private final Rendering rendering;
    private final Renderers renderers;
    private final Findings findings = new Findings();

    private DesiredStateReader(Snapshot snapshot, Renderers renderers) {
        this.definitions = snapshot.definitions();
        this.varsFile = snapshot.files().get(Snapshot.VARS);
        this.rendering = new Rendering(snapshot, renderers);
        this.renderers = renderers;
    }

    /**
     * What the snapshot asks for, with every problem in it.
     *
     * @param renderers where compiled templates are kept, and what definitions rendered to
     */
    public static DesiredState read(Snapshot snapshot, Renderers renderers) {
        return new DesiredStateReader(snapshot, renderers).read();
    }

    private DesiredState read() {
        findings.report(rendering.unreadableTemplates());
        try {
            renderAll(rendering.vars());
        } catch (DefinitionException e) {
            findings.block(definitions.keySet(), e.problems());
            definitions.forEach(this::parse);
        }
        findings.blockSharedNames(definitions);
        findings.blockBadReferences(definitions.keySet());
        return findings.desiredState();
    }

    private void renderAll(Map<String, Object> vars) {
        RenderedJobs before = renderers.rendered().madeWith(rendering.renderer(), varsFile);
        Map<JobKey, RenderedJob> rendered = new HashMap<>();
        definitions.forEach((key, file) -> before.of(key, file)
                .or(() -> parse(key, file).flatMap(definition -> render(definition, file, vars)))
                .ifPresent(job -> rendered.put(key, job)));
        rendered.values().forEach(job -> {
            findings.reportFor(job.job().key(), job.warnings());
            findings.accept(job.job());
        });
        renderers.keep(new RenderedJobs(rendering.renderer(), varsFile, rendered));
    }

    private Optional<JobDefinition> parse(JobKey key, SourceFile file) {
        try {
            return Optional.of(DefinitionParser.parse(key, file));
        } catch (DefinitionException e) {
            findings.block(key, e.problems());
            return Optional.empty();
        }
    }

    private Optional<RenderedJob> render(JobDefinition definition, SourceFile file, Map<String, Object> vars) {
        JobKey key = definition.key();
        List<Problem> warnings = new ArrayList<>();
        try {
            Rendered rendered = rendering.render(definition, vars);
            warnings.addAll(rendered.warnings());
            SettingsReader.Read read = SettingsReader.read(definition, rendered);
            warnings.addAll(read.warnings());
            DesiredJob job = new DesiredJob(key, read.settings(), definition.adopt(), definition.protect());
            return Optional.of(new RenderedJob(file, job, warnings));
        } catch (TemplateException e) {
            findings.reportFor(key, warnings);
            findings.blockForTemplate(key, e.problems());
        } catch (DefinitionException e) {
            findings.reportFor(key, warnings);
            findings.block(key, e.problems());
        }
        return Optional.empty();
    }
}
