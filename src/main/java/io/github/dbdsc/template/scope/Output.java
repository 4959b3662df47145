package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.Budget;

/** Text as it is rendered. */
public final class Output {

    private final StringBuilder text = new StringBuilder();
    private final Budget budget;

    public Output(Budget budget) {
        this.budget = budget;
    }

    public void append(String more) {
        text.append(more);
        budget.output(text.length());
    }

    public String text() {
        return text.toString();
    }

    /** The text as a value, which counts against the budget for values. */
    public String asValue() {
        budget.size(text.length());
        return text.toString();
    }
}
