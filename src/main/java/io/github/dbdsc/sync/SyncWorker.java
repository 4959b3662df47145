package io.github.dbdsc.sync;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.BusyException;
import io.github.dbdsc.reconcile.NoSuchJobException;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.state.Coverage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handles requests: makes a run for each, unless an earlier run covers it. Requests that fail are tried again later.
 */
public final class SyncWorker {

    /** How many runs in a row repeat jobs that failed; after these it is up to the timer. */
    static final int MOST_REPEATS = 3;

    private static final Duration WHILE_BUSY = Duration.ofSeconds(5);
    private static final Duration BEFORE_REPEAT = Duration.ofSeconds(30);

    private final Reconciler reconciler;
    private final RequestQueue queue;
    private final RunProgress progress;
    private final FailedRequests failures;
    private final Clock clock;
    private final Supplier<String> runIds;

    /**
     * Creates a worker for the requests of one queue.
     *
     * @param reports where the progress of runs is recorded
     * @param runIds creates ids for the runs that it requests itself
     */
    public SyncWorker(
            Reconciler reconciler, RequestQueue queue, ReportStore reports, Supplier<String> runIds, Clock clock) {
        this.reconciler = reconciler;
        this.queue = queue;
        this.progress = new RunProgress(reports, clock);
        this.failures = new FailedRequests(queue, reports, clock);
        this.clock = clock;
        this.runIds = runIds;
    }

    /** What happened to a request. */
    public sealed interface Result {

        /** A run was made for the request. */
        record Done(Report report) implements Result {}

        /** An earlier run had done it already. */
        record Covered(String runId) implements Result {}

        /**
         * The request waits in the queue again.
         *
         * @param fault for the log: what no part of the program foresees; null where the reason says it all
         */
        record Delayed(String why, Duration delay, @Nullable Throwable fault) implements Result {

            Delayed(String why, Duration delay) {
                this(why, delay, null);
            }
        }

        /**
         * The request was given up.
         *
         * @param fault for the log: what no part of the program foresees; null where the reason says it all
         */
        record GivenUp(String why, @Nullable Throwable fault) implements Result {}

        /** The request was about a job that does not exist. */
        record NoSuchJob(String why) implements Result {}
    }

    /**
     * Handles a request that came from the queue.
     *
     * @param queuedAt when the queue took it, by the queue's clock
     * @throws io.github.dbdsc.model.StoreException when the queue did not take the request back: then it must be
     *     delivered again. Nothing else leaves this method, or whoever waits would wait for ever
     */
    public Result handle(SyncRequest received, Instant queuedAt) {
        SyncRequest request = received.queuedAt(queuedAt);
        try {
            return handled(request);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return failures.tryLater(request, e);
        }
    }

    private Result handled(SyncRequest request) {
        if (progress.hasReport(request)) {
            return new Result.Covered(request.runId());
        }
        Optional<Coverage.CoveringRun> covering = reconciler.coverage().of(request, clock.instant());
        if (covering.isPresent()) {
            progress.covered(request, covering.get().runId());
            return new Result.Covered(covering.get().runId());
        }
        progress.running(request);
        try {
            Report report = reconciler.run(request);
            repeatFailed(request, report);
            return new Result.Done(report);
        } catch (BusyException e) {
            progress.queued(request);
            queue.send(request, WHILE_BUSY);
            return new Result.Delayed(String.valueOf(e.getMessage()), WHILE_BUSY);
        } catch (NoSuchJobException e) {
            String why = String.valueOf(e.getMessage());
            progress.noSuchJob(request, why);
            return new Result.NoSuchJob(why);
        }
    }

    /**
     * Requests one more run for jobs that failed or were not reached: a moment later they may succeed. Where it is not
     * known whether a job is there, the state does not say that its definition has to be looked at again.
     */
    private void repeatFailed(SyncRequest request, Report report) {
        boolean unfinished = report.failures() > 0 || report.stoppedEarly();
        if (unfinished && request.canBeCovered() && request.attempt() < MOST_REPEATS) {
            SyncRequest again = SyncRequest.CHANGES
                    .over(report.count(Outcome.Result.PENDING) > 0 ? request.scope() : Scope.CHANGES)
                    .as(runIds.get())
                    .because("jobs that failed in " + report.runId())
                    .attempt(request.attempt() + 1);
            queue.send(again, FailedRequests.doubled(BEFORE_REPEAT, request.attempt()));
        }
    }
}
