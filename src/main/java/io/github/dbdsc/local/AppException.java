package io.github.dbdsc.local;

import io.github.dbdsc.model.ExternalServiceException;

/** A function app did not answer as it should. The message says what was asked, what came back and what to do. */
final class AppException extends ExternalServiceException {

    private final boolean mayPass;

    /** @param mayPass whether the same request may be answered later, with nothing changed */
    AppException(String message, boolean mayPass) {
        super(message);
        this.mayPass = mayPass;
    }

    boolean mayPass() {
        return mayPass;
    }
}
