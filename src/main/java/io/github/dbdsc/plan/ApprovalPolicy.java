package io.github.dbdsc.plan;

/**
 * What runs may write without anybody's approval.
 *
 * @param pruneLimit the percentage of the owned jobs that may be deleted in 24 hours; 100 for no limit
 * @param updateLimit the percentage of the owned jobs that one run may update; 100 for no limit
 * @param manual whether everything new needs approval: a run by itself only puts jobs back to what was last applied
 */
public record ApprovalPolicy(int pruneLimit, int updateLimit, boolean manual) {

    static final int NO_LIMIT = 100;

    /** Limits nothing but deletes. */
    public static ApprovalPolicy ofDeletes(int pruneLimit) {
        return new ApprovalPolicy(pruneLimit, NO_LIMIT, false);
    }
}
