package io.github.dbdsc.template.scope;

/** Gives the names of a scope their first values. */
public final class ScopeEntry {

    /** Fills one slot. */
    interface Step {
        void run(Frame frame);
    }

    private final Step[] steps;

    ScopeEntry(Step[] steps) {
        this.steps = steps;
    }

    public void run(Frame frame) {
        for (Step step : steps) {
            step.run(frame);
        }
    }
}
