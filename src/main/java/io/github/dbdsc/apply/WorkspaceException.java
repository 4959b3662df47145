package io.github.dbdsc.apply;

import io.github.dbdsc.model.ExternalServiceException;

/** The workspace did not do what was asked. The message says what was asked, what came back and what to do next. */
public final class WorkspaceException extends ExternalServiceException {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;

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

    /**
     * Reports whether the workspace said that a job does not exist. Jobs API 2.2: the answer is then 404, or 400 in older
     * workspaces, with a message that says so; 403 never means that a job is gone.
     */
    public boolean saysMissing() {
        return (status == MISSING || status == BAD_REQUEST) && getMessage().contains("does not exist");
    }

    /**
     * Reports whether this is about the one job that was asked for, and says nothing about the workspace: there is no such
     * job, it is not ours to view, or its answer can't be understood.
     */
    public boolean isAboutOneJob() {
        return status == MISSING || status == BAD_REQUEST || status == FORBIDDEN || status == OK;
    }

    public boolean effectUnknown() {
        return effectUnknown;
    }
}
