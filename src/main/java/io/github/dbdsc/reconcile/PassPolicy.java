package io.github.dbdsc.reconcile;

/**
 * What an installation allows its passes.
 *
 * @param prune whether jobs whose definition is gone are deleted, setting {@code PRUNE}
 * @param pruneLimit how many percent of the owned jobs one pass may delete, setting {@code PRUNE_LIMIT}
 */
public record PassPolicy(boolean prune, int pruneLimit) {

    /** Deletes nothing. */
    public static final PassPolicy DEFAULT = new PassPolicy(false, 30);
}
