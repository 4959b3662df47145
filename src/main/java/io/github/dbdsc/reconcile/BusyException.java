package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.Target;

/** Another run is working on the same target. */
public final class BusyException extends ExternalServiceException {

    public BusyException(Target target) {
        super("another pass is working on the jobs of '" + target.owner() + "' in " + target.workspace()
                + "; try again when it is done");
    }
}
