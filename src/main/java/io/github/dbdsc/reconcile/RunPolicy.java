package io.github.dbdsc.reconcile;

/**
 * What runs of this installation may do.
 *
 * @param prune whether jobs whose definition is gone are deleted, setting {@code PRUNE}
 * @param pruneLimit the share of the owned jobs, in percent, that one run may delete, setting {@code PRUNE_LIMIT}
 * @param reportDays for how many days reports are kept, setting {@code REPORT_DAYS}
 */
public record RunPolicy(boolean prune, int pruneLimit, int reportDays) {

    private static final int A_QUARTER = 90;

    /** Deletes nothing. */
    public static final RunPolicy DEFAULT = new RunPolicy(false, 30);

    /** Sets a policy that keeps reports for 90 days. */
    public RunPolicy(boolean prune, int pruneLimit) {
        this(prune, pruneLimit, A_QUARTER);
    }
}
