package io.github.dbdsc.definition.policy;

import java.util.List;

/** The policy can't be used. The fault is its author's. */
public final class PolicyException extends Exception {

    private final transient List<String> steps;

    /**
     * @param steps names of fields and indexes to the place of the fault
     * @param message what is wrong and what to do about it
     */
    PolicyException(List<String> steps, String message) {
        super(message);
        this.steps = List.copyOf(steps);
    }

    /** Returns names of fields and indexes to the place of the fault. */
    public List<String> steps() {
        return steps;
    }
}
