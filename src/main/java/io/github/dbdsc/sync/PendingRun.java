package io.github.dbdsc.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Stands in for the report of a run that was requested and has no report, or none yet. */
public final class PendingRun {

    /** The field that says that a run failed since there is no such job. */
    public static final String NO_SUCH_JOB = "noSuchJob";

    private final ReportSummary summary;
    private final ObjectNode json;

    private PendingRun(String runId, RunStatus status, Instant acceptedAt, String why) {
        this.summary = new ReportSummary(runId, status, acceptedAt, Duration.ZERO, false, why, Map.of(), 0, 0);
        this.json = JsonNodeFactory.instance
                .objectNode()
                .put("runId", runId)
                .put("status", status.word())
                .put("acceptedAt", acceptedAt.toString())
                .put("why", why);
    }

    /** Returns the entry of a run that waits for its turn. */
    public static PendingRun queued(String runId, Instant acceptedAt, String why) {
        return new PendingRun(runId, RunStatus.QUEUED, acceptedAt, why);
    }

    /** Returns the entry of a run that failed and waits for its next attempt. */
    public static PendingRun waiting(String runId, Instant acceptedAt, String why, String error) {
        PendingRun run = queued(runId, acceptedAt, why);
        run.json.put("error", error);
        return run;
    }

    /** Returns the entry of a run that is at work. */
    public static PendingRun running(String runId, Instant acceptedAt, String why) {
        return new PendingRun(runId, RunStatus.RUNNING, acceptedAt, why);
    }

    /** Returns the entry of a run whose work another run did. */
    public static PendingRun covered(String runId, Instant acceptedAt, String why, String coveredBy) {
        PendingRun run = new PendingRun(runId, RunStatus.COVERED, acceptedAt, why);
        run.json.put("coveredBy", coveredBy);
        return run;
    }

    /** Returns the entry of a run that ended without a report, for example because the workspace did not answer. */
    public static PendingRun failed(String runId, Instant acceptedAt, String why, String error) {
        PendingRun run = new PendingRun(runId, RunStatus.FAILED, acceptedAt, why);
        run.json.put("error", error);
        return run;
    }

    /** Returns the entry of a run over one job that does not exist. */
    public static PendingRun noSuchJob(String runId, Instant acceptedAt, String why, String error) {
        PendingRun run = failed(runId, acceptedAt, why, error);
        run.json.put(NO_SUCH_JOB, true);
        return run;
    }

    /**
     * Writes the entry. Replaces an earlier one of the same run.
     *
     * @throws StoreException when it could not be written
     */
    public void writeTo(ReportStore reports) {
        reports.write(summary, json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
