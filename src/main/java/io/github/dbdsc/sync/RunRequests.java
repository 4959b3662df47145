package io.github.dbdsc.sync;

import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Asks for runs on behalf of events, which nobody repeats for long: the Functions host hands out an event of a blob five
 * times within a second and a half. So this tries for twenty seconds, and needs the queue alone: neither vault nor workspace
 * has to answer.
 *
 * @param runIds gives each run its id
 * @param settle how long a run waits after a file has landed: files come in bursts, and a run that begins a moment later
 *     finds more of them, so that fewer runs are needed
 */
public record RunRequests(RequestQueue queue, Supplier<String> runIds, Duration settle, Clock clock, Pause pause) {

    /** How long a run waits after a file has landed. */
    public static final Duration SETTLE = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * Asks for a run over what has changed, a moment later.
     *
     * @param why what happened
     * @return the run's id
     * @throws StoreException naming what is lost, when the queue takes nothing for twenty seconds
     */
    public String overChanges(String why) {
        return send(SyncRequest.CHANGES.because(why), settle);
    }

    /**
     * Asks for a run over everything.
     *
     * @return the run's id
     * @throws StoreException naming what is lost, when the queue takes nothing for twenty seconds
     */
    public String overEverything(String why) {
        return send(SyncRequest.SYNC.because(why), Duration.ZERO);
    }

    private String send(SyncRequest asked, Duration delay) {
        SyncRequest request = asked.as(runIds.get());
        Instant end = clock.instant().plus(PATIENCE);
        Duration wait = FIRST_PAUSE;
        while (true) {
            try {
                queue.send(request, delay);
                return request.runId();
            } catch (StoreException e) {
                if (Thread.currentThread().isInterrupted()
                        || clock.instant().plus(wait).isAfter(end)) {
                    // without a cause: the Functions host would show that instead
                    throw new StoreException("no run could be asked for: " + request.why()
                            + ". The next look for changes, or the next pass"
                            + " over everything, makes up for it. " + e.getMessage());
                }
                pause.of(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }
}
