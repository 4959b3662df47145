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

/** What is kept in a report's place for a run that was asked for and has no report, or none yet. */
public final class PendingRun {

    /** The field that says that a run failed because there is no such job. */
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

    /** Of a run that waits for its turn. */
    public static PendingRun queued(String runId, Instant acceptedAt, String why) {
        return new PendingRun(runId, RunStatus.QUEUED, acceptedAt, why);
    }

    /** Of a run that did not come to its end and waits to be tried again. */
    public static PendingRun waiting(String runId, Instant acceptedAt, String why, String error) {
        PendingRun placeholder = queued(runId, acceptedAt, why);
        placeholder.json.put("error", error);
        return placeholder;
    }

    /** Of a run that is at work. */
    public static PendingRun running(String runId, Instant acceptedAt, String why) {
        return new PendingRun(runId, RunStatus.RUNNING, acceptedAt, why);
    }

    /** Of a run whose work another one did. */
    public static PendingRun covered(String runId, Instant acceptedAt, String why, String coveredBy) {
        PendingRun placeholder = new PendingRun(runId, RunStatus.COVERED, acceptedAt, why);
        placeholder.json.put("coveredBy", coveredBy);
        return placeholder;
    }

    /** Of a run that ended before it had anything to report, for example because the workspace did not answer. */
    public static PendingRun failed(String runId, Instant acceptedAt, String why, String error) {
        PendingRun placeholder = new PendingRun(runId, RunStatus.FAILED, acceptedAt, why);
        placeholder.json.put("error", error);
        return placeholder;
    }

    /** Of a run over one job that nothing is known of. */
    public static PendingRun noSuchJob(String runId, Instant acceptedAt, String why, String error) {
        PendingRun placeholder = failed(runId, acceptedAt, why, error);
        placeholder.json.put(NO_SUCH_JOB, true);
        return placeholder;
    }

    /**
     * Keeps it, in the place of what was kept for the run before.
     *
     * @throws StoreException when it could not be written
     */
    public void writeTo(ReportStore reports) {
        reports.write(summary, json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
