package io.github.dbdsc.function;

import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue;
import java.time.Duration;

/**
 * Makes waits shorter, so that a test of what happens in a minute takes some seconds. Clocks stay as they are, and so do
 * the limits on single calls.
 *
 * @param times so much shorter
 */
record Hurry(int times) {

    /** Shortens nothing. */
    static final Hurry NONE = new Hurry(1);

    /** A minute takes six seconds. */
    static final Hurry TENFOLD = new Hurry(10);

    /** Returns the shortened waits between calls of the workspace. */
    Pause pause() {
        return time -> Pause.SLEEPING.of(time.dividedBy(times));
    }

    /** Returns the shortened time for which a queue hides a message: whole seconds, and at least one unless it is none. */
    Duration hidden(Duration time) {
        return time.isZero() ? time : Duration.ofSeconds(Math.max(1, time.toSeconds() / times));
    }

    /** Returns the queue with shortened delays. */
    RequestQueue queue(RequestQueue queue) {
        return new RequestQueue() {
            @Override
            public void send(SyncRequest request, Duration delay) {
                queue.send(request, hidden(delay));
            }

            @Override
            public void giveUp(SyncRequest request, String reason) {
                queue.giveUp(request, reason);
            }

            @Override
            public Waiting waiting() {
                return queue.waiting();
            }
        };
    }
}
