package io.github.dbdsc.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ends the runs that wait or work in a process that is gone, where the queue went with it. */
public final class UnfinishedRuns {

    /** What whoever waits for such a run is told. */
    public static final String WHY = "the process ended before it finished; ask again";

    private static final int PAGE = 200;

    private UnfinishedRuns() {}

    /**
     * Records every run that waits or works as lost. Call it before this process takes requests, and only where no other
     * process does.
     *
     * @throws io.github.dbdsc.model.StoreException when they can't be listed or recorded
     */
    public static void end(ReportStore reports) {
        end(reports, run -> true);
    }

    /**
     * Records the runs that wait or work in a process that is gone as lost, where other processes take requests, too.
     *
     * @param isGone tells from a run's entry whether the process is gone in whose queue it was
     * @throws io.github.dbdsc.model.StoreException when they can't be listed, read or recorded
     */
    public static void endThose(ReportStore reports, Predicate<JsonNode> isGone) {
        end(reports, run -> RunLookup.entry(reports, run.runId()).filter(isGone).isPresent());
    }

    private static void end(ReportStore reports, Predicate<ReportSummary> isLost) {
        @Nullable String before = null;
        List<ReportSummary> page;
        do {
            page = reports.list(before, PAGE);
            page.stream()
                    .filter(run -> run.status().isPending() && isLost.test(run))
                    .forEach(run -> PendingRun.lost(run.runId(), run.startedAt(), run.why(), WHY)
                            .by(run.caller())
                            .writeTo(reports));
            before = page.isEmpty() ? null : page.get(page.size() - 1).runId();
        } while (page.size() == PAGE);
    }
}
