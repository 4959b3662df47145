package io.github.dbdsc.local;

import io.github.dbdsc.model.ExternalServiceException;

/** A function app did not answer as it should. The message says what was asked, what came back and what to do. */
final class AppException extends ExternalServiceException {

    AppException(String message) {
        super(message);
    }
}
