package io.github.dbdsc.apply;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the changes of a plan that were tried. Safe for use by several threads. */
final class Steps {

    private final AtomicInteger done = new AtomicInteger();
    private final int total;
    private final Progress progress;

    Steps(int total, Progress progress) {
        this.total = total;
        this.progress = progress;
        if (total > 0) {
            progress.at(0, total);
        }
    }

    /** Counts this outcome, unless the run stopped before its change, and returns it. */
    Outcome counted(Outcome outcome) {
        if (outcome.result() != Outcome.Result.NOT_APPLIED) {
            progress.at(done.incrementAndGet(), total);
        }
        return outcome;
    }
}
