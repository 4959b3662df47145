package io.github.dbdsc.plan;

/** Why a field counts as different, or that it does not. */
public enum Cause {
    /** The definition asks for it. */
    DEFINED("the definition wants it so"),
    /** The definition asked for it before. */
    NO_LONGER_DEFINED("the definition used to set it and no longer does"),
    /** Somebody set a field that no definition sets. */
    SET_BY_HAND("somebody set it by hand"),
    /** Somebody changed a field that the definition sets. */
    CHANGED_BY_HAND("somebody changed it by hand"),
    /** A field of a cluster that has a policy changed. */
    CHANGED_BY_POLICY("its cluster policy enforces another value, or somebody changed it by hand"),
    /** No run is on record that saw the field so, and no rule explains it. */
    UNEXPLAINED("the definition does not set it, and no earlier pass is known that saw it so"),
    /** A write for another reason removes a field that may be somebody's. */
    TAKEN_AWAY("no definition sets it; this update removes it"),
    /** The definition gives the job to another owner. */
    OWNER_REPLACED("the definition names another owner; who owned the job goes on managing it"),
    /** The workspace did not keep what was sent. */
    NOT_KEPT("the workspace did not keep it"),
    /** A run changed it, and that is undone. */
    UNDONE("it was so before the run that is undone"),
    /** A run changed it, that was undone, and the definition still asks for it. */
    PUT_BACK("an undo put it back, or somebody changed it since"),
    /** It only looks different; each such difference has a reason of its own. */
    SAME("it means the same");

    private final String reason;

    Cause(String reason) {
        this.reason = reason;
    }

    /** Returns the cause as a message for the user. */
    String reason() {
        return reason;
    }

    /** Reports whether the workspace changed rather than the definition. */
    boolean isDrift() {
        return this == SET_BY_HAND || this == CHANGED_BY_HAND || this == CHANGED_BY_POLICY;
    }
}
