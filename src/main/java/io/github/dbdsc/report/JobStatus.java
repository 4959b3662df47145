package io.github.dbdsc.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How a job stood when a run last looked at it.
 *
 * @param key its definition, which may be gone
 * @param name its display name; the key where no name is known
 * @param condition how it stood
 * @param jobId the workspace's number for it; empty when it has none
 * @param reason why it stands so, in the user's words
 * @param runId the run whose report tells of it
 */
record JobStatus(String key, String name, Condition condition, OptionalLong jobId, String reason, String runId) {

    /** By key; jobs that share one, by number. */
    static final Comparator<JobStatus> ORDER = Comparator.comparing(JobStatus::key)
            .thenComparing(status -> status.jobId().orElse(0));

    /** How a job can stand. */
    enum Condition {
        /** As defined. */
        IN_SYNC,
        /** Written by the run, and as defined since. */
        CHANGED,
        /** Not as defined, and not written: the run stopped, or was not allowed to. */
        DRIFTED,
        /** The workspace did not take it. */
        FAILED,
        /** Somebody has to settle something first. */
        REFUSED,
        /** Ours, and its definition is gone. */
        ORPHAN,
        /** Its definition has an error, and so the job stays as it is. */
        PROBLEM;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Condition ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** The same job, standing otherwise. */
    JobStatus become(Condition now, String why, String newRunId) {
        return new JobStatus(key, name, now, jobId, why, newRunId);
    }
}
