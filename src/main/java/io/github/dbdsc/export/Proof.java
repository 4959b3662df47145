package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.fields.FieldValues;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.plan.Adoption;
import io.github.dbdsc.plan.Difference;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Renders what was written, as a run does, and holds it against the jobs. */
final class Proof {

    /** Names that nobody defines are faults here: the templates are ours. */
    private static final Strictness STRICT = new Strictness(true, false);

    private final Function<Reference, Optional<String>> ids;
    private final Set<String> mayChange;

    /**
     * @param ids what the references stand for
     * @param mayChange fields of the settings that the export changes on purpose
     */
    Proof(Function<Reference, Optional<String>> ids, Set<String> mayChange) {
        this.ids = ids;
        this.mayChange = mayChange;
    }

    /** Returns what keeps each of these jobs from being written so, as a sentence; nothing for those that may be. */
    Map<JobKey, String> faults(Map<String, String> files, List<Candidate> jobs, IntConsumer done) {
        DesiredState desired = read(files, done);
        Map<JobKey, DesiredJob> rendered = new HashMap<>();
        desired.jobs().forEach(job -> rendered.put(job.key(), job));
        Map<JobKey, String> faults = new LinkedHashMap<>();
        for (Candidate job : jobs) {
            DesiredJob made = rendered.get(job.key());
            Optional<String> fault = made == null ? Optional.of(problem(files, job.key())) : difference(made, job);
            fault.ifPresent(why -> faults.put(job.key(), why));
        }
        return faults;
    }

    private static DesiredState read(Map<String, String> files, IntConsumer done) {
        Snapshot snapshot = Snapshot.of(files.entrySet().stream()
                .map(file -> new SourceFile(file.getKey(), "", file.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList());
        return DesiredStateReader.read(snapshot, new RenderCache(STRICT), done);
    }

    /** Returns what is wrong with one job: a problem that several share names few of them. */
    private static String problem(Map<String, String> files, JobKey key) {
        Map<String, String> alone = new HashMap<>(files);
        alone.keySet().removeIf(path -> JobKey.isDefinition(path) && !path.equals(key.path()));
        return read(alone, done -> {}).problems().stream()
                .map(Problem::message)
                .map(message -> message.replaceAll(" \\(met for [^)]*\\)$", ""))
                .findFirst()
                .orElse("it takes part in a circle of jobs that run each other");
    }

    private Optional<String> difference(DesiredJob made, Candidate job) {
        JobSettings resolved = made.settings().resolved(ids);
        if (!resolved.references().isEmpty()) {
            return Optional.of("it refers to something that is not known");
        }
        if (!same(resolved.view(), job.settings())) {
            return Optional.of("it renders to other settings");
        }
        return Adoption.changes(resolved.without(AccessControl.FIELD), job.job().settings(), JobFields.builtIn())
                .stream()
                .map(Difference::path)
                .filter(path ->
                        mayChange.stream().noneMatch(field -> path.equals(field) || path.startsWith(field + ".")))
                .findFirst()
                .map(path -> "its " + path + " would change");
    }

    /** Numbers are the same whatever their form. */
    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.properties().stream()
                            .allMatch(field ->
                                    other.has(field.getKey()) && same(field.getValue(), other.path(field.getKey())));
        }
        if (one.isArray() && other.isArray()) {
            if (one.size() != other.size()) {
                return false;
            }
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other) || FieldValues.same(one, other);
    }
}
