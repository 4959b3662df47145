package io.github.dbdsc.sync;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.ReportStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Tells those who wait for a run how far it has come, in the place where its report will be. */
final class RunProgress {

    private final ReportStore reports;
    private final Clock clock;

    RunProgress(ReportStore reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** Whether the run has ended with a report: then its request was delivered once more. */
    boolean hasReport(SyncRequest request) {
        try {
            return request.watched()
                    && RunLookup.find(reports, request.runId())
                            .filter(RunLookup.Found::isReport)
                            .isPresent();
        } catch (StoreException e) {
            return false; // the run, which reads more, will say what is wrong
        }
    }

    void running(SyncRequest request) {
        if (request.watched()) {
            tell(PendingRun.running(request.runId(), acceptedAt(request), request.why()));
        }
    }

    void waits(SyncRequest request, Optional<String> error) {
        if (request.watched()) {
            tell(error.map(text -> PendingRun.waiting(request.runId(), acceptedAt(request), request.why(), text))
                    .orElseGet(() -> PendingRun.queued(request.runId(), acceptedAt(request), request.why())));
        }
    }

    /** @throws StoreException when it could not be told, for whoever waits would wait for ever */
    void covered(SyncRequest request, String by) {
        if (request.watched()) {
            PendingRun.covered(request.runId(), acceptedAt(request), request.why(), by)
                    .writeTo(reports);
        }
    }

    /**
     * Tells it of every run, watched or not, so that the list of runs shows it.
     *
     * @throws StoreException when somebody waits and could not be told
     */
    void failed(SyncRequest request, String error) {
        PendingRun failed = PendingRun.failed(request.runId(), acceptedAt(request), request.why(), error);
        if (request.watched()) {
            failed.writeTo(reports);
        } else {
            tell(failed);
        }
    }

    /** @throws StoreException when it could not be told */
    void noSuchJob(SyncRequest request, String error) {
        PendingRun.noSuchJob(request.runId(), acceptedAt(request), request.why(), error)
                .writeTo(reports);
    }

    /** What is overwritten soon: not worth to fail for. */
    private void tell(PendingRun placeholder) {
        try {
            placeholder.writeTo(reports);
        } catch (StoreException e) {
            // the report, or a later placeholder, takes its place
        }
    }

    private Instant acceptedAt(SyncRequest request) {
        return request.queuedAt().orElseGet(clock::instant);
    }
}
