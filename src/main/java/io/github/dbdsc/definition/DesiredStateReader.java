package io.github.dbdsc.definition;

import io.github.dbdsc.definition.DefinitionParser.Vars;
import io.github.dbdsc.definition.RenderCache.RenderedJob;
import io.github.dbdsc.definition.policy.Policy;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.SourceCommits;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntConsumer;

/**
 * Reads what a snapshot asks for: parses each definition, renders it with its template, converts it to multi-task form, lays
 * it over the policy's defaults and checks it. One bad definition never stops the others.
 */
public final class DesiredStateReader {

    private final Snapshot snapshot;
    private final SortedMap<JobKey, SourceFile> definitions;
    private final VarsFiles varsFiles;
    private Policy policy = Policy.NONE;
    private final DefinitionRenderer renderer;
    private final RenderCache cache;
    private final IntConsumer done;
    private final DesiredStateBuilder state = new DesiredStateBuilder();

    /** Most jobs come from the same few files and commits. */
    private final Map<SourceCommits, SourceCommits> shared = new HashMap<>();

    private final Map<Set<String>, Set<String>> sharedPaths = new HashMap<>();

    /** The definitions that are for other targets: for this one they are as good as not there. */
    private final Map<JobKey, SourceFile> elsewhere = new HashMap<>();

    private DesiredStateReader(Snapshot snapshot, RenderCache cache, IntConsumer done) {
        this.snapshot = snapshot;
        this.definitions = snapshot.definitions();
        this.varsFiles = VarsFiles.in(snapshot, cache.view().name());
        this.renderer = new DefinitionRenderer(snapshot, cache);
        this.cache = cache;
        this.done = done;
    }

    /** Does the same as {@link #read(Snapshot, RenderCache, IntConsumer)} where nobody watches. */
    public static DesiredState read(Snapshot snapshot, RenderCache cache) {
        return read(snapshot, cache, definitions -> {});
    }

    /**
     * Returns what the snapshot asks for, with every problem in it.
     *
     * @param cache holds compiled templates and what definitions rendered to, and is updated
     * @param done is told how many definitions are rendered, those in the cache included
     */
    public static DesiredState read(Snapshot snapshot, RenderCache cache, IntConsumer done) {
        return new DesiredStateReader(snapshot, cache, done).read();
    }

    private DesiredState read() {
        definitions.forEach((key, file) -> state.comesFrom(key, Origin.of(file.commit(), Optional.empty())));
        state.report(asStrict(renderer.unusableTemplates()));
        state.reportMisnamed(snapshot.misnamed(), this::asStrict);
        try {
            policy = cache.policyIn(snapshot.policy().orElse(null));
            Vars vars = renderer.vars();
            state.report(asStrict(vars.warnings()));
            renderAll(vars.values());
        } catch (DefinitionException e) {
            definitions.forEach(this::parse);
            Set<JobKey> held = new HashSet<>(definitions.keySet());
            held.removeAll(elsewhere.keySet());
            state.block(held, e.problems());
        }
        state.block(CrossJobRules.sharedNames(state.jobs(), definitions));
        state.block(CrossJobRules.lookupsOfRenamed(state.jobs(), cache.view().development()));
        state.block(CrossJobRules.badReferences(
                state.jobs(),
                definitions.keySet(),
                elsewhere.keySet(),
                cache.view().name()));
        return state.build(elsewhere.keySet());
    }

    private void renderAll(Map<String, Object> vars) {
        Map<JobKey, RenderedJob> before = cache.renderedWith(renderer.templateRenderer(), varsFiles, policy);
        Map<JobKey, RenderedJob> rendered = new HashMap<>();
        int[] count = {0};
        definitions.forEach((key, file) -> {
            Optional.ofNullable(before.get(key))
                    .filter(job -> job.file().hasContentOf(file))
                    .or(() -> parse(key, file).flatMap(definition -> render(definition, file, vars)))
                    .ifPresent(job -> rendered.put(key, job));
            done.accept(++count[0]);
        });
        rendered.values().forEach(job -> {
            state.reportFor(job.job().key(), job.warnings());
            state.accept(job.job());
            state.comesFrom(job.job().key(), origin(job));
        });
        cache.keep(renderer.templateRenderer(), varsFiles, policy, rendered, elsewhere);
    }

