package io.github.dbdsc.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunFailure;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.report.RunSteps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for the report of a run that was requested and has no report, or none yet. */
public final class PendingRun {

    /** The field that says that a run failed since there is no such job. */
    public static final String NO_SUCH_JOB = "noSuchJob";

    static final String ERROR = "error";
    static final String TRIES = "tries";
    static final String DONE = "done";
    static final String TOTAL = "total";
    static final String LAST_FAILURE = "lastFailure";

    private final String runId;
    private final RunStatus status;
    private final Instant acceptedAt;
    private final String why;
    private final ObjectNode json;
    private @Nullable Caller caller;
    private @Nullable Instant startedAt;
    private @Nullable RunSteps steps;
    private @Nullable RunFailure failure;

    private PendingRun(String runId, RunStatus status, Instant acceptedAt, String why) {
        this.runId = runId;
        this.status = status;
        this.acceptedAt = acceptedAt;
        this.why = why;
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
    static PendingRun failing(String runId, Instant acceptedAt, String why) {
        return new PendingRun(runId, RunStatus.FAILING, acceptedAt, why);
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
        run.json.put(ERROR, error);
        return run;
    }

    /** Returns the entry of a run that waited or worked in a process that is gone. */
    static PendingRun lost(String runId, Instant acceptedAt, String why, String error) {
        PendingRun run = new PendingRun(runId, RunStatus.LOST, acceptedAt, why);
        run.json.put(ERROR, error);
        return run;
    }

    /** Returns the entry of a run over one job that does not exist. */
    public static PendingRun noSuchJob(String runId, Instant acceptedAt, String why, String error) {
        PendingRun run = failed(runId, acceptedAt, why, error);
        run.json.put(NO_SUCH_JOB, true);
        return run;
    }

    /** Adds who asked for it over HTTP; null where nobody did, or nobody tells. */
    public PendingRun by(@Nullable Caller who) {
        caller = who;
        if (who != null) {
            json.set("caller", ReportJson.caller(who));
        }
        return this;
    }

    /** Adds when it began to work. */
    PendingRun since(Instant start) {
        startedAt = start;
        json.put("startedAt", start.toString());
        return this;
    }

    /** Adds how far it is. */
    PendingRun at(RunSteps reached) {
        steps = reached;
        reached.addTo(json);
        return this;
    }

    /**
     * Adds that tries failed, for this reason.
     *
     * @param tries how many
     * @param last when the last one failed
     */
    PendingRun after(int tries, String error, Instant last) {
        failure = new RunFailure(error, tries, acceptedAt, last);
        json.put(ERROR, error).put(TRIES, tries).put(LAST_FAILURE, last.toString());
        return this;
    }

    private ReportSummary summary() {
        return new ReportSummary(
                runId,
                status,
                startedAt == null ? acceptedAt : startedAt,
                Duration.ZERO,
                false,
                why,
                Map.of(),
                0,
                null,
                0,
                0,
                steps,
                failure,
                caller);
    }

    /**
     * Writes the entry. Replaces an earlier one of the same run.
     *
     * @throws StoreException when it could not be written
     */
    public void writeTo(ReportStore reports) {
        reports.write(summary(), json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
