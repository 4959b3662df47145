package io.github.dbdsc.azure;

import io.github.dbdsc.model.OutsideException;

/** No token could be had for the workspace. The message says from whom, why, and which settings to look at. */
public final class CredentialException extends OutsideException {

    CredentialException(String message, Throwable cause) {
        super(message, cause);
    }
}
