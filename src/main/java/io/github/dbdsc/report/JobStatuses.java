package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.report.JobStatus.Condition;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The status of each job of a target.
 *
 * @param runId the last run that changed this document
 * @param asOf when that run started
 * @param jobs sorted by {@link JobStatus#ORDER}
 * @param pending the plan that waits until somebody applies it; null when none does
 * @param errors names the errors in definitions that it found, see {@link #errorName}; not shown
 * @param ids the digest of the ids that were published last, see {@link PublishedIds}; not shown
 * @param unmanaged how many jobs of the workspace are nobody's; null where no run has listed all jobs
 */
record JobStatuses(
        String runId,
        Instant asOf,
        List<JobStatus> jobs,
        @Nullable PendingPlan pending,
        SortedSet<String> errors,
        String ids,
        @Nullable UnmanagedSeen unmanaged) {

    /** The field of the document with the errors. */
    static final String ERRORS = "errors";

    /** The field of the document with the digest of the ids. */
    static final String IDS = "ids";

    /** The field of a job with what holds it. */
    static final String HOLD = "hold";

    /** Enough digits of a hash to tell two errors apart. */
    private static final int NAME_DIGITS = 16;

    JobStatuses {
        jobs = jobs.stream().sorted(JobStatus.ORDER).toList();
        errors = Collections.unmodifiableSortedSet(new TreeSet<>(errors));
    }

    /** Returns the same once other ids are published, and other jobs are nobody's. */
    JobStatuses with(String digest, @Nullable UnmanagedSeen nobodys) {
        return new JobStatuses(runId, asOf, jobs, pending, errors, digest, nobodys);
    }

    /** Returns what an error is known by from run to run; it may move within its file. */
    static String errorName(Problem error) {
        String text = error.file() + "\n" + error.message();
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_DIGITS);
    }

    /** Returns the document to keep, which the HTTP API serves without the errors. */
    ObjectNode json(Target target) {
        ObjectNode json = about(target).put("runId", runId).put("asOf", asOf.toString());
        if (pending != null) {
            json.set(PendingPlan.FIELD, pending.json());
        }
        if (unmanaged != null) {
            json.set(UnmanagedSeen.FIELD, unmanaged.json());
        }
        ArrayNode list = json.putArray("jobs");
        for (JobStatus job : jobs) {
            ObjectNode entry = list.addObject()
                    .put("key", job.key())
                    .put("name", job.name())
                    .put("status", job.condition().word());
            job.jobId().ifPresent(id -> entry.put("jobId", id).put("link", target.workspace() + "/jobs/" + id));
            entry.put("reason", job.reason()).put("runId", job.runId());
            if (job.hold() != null) {
                entry.set(HOLD, ReportJson.hold(job.hold()));
            }
        }
        errors.forEach(json.putArray(ERRORS)::add);
        if (!ids.isEmpty()) {
            json.put(IDS, ids);
        }
        return json;
    }

    /** Returns the document of a target that no run has looked at. */
    static ObjectNode empty(Target target) {
        ObjectNode json = about(target);
        json.putArray("jobs");
        return json;
    }

    private static ObjectNode about(Target target) {
        return ReportJson.target(target, JsonNodeFactory.instance.objectNode());
    }

    /** Reads the statuses in a document. Returns empty when this version would not write such a document. */
    static Optional<JobStatuses> of(JsonNode json) {
        try {
            List<JobStatus> jobs = new ArrayList<>();
            for (JsonNode job : json.required("jobs")) {
                jobs.add(new JobStatus(
                        job.required("key").asText(),
                        job.required("name").asText(),
                        Condition.ofWord(job.required("status").asText()),
                        job.has("jobId") ? OptionalLong.of(job.get("jobId").asLong()) : OptionalLong.empty(),
                        job.required("reason").asText(),
                        job.required("runId").asText(),
                        job.has(HOLD) ? Hold.of(job.get(HOLD)) : null));
            }
            SortedSet<String> errors = new TreeSet<>();
            json.path(ERRORS).forEach(error -> errors.add(error.asText()));
            return Optional.of(new JobStatuses(
                    json.required("runId").asText(),
                    Instant.parse(json.required("asOf").asText()),
                    jobs,
                    PendingPlan.of(json).orElse(null),
                    errors,
                    json.path(IDS).asText(),
                    UnmanagedSeen.of(json).orElse(null)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
