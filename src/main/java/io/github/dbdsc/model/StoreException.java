package io.github.dbdsc.model;

/** A store could not be read or written. The message says which store, what happened and what to do. */
public final class StoreException extends ExternalServiceException {

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
