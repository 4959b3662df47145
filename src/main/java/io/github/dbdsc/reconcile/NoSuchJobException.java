package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.JobKey;

/** A run was asked for one job that is neither in the container nor in the workspace: the user's mistake. */
public final class NoSuchJobException extends RuntimeException {

    public NoSuchJobException(JobKey key) {
        super("there is no definition " + key.path() + " and no job that was made from it; check the key");
    }

    /** @param target the one that the definition is not for */
    NoSuchJobException(JobKey key, String target) {
        super(key.path() + " is not for the target " + target + ", says its $targets, and there is no job that was made"
                + " from it");
    }
}
