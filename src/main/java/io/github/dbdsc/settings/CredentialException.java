package io.github.dbdsc.settings;

import io.github.dbdsc.model.ExternalServiceException;

/**
 * A token or a secret could not be had. The message says from whom, why, and what to do. It has no cause: a library's
 * own exceptions may quote what was sent.
 */
public final class CredentialException extends ExternalServiceException {

    public CredentialException(String message) {
        super(message);
    }
}
