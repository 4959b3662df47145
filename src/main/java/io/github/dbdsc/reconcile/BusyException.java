package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.OutsideException;

/** Another pass is working on the same target. */
public final class BusyException extends OutsideException {

    public BusyException(Target target) {
        super("another pass is working on the jobs of '" + target.owner() + "' in " + target.workspace()
                + "; try again when it is done");
    }
}
