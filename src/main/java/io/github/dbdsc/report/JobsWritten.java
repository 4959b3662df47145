package io.github.dbdsc.report;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.plan.Action;

/** How many jobs a run has created, updated, adopted and deleted: what the workspace confirmed, and not what was planned. */
public record JobsWritten(long created, long updated, long adopted, long deleted) {

    /** Returns what a report says. */
    static JobsWritten in(Report report) {
        return new JobsWritten(
                applied(report, Action.CREATE),
                applied(report, Action.UPDATE),
                applied(report, Action.ADOPT),
                applied(report, Action.DELETE));
    }

    private static long applied(Report report, Action action) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.result() == Outcome.Result.APPLIED
                        && outcome.change().action() == action)
                .count();
    }
}
