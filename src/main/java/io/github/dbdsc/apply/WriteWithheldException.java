package io.github.dbdsc.apply;

import io.github.dbdsc.model.ExternalServiceException;

/**
 * A write was not sent, since this process may not write any more. It certainly had no effect, so the change counts as
 * not applied.
 */
public final class WriteWithheldException extends ExternalServiceException {

    /** @param call as messages name it: {@code POST /api/2.2/jobs/create} */
    public WriteWithheldException(String call) {
        super(call + " was not sent: this run may not write any more, and a later one goes on");
    }
}
