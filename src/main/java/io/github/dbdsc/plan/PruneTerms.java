package io.github.dbdsc.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * On which terms one run may delete jobs without a definition.
 *
 * @param record what earlier runs have left
 * @param isKnown whether the record could be read; if not, it forbids to delete for this run
 * @param isKept whether anything is there of an earlier run; if not, what this one remembers may not be kept either
 * @param after how long a job is kept once its definition is gone, setting {@code PRUNE_AFTER}; zero where jobs are not
 *     deleted by themselves
 * @param atOnce whether somebody has asked to delete now, whatever the setting
 * @param now when the run began
 */
public record PruneTerms(
        PruneRecord record, boolean isKnown, boolean isKept, Duration after, boolean atOnce, Instant now) {

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    /** Returns the terms of a run that remembers nothing and deletes at once. */
    public static PruneTerms atOnce(Instant now) {
        return new PruneTerms(PruneRecord.NEW, true, true, Duration.ZERO, true, now);
    }

    /** Returns since when a job has no definition: from now on, unless an earlier run has noticed it. */
    Instant since(long jobId) {
        Instant noticed = record.orphans().getOrDefault(jobId, now);
        return noticed.isBefore(now) ? noticed : now;
    }

    /** Returns from when on a job may be deleted; empty when it may be now. */
    Optional<Instant> due(long jobId) {
        Instant due = since(jobId).plus(after);
        return !atOnce && now.isBefore(due) ? Optional.of(due) : Optional.empty();
    }

    /** Says when a job that waits is deleted, as the end of a sentence that begins with the job. */
    String whenDeleted(Instant due) {
        return "is deleted by the first run after " + nextMinute(due)
                + (isKept
                        ? ", see PRUNE_AFTER"
                        : ", but only where the state is kept between runs, and here is none; see PRUNE_AFTER");
    }

    /** Reports whether an earlier run has noticed that the job has no definition, and it is kept for some time yet. */
    boolean waits(long jobId) {
        return record.orphans().containsKey(jobId) && due(jobId).isPresent();
    }

    /** Reports whether a delete would open a window, for which all jobs have to be counted. */
    boolean opensWindow() {
        return record.windowAt(now).isEmpty();
    }

    /** Returns the window in which this run deletes. */
    DeleteWindow window(int owned) {
        return record.windowAt(now).orElseGet(() -> DeleteWindow.open(now, owned));
    }

    /** Returns a time as messages show it: to the minute, in UTC. */
    static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC).toString();
    }

    /** Returns a time in that form after which something happens: the next minute, unless it is a full one. */
    static String nextMinute(Instant time) {
        return minute(time.plus(ONE_MINUTE).minusNanos(1));
    }
}