    private Origin origin(RenderedJob job) {
        Optional<Commit> definition = commit(job.job().key().path());
        Map<String, Commit> commits = new HashMap<>();
        definition.ifPresent(commit -> commits.put(SourceCommits.DEFINITION, commit));
        job.others().forEach(path -> commit(path).ifPresent(commit -> commits.put(path, commit)));
        return Origin.of(definition, commit(Snapshot.TEMPLATES + job.template()))
                .from(
                        commits.isEmpty()
                                ? SourceCommits.NONE
                                : shared.computeIfAbsent(new SourceCommits(commits), same -> same));
    }

    /** Returns the files besides the definition that took part in a rendering. */
    private Set<String> others(Rendered rendered) {
        Set<String> paths = new HashSet<>();
        for (String template : rendered.templates()) {
            paths.add(Snapshot.TEMPLATES + template);
            if (renderer.templateRenderer().mentions(template, "vars")) {
                paths.addAll(varsFiles.paths());
            }
        }
        return paths;
    }

    private Optional<Commit> commit(String path) {
        return Optional.ofNullable(snapshot.files().get(path)).flatMap(SourceFile::commit);
    }

    /** Returns a definition of this target that can be read. */
    private Optional<JobDefinition> parse(JobKey key, SourceFile file) {
        if (cache.isKnownElsewhere(key, file)) {
            elsewhere.put(key, file);
            return Optional.empty();
        }
        try {
            Optional<JobDefinition> definition = renderer.parse(key, file);
            if (definition.isEmpty()) {
                elsewhere.put(key, file);
            }
            return definition;
        } catch (DefinitionException e) {
            state.block(key, e.problems());
            return Optional.empty();
        }
    }

    private Optional<RenderedJob> render(JobDefinition definition, SourceFile file, Map<String, Object> vars) {
        JobKey key = definition.key();
        List<Problem> warnings = new ArrayList<>(definition.warnings());
        try {
            Rendered rendered = renderer.render(definition, vars);
            warnings.addAll(rendered.warnings());
            SettingsReader.Result read = SettingsReader.read(definition, rendered, policy, cache.view());
            warnings.addAll(read.warnings());
            IgnoreDirective.missing(definition.ignored(), read.settings())
                    .forEach(missing -> warnings.add(
                            definition.text().at(IgnoreDirective.NAME, missing).asWarning()));
            if (cache.strictness().everything() && !warnings.isEmpty()) {
                state.blockForTemplate(key, asStrict(warnings));
                return Optional.empty();
            }
            DesiredJob job = new DesiredJob(
                    key,
                    read.settings(),
                    definition.adopt(),
                    definition.protect(),
                    definition.ignored(),
                    definition.hold(),
                    read.given(),
                    definition.force());
            Set<String> others = sharedPaths.computeIfAbsent(others(rendered), same -> same);
            return Optional.of(new RenderedJob(file, job, definition.template(), others, warnings));
        } catch (TemplateException e) {
            state.reportFor(key, asStrict(warnings));
            state.block(key, JobDump.of(definition).stream().toList());
            state.blockForTemplate(key, e.problems());
        } catch (DefinitionException e) {
            state.reportFor(key, asStrict(warnings));
            state.block(key, JobDump.of(definition).stream().toList());
            state.block(key, e.problems());
        }
        return Optional.empty();
    }

    /** Returns warnings as what they are by setting {@code STRICT}. */
    private List<Problem> asStrict(List<Problem> warnings) {
        return cache.strictness().everything()
                ? warnings.stream().map(Problem::asError).toList()
                : warnings;
    }
}
