package io.github.dbdsc.template.runtime;

import io.github.dbdsc.template.value.Budget;
import org.jspecify.annotations.Nullable;

/** Collects text as it is rendered, within a budget. */
public final class OutputBuffer {

    private final StringBuilder text = new StringBuilder();
    private final Budget budget;
    private final @Nullable OutputLines lines;

    private OutputBuffer(Budget budget, @Nullable OutputLines lines) {
        this.budget = budget;
        this.lines = lines;
    }

    /** Collects text that becomes a value, where it does not matter which template line printed which part. */
    public OutputBuffer(Budget budget) {
        this(budget, null);
    }

    /** Returns a buffer that records where each part of its text comes from. */
    public static OutputBuffer traced(Budget budget, OutputLines lines) {
        return new OutputBuffer(budget, lines);
    }

    public void append(String more, OutputLines.Origin origin) {
        if (lines != null && !more.isEmpty()) {
            lines.printed(text.length(), origin);
        }
        text.append(more);
        budget.output(text.length());
    }

    public String text() {
        return text.toString();
    }

    /** Returns the text as a value, which counts against the budget for values. */
    public String asValue() {
        budget.size(text.length());
        return text.toString();
    }
}
