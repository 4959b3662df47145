package io.github.dbdsc.sync;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.ExternalServiceException;
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

/** Does what requests ask for: a run, unless one has done it already. Nothing that fails for a while is lost. */
public final class SyncWorker {

    /** So often a run is tried again before its request is given up: over half an hour, the waits included. */
    static final int MOST_FAILURES = 9;

    /** So often jobs that failed are tried again by themselves; after that it is up to the timer. */
    static final int MOST_REPEATS = 3;

    private static final Duration WHILE_BUSY = Duration.ofSeconds(5);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration BEFORE_REPEAT = Duration.ofSeconds(30);

    private final Reconciler reconciler;
    private final RequestQueue queue;
    private final RunProgress progress;
    private final Supplier<String> runIds;

    /**
     * Takes the ports.
     *
     * @param reports where it tells those who wait how far their runs have come
     * @param runIds names the runs that it asks for itself
     */
    public SyncWorker(
            Reconciler reconciler, RequestQueue queue, ReportStore reports, Supplier<String> runIds, Clock clock) {
        this.reconciler = reconciler;
        this.queue = queue;
        this.progress = new RunProgress(reports, clock);
        this.runIds = runIds;
    }

    /** What became of a request. */
    public sealed interface Result {

        /** A run was made for it. */
        record Done(Report report) implements Result {}

        /** That run had done it already. */
        record Covered(String runId) implements Result {}

        /** It waits in the queue again. */
        record Delayed(String why, Duration delay) implements Result {}

        /** It was given up. */
        record GivenUp(String why) implements Result {}

        /** It was about a job that is not there. */
        record NoSuchJob(String why) implements Result {}
    }

    /**
     * Handles a request that came from the queue.
     *
     * @param queuedAt when the queue took it, by the queue's clock
     * @throws io.github.dbdsc.model.StoreException when the queue did not take it back, or whoever waits could not be
     *     told how it ended: then it must be delivered again
     */
    public Result handle(SyncRequest received, Instant queuedAt) {
        SyncRequest request = received.queuedAt(queuedAt);
        if (progress.hasReport(request)) {
            return new Result.Covered(request.runId());
        }
        Optional<Coverage.CoveringRun> covering = reconciler.coverage().of(request);
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
            progress.waits(request, Optional.empty());
            return delayed(request, e.getMessage(), WHILE_BUSY);
        } catch (NoSuchJobException e) {
            String why = String.valueOf(e.getMessage());
            progress.noSuchJob(request, why);
            return new Result.NoSuchJob(why);
        } catch (ExternalServiceException e) {
            return failed(request.afterFailure(), e.getMessage());
        }
    }

    private Result failed(SyncRequest request, String why) {
        if (request.attempt() > MOST_FAILURES) {
            progress.failed(request, why);
            queue.giveUp(request, why);
            return new Result.GivenUp(why);
        }
        progress.waits(request, Optional.of(why));
        return delayed(request, why, doubled(FIRST_WAIT, request.attempt() - 1));
    }

    private Result delayed(SyncRequest request, String why, Duration delay) {
        queue.send(request, delay);
        return new Result.Delayed(why, delay);
    }

    /** Jobs that the workspace did not take: a moment later it may. */
    private void repeatFailed(SyncRequest request, Report report) {
        boolean unfinished = report.count(Outcome.Result.FAILED) > 0 || report.stoppedEarly();
        if (unfinished && request.canBeCovered() && request.attempt() < MOST_REPEATS) {
            SyncRequest again = SyncRequest.CHANGES
                    .as(runIds.get())
                    .because("jobs that failed in " + report.runId())
                    .attempt(request.attempt() + 1);
            queue.send(again, doubled(BEFORE_REPEAT, request.attempt()));
        }
    }

    private static Duration doubled(Duration first, int times) {
        Duration wait = first.multipliedBy(1L << Math.min(times, 20));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
