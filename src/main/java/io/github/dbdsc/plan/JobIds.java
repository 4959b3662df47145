package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.ReferringText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs that definitions may refer to: those the workspace has, and those that this plan creates. */
public final class JobIds {

    static final JobIds NONE = new JobIds(Map.of());

    private final Map<JobKey, Long> ids;
    private final Map<Long, JobKey> keys = new HashMap<>();
    private final Set<JobKey> toBeCreated = new HashSet<>();

    private JobIds(Map<JobKey, Long> ids) {
        this.ids = ids;
        ids.forEach((key, id) -> keys.put(id, key));
    }

    /**
     * Returns the jobs that exist once the plan is carried out.
     *
     * @param jobs the definitions, each with the job that it means
     * @param owned where to look up the jobs of definitions with problems
     */
    static JobIds of(List<Matching.Pair> jobs, Set<JobKey> blocked, OwnedJobs owned) {
        Map<JobKey, Long> ids = new HashMap<>();
        for (JobKey key : blocked) {
            owned.of(key).ifPresent(job -> ids.put(key, job.id()));
        }
        jobs.forEach(
                job -> job.match().found().ifPresent(actual -> ids.put(job.job().key(), actual.id())));
        JobIds existing = new JobIds(ids);
        existing.addWhatCanBeCreated(jobs);
        return existing;
    }

    private void addWhatCanBeCreated(List<Matching.Pair> jobs) {
        List<Matching.Pair> left = new ArrayList<>(jobs);
        left.removeIf(job -> !(job.match() instanceof Match.Absent));
        while (left.removeIf(this::canBeCreated)) {
            // each round adds what the earlier rounds made possible
        }
    }

    private boolean canBeCreated(Matching.Pair job) {
        return missing(job).isEmpty() && toBeCreated.add(job.job().key());
    }

    /** Returns a definition that the job refers to and that neither has a job nor gets one. */
    Optional<JobKey> missing(Matching.Pair job) {
        return job.job().refersTo().stream()
                .filter(key -> !ids.containsKey(key) && !toBeCreated.contains(key))
                .findFirst();
    }

    /** Returns the id that a reference stands for; empty when the job is yet to be created. */
    public Optional<String> of(Reference reference) {
        return reference instanceof Reference.ToJob other
                ? Optional.ofNullable(ids.get(other.key())).map(id -> Long.toString(id))
                : Optional.empty();
    }

    /** Returns a value with ids in place of the references whose ids are known. */
    JsonNode resolved(JsonNode value) {
        return ReferringText.in(value).map(text -> text.resolved(this::of)).orElse(value);
    }

    /** Returns a value from the workspace, as a reference if it is the id of a job that a definition means. */
    JsonNode asReference(JsonNode value) {
        JobKey key = value.isIntegralNumber() ? keys.get(value.longValue()) : null;
        return key == null ? value : reference(key);
    }

    /** Returns the value that stands for the id of a definition's job until that is known. */
    static JsonNode reference(JobKey key) {
        return new POJONode(new ReferringText(List.of("", ""), List.of(new Reference.ToJob(key)), true));
    }
}
