package io.github.dbdsc.sync;

import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Outage;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has requests that failed tried again later, each time after a longer wait, and gives them up in the end. */
public final class FailedRequests {

    /** How many attempts may fail before a request is given up: they take over half an hour, including the waits. */
    static final int MOST_FAILURES = 9;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final RequestQueue queue;
    private final ReportStore reports;
    private final RunProgress progress;

    /** @param reports where the progress of runs is recorded */
    public FailedRequests(RequestQueue queue, ReportStore reports, Clock clock) {
        this.queue = queue;
        this.reports = reports;
        this.progress = new RunProgress(reports, clock);
    }

    /**
     * Returns the outage that is recorded; empty when the last try of any run succeeded.
     *
     * @throws StoreException when what is recorded can't be read
     */
    public Optional<Outage> outage() {
        return Outage.in(reports.list(null, Outage.RUNS));
    }

    /**
     * Sends a request back to the queue, or gives it up when it has failed often enough. Whoever waits for its run is told
     * why, and in the end that it failed.
     *
     * @param failure what ended the attempt
     * @throws StoreException when the queue did not take it: then it must be delivered again
     */
    public Result tryLater(SyncRequest failed, Throwable failure) {
        return failure instanceof ExternalServiceException
                ? tryLater(failed, String.valueOf(failure.getMessage()))
                : tryLater(failed, unforeseen(failure), failure);
    }

    /**
     * Does the same with a request whose attempt ended for a reason that is fit for users.
     *
     * @throws StoreException when the queue did not take it: then it must be delivered again
     */
    public Result tryLater(SyncRequest failed, String why) {
        return tryLater(failed, why, null);
    }

    private Result tryLater(SyncRequest failed, String why, @Nullable Throwable fault) {
        SyncRequest request = failed.afterFailure();
        if (request.attempt() > MOST_FAILURES && isRecordedAsFailed(request, why)) {
            queue.giveUp(request, why);
            return new Result.GivenUp(why, fault);
        }
        progress.failing(request, why);
        Duration delay = doubled(FIRST_WAIT, request.attempt() - 1);
        queue.send(request, delay);
        return new Result.Delayed(why, delay, fault);
    }

    /** Returns false when somebody waits who can't be told now: then the request is not over. */
    private boolean isRecordedAsFailed(SyncRequest request, String why) {
        try {
            progress.failed(request, why);
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    /** Never quotes the fault, whose text is not meant for users. */
    private static String unforeseen(Throwable fault) {
        return "the program itself failed (" + fault.getClass().getSimpleName()
                + "); look for the details in its log and report them";
    }

    static Duration doubled(Duration first, int times) {
        Duration wait = first.multipliedBy(1L << Math.min(times, 20));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
