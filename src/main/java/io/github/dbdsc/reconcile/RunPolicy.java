package io.github.dbdsc.reconcile;

/**
 * What an installation allows its runs.
 *
 * @param prune whether jobs whose definition is gone are deleted, setting {@code PRUNE}
 * @param pruneLimit how many percent of the owned jobs one run may delete, setting {@code PRUNE_LIMIT}
 * @param reportDays for how many days reports are kept, setting {@code REPORT_DAYS}
 */
public record RunPolicy(boolean prune, int pruneLimit, int reportDays) {

    private static final int A_QUARTER = 90;

    /** Deletes nothing. */
    public static final RunPolicy DEFAULT = new RunPolicy(false, 30);

    /** Keeps reports for 90 days. */
    public RunPolicy(boolean prune, int pruneLimit) {
        this(prune, pruneLimit, A_QUARTER);
    }
}
