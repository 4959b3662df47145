package io.github.dbdsc.function;

import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.notice.Notifier;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RunRequests;
import io.github.dbdsc.sync.SyncWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the functions of one app share.
 *
 * @param reconciler makes runs
 * @param reports what runs did
 * @param board how jobs stand
 * @param queue takes the requests of every trigger
 * @param worker does what requests ask for
 * @param notifier sends notices of the runs that the worker made
 * @param runIds gives each run its id
 * @param view how the target sees the definitions
 * @param settle how long a run waits after a file has landed, see {@link RunRequests}
 */
public record AppServices(
        Reconciler reconciler,
        ReportStore reports,
        JobStatusBoard board,
        RequestQueue queue,
        SyncWorker worker,
        Notifier notifier,
        Supplier<String> runIds,
        TargetView view,
        Duration settle) {

    /** Returns these services and those that follow from them, without notices. */
    public static AppServices of(Reconciler reconciler, ReportStore reports, JobStatusBoard board, RequestQueue queue) {
        Clock clock = Clock.systemUTC();
        RunIds runIds = new RunIds(clock);
        SyncWorker worker = new SyncWorker(reconciler, queue, reports, runIds, clock);
        return new AppServices(
                reconciler, reports, board, queue, worker, Notifier.NONE, runIds, TargetView.WHOLE, RunRequests.SETTLE);
    }

    /** Returns what becomes of requests that fail. */
    public FailedRequests failures() {
        return new FailedRequests(queue, reports, Clock.systemUTC());
    }

    /** Returns what asks for runs. */
    public RunRequests requests() {
        return new RunRequests(queue, runIds, settle, Clock.systemUTC(), Pause.SLEEPING);
    }

    /** Returns the same, which wait this long after a file has landed. */
    AppServices settlingFor(Duration time) {
        return new AppServices(reconciler, reports, board, queue, worker, notifier, runIds, view, time);
    }

    /** Returns the same for a target that sees the definitions like this. */
    AppServices seeing(TargetView other) {
        return new AppServices(reconciler, reports, board, queue, worker, notifier, runIds, other, settle);
    }

    /** Reports whether the target is for trying things out. */
    boolean isForDevelopment() {
        return view.development().isPresent();
    }

    /** Returns the target's name; {@code ""} where it has none. */
    String target() {
        return view.name();
    }

    /** Forgets what is kept in memory to save work: the next run reads everything again. */
    void forget() {
        reconciler.forget();
        board.forget();
    }

    /** Returns the same, with notices of their runs. */
    AppServices withNotifier(Notifier other) {
        return new AppServices(reconciler, reports, board, queue, worker, other, runIds, view, settle);
    }
}
