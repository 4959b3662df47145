package io.github.dbdsc.plan;

/**
 * What runs may write without anybody's approval.
 *
 * @param pruneLimit the percentage of the owned jobs that may be deleted in 24 hours; 100 for no limit
 * @param updateLimit the percentage of the owned jobs that one run may update; 100 for no limit
 */
public record ApprovalPolicy(int pruneLimit, int updateLimit) {

    static final int NO_LIMIT = 100;

    /** Limits nothing but deletes. */
    public static ApprovalPolicy ofDeletes(int pruneLimit) {
        return new ApprovalPolicy(pruneLimit, NO_LIMIT);
    }
}
