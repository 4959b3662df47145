package io.github.dbdsc.sync;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Requests what a run leaves to do. A run that was stopped before it had written everything covers nothing, not even its
 * own request: that goes on under another id, which is always the same, so that it does no harm to ask for it twice.
 */
final class FollowUps {

    /** How many runs in a row repeat jobs that failed; after these it is up to the timer. */
    static final int MOST_REPEATS = 3;

    /** Enough for a process that was told to end to be gone, so that it does not take what it has left. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(5);

    private static final Duration BEFORE_REPEAT = Duration.ofSeconds(30);

    private final RequestQueue queue;
    private final RunProgress progress;
    private final FailedRequests failures;
    private final ApprovedRest approved;
    private final Supplier<String> runIds;

    /** @param runIds creates ids for the runs that are requested here */
    FollowUps(
            RequestQueue queue,
            RunProgress progress,
            FailedRequests failures,
            ApprovedRest approved,
            Supplier<String> runIds) {
        this.queue = queue;
        this.progress = progress;
        this.failures = failures;
        this.approved = approved;
        this.runIds = runIds;
    }

    /**
     * Requests what a run has left.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when that can't be told, or the queue did not take it
     */
    void after(SyncRequest request, Report report) {
        if (!report.stoppedEarly()) {
            oneByOne(request, !report.objections().isEmpty());
            lookAgain(request, report);
        } else if (report.count(Outcome.Result.APPLIED) > 0) {
            goOn(rest(request));
        } else {
            failures.tryLater(rest(request), "run " + request.runId() + " was stopped before it had written anything");
        }
    }

    /**
     * Requests what a run has left whose request is delivered again, since its worker ended before it could say that it is
     * done.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when that can't be told, or the queue did not take it
     */
    Result again(SyncRequest request, RunLookup.Found report) {
        if (!report.wasStopped()) {
            oneByOne(request, !report.document().path("objections").isEmpty());
            return new Result.Covered(request.runId());
        }
        SyncRequest rest = rest(request);
        if (progress.report(rest).isPresent()) {
            return new Result.Covered(rest.runId());
        }
        goOn(rest);
        return new Result.Delayed(
                "run " + request.runId() + " was stopped; run " + rest.runId() + " goes on with it", AFTER_THE_END);
    }

    private static SyncRequest rest(SyncRequest stopped) {
        return stopped.goingOnAs(RunIds.following(stopped.runId()));
    }

    private void goOn(SyncRequest rest) {
        progress.queuedIfNew(rest);
        queue.send(rest, AFTER_THE_END);
    }

    private void oneByOne(SyncRequest request, boolean refused) {
        if (refused && ApprovedRest.isOf(request) && !(request.scope() instanceof Scope.Undo)) {
            approved.oneByOne(request).forEach(single -> queue.send(single.as(runIds.get()), Duration.ZERO));
        }
    }

    /**
     * Requests one more run for jobs that failed, which a moment later may succeed, and for errors that were not there
     * before, of which people are told if they are still there then. Where it is not known whether a job is there, the
     * state does not say that its definition has to be looked at again.
     */
    private void lookAgain(SyncRequest request, Report report) {
        boolean failed = report.failures() > 0 && request.canBeCovered();
        if ((failed || !report.newErrors().isEmpty()) && request.attempt() < MOST_REPEATS) {
            SyncRequest again = SyncRequest.CHANGES
                    .over(failed && report.count(Outcome.Result.PENDING) > 0 ? request.scope() : Scope.CHANGES)
                    .as(runIds.get())
                    .because((failed ? "jobs that failed in " : "errors found by ") + report.runId())
                    .attempt(request.attempt() + 1);
            queue.send(again, FailedRequests.doubled(BEFORE_REPEAT, request.attempt()));
        }
    }
}
