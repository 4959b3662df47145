package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What is kept in a report's place for a run that was asked for and has no report, or none yet. */
public final class Placeholder {

    /** The field that says that a run failed because there is no such job. */
    public static final String NO_SUCH_JOB = "noSuchJob";

    private final ReportSummary summary;
    private final ObjectNode json;

    private Placeholder(String runId, RunStatus status, Instant acceptedAt, String why) {
        this.summary = new ReportSummary(runId, status, acceptedAt, Duration.ZERO, false, why, Map.of(), 0, 0);
        this.json = JsonNodeFactory.instance
                .objectNode()
                .put("runId", runId)
                .put("status", status.word())
                .put("acceptedAt", acceptedAt.toString())
                .put("why", why);
    }

    /** Of a run that waits for its turn. */
    public static Placeholder queued(String runId, Instant acceptedAt, String why) {
        return new Placeholder(runId, RunStatus.QUEUED, acceptedAt, why);
    }

    /** Of a run that did not come to its end and waits to be tried again. */
    public static Placeholder waiting(String runId, Instant acceptedAt, String why, String error) {
        Placeholder placeholder = queued(runId, acceptedAt, why);
        placeholder.json.put("error", error);
        return placeholder;
    }

    /** Of a run that is at work. */
    public static Placeholder running(String runId, Instant acceptedAt, String why) {
        return new Placeholder(runId, RunStatus.RUNNING, acceptedAt, why);
    }

    /** Of a run whose work another one did. */
    public static Placeholder covered(String runId, Instant acceptedAt, String why, String coveredBy) {
        Placeholder placeholder = new Placeholder(runId, RunStatus.COVERED, acceptedAt, why);
        placeholder.json.put("coveredBy", coveredBy);
        return placeholder;
    }

    /** Of a run that ended before it had anything to report, for example because the workspace did not answer. */
    public static Placeholder failed(String runId, Instant acceptedAt, String why, String error) {
        Placeholder placeholder = new Placeholder(runId, RunStatus.FAILED, acceptedAt, why);
        placeholder.json.put("error", error);
        return placeholder;
    }

    /** Of a run over one job that nothing is known of. */
    public static Placeholder noSuchJob(String runId, Instant acceptedAt, String why, String error) {
        Placeholder placeholder = failed(runId, acceptedAt, why, error);
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
