package io.github.dbdsc.function;

import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.PendingRun;
import io.github.dbdsc.sync.RunLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A sync that a caller asked for and waits for: it goes through the queue like that of every other trigger, so that it
 * survives this process, and takes its turn.
 *
 * @param runId names the run, known before it begins
 */
record Submission(AppServices app, String runId, Clock clock, Pause pause) {

    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /**
     * Asks for it.
     *
     * @param why what the caller did, for the report
     * @throws StoreException when it could not be noted down or the queue did not take it; then there will be no run
     */
    static Submission of(SyncRequest request, String why, AppServices app, Clock clock, Pause pause) {
        String runId = app.runIds().get();
        Instant now = clock.instant();
        PendingRun.queued(runId, now, why).writeTo(app.reports());
        try {
            app.queue().send(request.as(runId).because(why).watchedBySomebody(), Duration.ZERO);
        } catch (StoreException e) {
            PendingRun.failed(runId, now, why, e.getMessage()).writeTo(app.reports());
            throw e;
        }
        return new Submission(app, runId, clock, pause);
    }

    /**
     * What has become of it: looks until it has ended, or the time is over.
     *
     * @throws StoreException when that can't be read
     */
    RunLookup.Found within(Duration wait) {
        Instant end = clock.instant().plus(wait);
        Duration next = FIRST_LOOK;
        RunLookup.Found found = look();
        while (found.pending()
                && clock.instant().plus(next).isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            pause.of(next);
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
            found = look();
        }
        return found;
    }

    private RunLookup.Found look() {
        return RunLookup.find(app.reports(), runId)
                .orElseThrow(() -> new StoreException("What is known of run " + runId
                        + " is gone from the state container. Ask GET /api/jobs how the jobs stand."));
    }
}
