package io.github.dbdsc.access;

import io.github.dbdsc.model.ExternalServiceException;

/** The issuer's keys can't be had, so that nobody knows whether a token is good. */
public final class IssuerUnavailableException extends ExternalServiceException {

    private static final long serialVersionUID = 1;

    IssuerUnavailableException(String message) {
        super(message);
    }
}
