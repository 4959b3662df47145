package io.github.dbdsc.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.RunWatch;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunStatus;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Records how far a run is, where its report will be stored, for whoever waits for it. */
final class RunProgress {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ReportStore reports;
    private final Clock clock;

    RunProgress(ReportStore reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** Returns the report of the run, if it has ended with one: then its request was delivered again. */
    Optional<RunLookup.Found> report(SyncRequest request) {
        try {
            return RunLookup.find(reports, request.runId()).filter(RunLookup.Found::isReport);
        } catch (StoreException e) {
            return Optional.empty(); // the run itself will report what is wrong
        }
    }

    /**
     * Returns what records how far the run is, whoever asked for it.
     *
     * @param isRepeated whether the request was handed out before, to a worker that did not say that it is done
     */
    RunWatch watch(SyncRequest request, boolean isRepeated, Consumer<String> log) {
        ObjectNode earlier = request.attempt() > 0 || isRepeated ? recorded(request) : JSON.objectNode();
        return new RecordedProgress(
                clock,
                () -> log.accept("run " + request.runId() + " begins"
                        + (request.why().isEmpty() ? "" : ": " + VisibleText.escaped(request.why()))),
                reached -> writeIfPossible(running(request, reached, earlier)),
                unreported(earlier).stream().toList());
    }

    /** Returns the entry of a run that is at work; it does not hide that earlier tries failed. */
    private PendingRun running(SyncRequest request, RecordedProgress.Reached reached, ObjectNode earlier) {
        PendingRun run = PendingRun.running(request.runId(), acceptedAt(request), request.why())
                .by(request.caller())
                .since(reached.startedAt());
        if (reached.steps() != null) {
            run.at(reached.steps());
        }
        instant(earlier.path(PendingRun.LAST_FAILURE))
                .ifPresent(last -> run.after(
                        earlier.path(PendingRun.TRIES).asInt(),
                        earlier.path(PendingRun.ERROR).asText(),
                        last));
        return run;
    }

    /** Returns what is to be told of a worker that ended at work, before it could report. */
    private static Optional<String> unreported(ObjectNode earlier) {
        boolean wasAtWork = earlier.path("status").asText().equals(RunStatus.RUNNING.word());
        return wasAtWork && earlier.path(PendingRun.DONE).asInt() > 0
                ? Optional.of("an earlier try of this run ended without a report, when it had tried at least "
                        + earlier.path(PendingRun.DONE).asInt() + " of "
                        + earlier.path(PendingRun.TOTAL).asInt() + " changes")
                : Optional.empty();
    }

    /** Returns what is recorded of the run; an empty object where that is nothing, or can't be read. */
    private ObjectNode recorded(SyncRequest request) {
        try {
            return RunLookup.find(reports, request.runId())
                    .map(RunLookup.Found::document)
                    .orElseGet(JSON::objectNode);
        } catch (StoreException e) {
            return JSON.objectNode();
        }
    }

    private static Optional<Instant> instant(JsonNode json) {
        try {
            return json.isTextual() ? Optional.of(Instant.parse(json.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void queued(SyncRequest request) {
        writeIfPossible(PendingRun.queued(request.runId(), acceptedAt(request), request.why())
                .by(request.caller()));
    }

    /** Records that a run waits, unless something is recorded of it: then it was asked for already. */
    void queuedIfNew(SyncRequest request) {
        try {
            if (request.watched() && RunLookup.find(reports, request.runId()).isEmpty()) {
                queued(request);
            }
        } catch (StoreException e) {
            // the report or a later entry is written when it can be
        }
    }

    /** Records that the last try failed and another one follows. */
    void failing(SyncRequest request, String error) {
        writeIfPossible(PendingRun.failing(request.runId(), acceptedAt(request), request.why())
                .by(request.caller())
                .after(request.attempt(), error, clock.instant()));
    }

    /**
     * Records that another run did the work, where somebody waits, or something else is recorded of it.
     *
     * @param mayBeRecorded whether a worker may have recorded that it is at work, and has not come to an end
     * @throws StoreException when it could not be recorded: whoever waits would wait for ever
     */
    void covered(SyncRequest request, boolean mayBeRecorded, String by) {
        PendingRun covered = PendingRun.covered(request.runId(), acceptedAt(request), request.why(), by)
                .by(request.caller());
        if (request.watched()) {
            covered.writeTo(reports);
        } else if ((mayBeRecorded || request.attempt() > 0) && isRecorded(request)) {
            writeIfPossible(covered);
        }
    }

    private boolean isRecorded(SyncRequest request) {
        try {
            return reports.read(request.runId()).isPresent();
        } catch (StoreException e) {
            return false;
        }
    }

    /**
     * Records a failure of every run, watched or not, so that the list of runs shows it.
     *
     * @throws StoreException when somebody waits and it could not be recorded
     */
    void failed(SyncRequest request, String error) {
        PendingRun failed = PendingRun.failed(request.runId(), acceptedAt(request), request.why(), error)
                .by(request.caller())
                .after(request.attempt(), error, clock.instant());
        if (request.watched()) {
            failed.writeTo(reports);
        } else {
            writeIfPossible(failed);
        }
    }

    /**
     * Records that there is no such job.
     *
     * @throws StoreException when it could not be recorded
     */
    void noSuchJob(SyncRequest request, String error) {
        PendingRun.noSuchJob(request.runId(), acceptedAt(request), request.why(), error)
                .by(request.caller())
                .writeTo(reports);
    }

    /** Writes an entry that is overwritten soon, and so is not worth failing for. */
    private void writeIfPossible(PendingRun run) {
        try {
            run.writeTo(reports);
        } catch (StoreException e) {
            // the report or a later entry replaces it
        }
    }

    private Instant acceptedAt(SyncRequest request) {
        return request.queuedAt().orElseGet(clock::instant);
    }
}
