package io.github.dbdsc.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.RunWatch;
import io.github.dbdsc.report.ReportStore;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Records how far a run is, where its report will be stored, for whoever waits for it. */
final class RunProgress {

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

    /** Returns what records how far the run is, whoever asked for it. */
    RunWatch watch(SyncRequest request, Consumer<String> log) {
        Failures earlier = failures(request);
        return new RecordedProgress(
                clock,
                () -> log.accept("run " + request.runId() + " begins"
                        + (request.why().isEmpty() ? "" : ": " + VisibleText.escaped(request.why()))),
                reached -> {
                    PendingRun run = PendingRun.running(request.runId(), acceptedAt(request), request.why())
                            .since(reached.startedAt());
                    if (reached.steps() != null) {
                        run.at(reached.steps());
                    }
                    if (earlier.tries() > 0) {
                        run.after(earlier.tries(), earlier.error(), earlier.last());
                    }
                    writeIfPossible(run);
                });
    }

    /** The failures of earlier tries. */
    private record Failures(int tries, String error, Instant last) {}

    /** Returns what is recorded of earlier tries, which a try that is at work must not hide; looks only where there were some. */
    private Failures failures(SyncRequest request) {
        if (request.attempt() > 0) {
            try {
                Optional<ObjectNode> known =
                        RunLookup.find(reports, request.runId()).map(RunLookup.Found::document);
                if (known.isPresent() && known.get().has(PendingRun.LAST_FAILURE)) {
                    return new Failures(
                            known.get().path(PendingRun.TRIES).asInt(),
                            known.get().path(PendingRun.ERROR).asText(),
                            Instant.parse(
                                    known.get().path(PendingRun.LAST_FAILURE).asText()));
                }
            } catch (StoreException | DateTimeException e) {
                // the next failure is recorded, if there is one
            }
        }
        return new Failures(0, "", Instant.EPOCH);
    }

    void queued(SyncRequest request) {
        writeIfPossible(PendingRun.queued(request.runId(), acceptedAt(request), request.why()));
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
                .after(request.attempt(), error, clock.instant()));
    }

    /**
     * Records that another run did the work, where somebody waits, or something else is recorded of it.
     *
     * @param mayBeRecorded whether a worker may have recorded that it is at work, and has not come to an end
     * @throws StoreException when it could not be recorded: whoever waits would wait for ever
     */
    void covered(SyncRequest request, boolean mayBeRecorded, String by) {
        PendingRun covered = PendingRun.covered(request.runId(), acceptedAt(request), request.why(), by);
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
