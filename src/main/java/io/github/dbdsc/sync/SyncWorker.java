package io.github.dbdsc.sync;

import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.BusyException;
import io.github.dbdsc.reconcile.NoSuchJobException;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.RunWatch;
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

    /** How long a request waits for the lock at first, then for as long again as it has waited, up to a limit. */
    private static final Duration WHILE_BUSY = Duration.ofSeconds(5);

    private static final Duration LONGEST_WHILE_BUSY = Duration.ofSeconds(30);
    private static final Duration LONGEST_WHILE_WATCHED = Duration.ofSeconds(10);

    private final Reconciler reconciler;
    private final RequestQueue queue;
    private final RunProgress progress;
    private final FailedRequests failures;
    private final Clock clock;
    private final ApprovedRest approved;
    private final FollowUps followUps;
    private final AtWork atWork = new AtWork();

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
        this.approved = new ApprovedRest(reconciler, reports);
        this.followUps = new FollowUps(queue, progress, failures, approved, runIds);
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
     * @throws io.github.dbdsc.model.ExternalServiceException when the queue did not take the request back, or not what
     *     follows from its run: then it must be delivered again. Nothing else leaves this method, or whoever waits would
     *     wait for ever
     */
    public Result handle(SyncRequest received, Delivery delivery) {
        return atWork.counting(() -> handled(received.queuedAt(delivery.queuedAt()), delivery));
    }

    /** Waits until no request is being handled; returns false when the time was over before that. */
    public boolean awaitHandled(Duration patience) {
        return atWork.awaitNone(patience);
    }

    private Result handled(SyncRequest request, Delivery delivery) {
        Optional<RunLookup.Found> earlier = request.watched() ? progress.report(request) : Optional.empty();
        if (earlier.isPresent()) {
            return followUps.again(request, earlier.get());
        }
        Result result;
        try {
            result = attempted(request, delivery);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return failures.tryLater(request, e);
        }
        if (result instanceof Result.Done done) {
            followUps.after(request, done.report()); // its failure must not touch the report
        }
        return result;
    }

    /** The queue starts a machine for each message that waits: those that find the lock taken must not keep asking. */
    private static Duration whileBusy(SyncRequest request, Instant now) {
        Duration waited =
                request.queuedAt().map(queued -> Duration.between(queued, now)).orElse(Duration.ZERO);
        Duration longest = request.watched() ? LONGEST_WHILE_WATCHED : LONGEST_WHILE_BUSY;
        Duration delay = waited.compareTo(longest) < 0 ? waited : longest;
        return delay.compareTo(WHILE_BUSY) > 0 ? Duration.ofSeconds(delay.toSeconds()) : WHILE_BUSY;
    }

    private Result attempted(SyncRequest request, Delivery delivery) {
        Optional<Coverage.CoveringRun> covering = reconciler.coverage().of(request, clock.instant());
        if (covering.isPresent()) {
            progress.covered(request, delivery.isRepeated(), covering.get().runId());
            return new Result.Covered(covering.get().runId());
        }
        // looked for last where nobody waits: of a burst of events, most are covered
        Optional<RunLookup.Found> earlier = request.watched() ? Optional.empty() : progress.report(request);
        if (earlier.isPresent()) {
            return followUps.again(request, earlier.get());
        }
        RunWatch watch = progress.watch(request, delivery.isRepeated(), delivery.log());
        try {
            return new Result.Done(
                    reconciler.run(ApprovedRest.isOf(request) ? approved.bound(request) : request, watch));
        } catch (BusyException e) {
            if (delivery.isRepeated() && request.attempt() == 0) {
                progress.queued(request); // the worker that took it first may have recorded that it is at work
            }
            Duration delay = whileBusy(request, clock.instant());
            queue.send(request, delay);
            return new Result.Delayed(String.valueOf(e.getMessage()), delay);
        } catch (NoSuchJobException e) {
            String why = String.valueOf(e.getMessage());
            progress.noSuchJob(request, why);
            return new Result.NoSuchJob(why);
        }
    }
}
