package io.github.dbdsc.sync;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.ReportStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

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

    void running(SyncRequest request) {
        if (request.watched()) {
            writeIfPossible(PendingRun.running(request.runId(), acceptedAt(request), request.why()));
        }
    }

    void queued(SyncRequest request) {
        if (request.watched()) {
            writeIfPossible(PendingRun.queued(request.runId(), acceptedAt(request), request.why()));
        }
    }

    /** Records that a run waits, unless something is recorded of it: then it was asked for already. */
    void queuedIfNew(SyncRequest request) {
        try {
            if (RunLookup.find(reports, request.runId()).isEmpty()) {
                queued(request);
            }
        } catch (StoreException e) {
            // the report or a later entry is written when it can be
        }
    }

    void waiting(SyncRequest request, String error) {
        if (request.watched()) {
            writeIfPossible(PendingRun.waiting(request.runId(), acceptedAt(request), request.why(), error));
        }
    }

    /**
     * Records that another run did the work.
     *
     * @throws StoreException when it could not be recorded: whoever waits would wait for ever
     */
    void covered(SyncRequest request, String by) {
        if (request.watched()) {
            PendingRun.covered(request.runId(), acceptedAt(request), request.why(), by)
                    .writeTo(reports);
        }
    }

    /**
     * Records a failure of every run, watched or not, so that the list of runs shows it.
     *
     * @throws StoreException when somebody waits and it could not be recorded
     */
    void failed(SyncRequest request, String error) {
        PendingRun failed = PendingRun.failed(request.runId(), acceptedAt(request), request.why(), error);
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
