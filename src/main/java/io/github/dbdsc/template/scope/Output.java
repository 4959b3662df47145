package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.Budget;
import org.jspecify.annotations.Nullable;

/** Text as it is rendered. */
public final class Output {

    private final StringBuilder text = new StringBuilder();
    private final Budget budget;
    private final @Nullable OutputLines lines;

    private Output(Budget budget, @Nullable OutputLines lines) {
        this.budget = budget;
        this.lines = lines;
    }

    /** For text that becomes a value: where its parts come from is not taken down, only where it is printed. */
    public Output(Budget budget) {
        this(budget, null);
    }

    /** The same, with where each part comes from taken down. */
    public static Output traced(Budget budget, OutputLines lines) {
        return new Output(budget, lines);
    }

    public void append(String more, Origin origin) {
        if (lines != null && !more.isEmpty()) {
            lines.printed(text.length(), origin);
        }
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
