package io.github.dbdsc.function;

import io.github.dbdsc.notice.Notifier;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.SyncWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the functions of one app share.
 *
 * @param reconciler makes passes
 * @param reports what passes did
 * @param board how jobs stand
 * @param queue where every trigger sends its request
 * @param worker does what requests ask for
 * @param notifier is told of every run that the worker made
 * @param runIds names passes
 * @param settle how long to wait after a file has landed: files come in bursts, and a pass that begins a moment later
 *     finds more of them, so that fewer passes are needed
 */
public record AppServices(
        Reconciler reconciler,
        ReportStore reports,
        JobStatusBoard board,
        RequestQueue queue,
        SyncWorker worker,
        Notifier notifier,
        Supplier<String> runIds,
        Duration settle) {

    private static final Duration SETTLE = Duration.ofSeconds(3);

    /** The parts that follow from those given. */
    public static AppServices of(Reconciler reconciler, ReportStore reports, JobStatusBoard board, RequestQueue queue) {
        Clock clock = Clock.systemUTC();
        RunIds runIds = new RunIds(clock);
        SyncWorker worker = new SyncWorker(reconciler, queue, reports, runIds, clock);
        return new AppServices(reconciler, reports, board, queue, worker, Notifier.NONE, runIds, SETTLE);
    }

    /** The same with another time to settle. */
    AppServices settlingFor(Duration time) {
        return new AppServices(reconciler, reports, board, queue, worker, notifier, runIds, time);
    }

    /** The same, whose runs somebody is told of. */
    AppServices notifying(Notifier somebody) {
        return new AppServices(reconciler, reports, board, queue, worker, somebody, runIds, settle);
    }
}
