package io.github.dbdsc.model;

/** Who gives a job a setting that is none of its definition's own. */
public enum Giver {
    /** The defaults of {@code policy.json}. */
    POLICY("a default of policy.json"),
    /** The mode of the target, which is development. */
    MODE("by the target's mode, development");

    private final String reason;

    Giver(String reason) {
        this.reason = reason;
    }

    /** Returns the same as part of a message. */
    public String reason() {
        return reason;
    }
}
