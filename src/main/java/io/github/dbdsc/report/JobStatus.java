package io.github.dbdsc.report;

import io.github.dbdsc.model.Hold;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The status of a job as of the last run that looked at it.
 *
 * @param key the key of its definition, which may be gone
 * @param name its display name; the key where the name is not known
 * @param condition whether it is as defined, or why not
 * @param jobId its id in the workspace; empty when there is no job
 * @param reason explains the condition to users
 * @param runId the run whose report has the details
 * @param hold held the job then; null where nothing did
 */
record JobStatus(
        String key,
        String name,
        Condition condition,
        OptionalLong jobId,
        String reason,
        String runId,
        @Nullable Hold hold) {

    /** Orders by key, and jobs that share a key by id. */
    static final Comparator<JobStatus> ORDER = Comparator.comparing(JobStatus::key)
            .thenComparing(status -> status.jobId().orElse(0));

    /** What a run can find about a job. The HTTP API calls it {@code status}. */
    enum Condition {
        /** As defined. */
        IN_SYNC,
        /** Written by the run, and now as defined. */
        CHANGED,
        /** Not as defined and not written: the run stopped, or was not allowed to write. */
        DRIFTED,
        /** Not as defined and not written: it is held. */
        HELD,
        /** Not as defined and not written: somebody has to apply the plan. */
        WAITING,
        /** The workspace rejected it. */
        FAILED,
        /** Somebody has to resolve something first. */
        REFUSED,
        /** Ours, but its definition is gone. */
        ORPHAN,
        /** Its definition has an error, so the job stays as it is. */
        PROBLEM;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Condition ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Returns this job with a new condition, found by a later run. */
    JobStatus with(Condition newCondition, String newReason, String newRunId) {
        return new JobStatus(key, name, newCondition, jobId, newReason, newRunId, hold);
    }
}
