package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.ApprovalPolicy;
import java.time.Duration;

/**
 * What runs of this installation may do.
 *
 * @param prune whether jobs whose definition is gone are deleted, setting {@code PRUNE}
 * @param pruneLimit the share of the owned jobs, in percent, that may be deleted in 24 hours, setting {@code
 *     PRUNE_LIMIT}
 * @param updateLimit the share of the owned jobs, in percent, that one run may update, setting {@code UPDATE_LIMIT}
 * @param manual whether only people apply plans, and runs by themselves put right what was changed by hand, setting {@code
 *     APPLY}
 * @param pruneAfter how long a job is kept once its definition is gone, setting {@code PRUNE_AFTER}
 * @param reportDays for how many days reports are kept, setting {@code REPORT_DAYS}
 * @param patience how long a run waits for the workspace without any answer; where it is over, the run ends, and its request
 *     waits in the queue
 */
public record RunPolicy(
        boolean prune,
        int pruneLimit,
        int updateLimit,
        boolean manual,
        Duration pruneAfter,
        int reportDays,
        Duration patience) {

    /** How long a run waits that keeps no run of another target waiting: as long as it may take. */
    private static final Duration AS_LONG_AS_IT_TAKES = RunTime.WHOLE;

    /** How long a run waits that others wait for. */
    public static final Duration AMONG_SEVERAL = Duration.ofSeconds(10);

    /** How long it waits once runs of the same request have waited in vain. */
    static final Duration ONCE_MORE = Duration.ofSeconds(3);

    private static final int NO_LIMIT = 100;
    private static final int A_QUARTER = 90;

    /** Deletes nothing. */
    public static final RunPolicy DEFAULT = new RunPolicy(false, 30, Duration.ofHours(1));

    /** Sets a policy of runs that keep no others waiting. */
    public RunPolicy(
            boolean prune, int pruneLimit, int updateLimit, boolean manual, Duration pruneAfter, int reportDays) {
        this(prune, pruneLimit, updateLimit, manual, pruneAfter, reportDays, AS_LONG_AS_IT_TAKES);
    }

    /** Returns how long a run for this request waits for the workspace without any answer. */
    Duration patience(SyncRequest request) {
        boolean isShort = request.attempt() > 0 && patience.compareTo(AS_LONG_AS_IT_TAKES) < 0;
        return isShort ? ONCE_MORE : patience;
    }

    /** Returns the same policy with another patience. */
    public RunPolicy waiting(Duration other) {
        return new RunPolicy(prune, pruneLimit, updateLimit, manual, pruneAfter, reportDays, other);
    }

    /** Sets a policy that limits no updates and keeps reports for 90 days. */
    public RunPolicy(boolean prune, int pruneLimit, Duration pruneAfter) {
        this(prune, pruneLimit, NO_LIMIT, false, pruneAfter, A_QUARTER);
    }

    /** Returns what runs may write without anybody's approval. */
    public ApprovalPolicy approval() {
        return new ApprovalPolicy(pruneLimit, updateLimit, manual);
    }
}
