package io.github.dbdsc.apply;

import io.github.dbdsc.model.ExternalServiceException;

/** The workspace did not do what was asked. The message says what was asked, what came back and what to do next. */
public final class WorkspaceException extends ExternalServiceException {

    private static final int FORBIDDEN = 403;

    private final int status;
    private final boolean effectUnknown;

    /**
     * Describes a call that failed.
     *
     * @param status the HTTP status, 0 when no answer came
     * @param effectUnknown whether the call may have taken effect anyway
     */
    public WorkspaceException(String message, int status, boolean effectUnknown) {
        super(message);
        this.status = status;
        this.effectUnknown = effectUnknown;
    }

    public int status() {
        return status;
    }

    /** Reports whether our identity lacks a permission, which never means that something is gone. */
    public boolean isForbidden() {
        return status == FORBIDDEN;
    }

    public boolean effectUnknown() {
        return effectUnknown;
    }
}
