package io.github.dbdsc.databricks;

import io.github.dbdsc.apply.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps calls from coming faster than a rate, evenly spread over all threads. A client that waits to be told 429, and
 * goes on asking, can be blocked for minutes. Calls that were held up for a moment make up for it; what was missed in a
 * longer time is not saved up.
 */
final class Pacer {

    /** Jobs API 2.2: jobs/create is limited to 20 a second; a hundredth less leaves room for clocks that differ. */
    static final double CREATES_PER_SECOND = 19.8;

    /** Permissions API 2.0: reading is limited to 100 a second. */
    static final double PERMISSION_READS_PER_SECOND = 95;

    /** Permissions API 2.0: replacing is limited to 30 a second. */
    static final double PERMISSION_WRITES_PER_SECOND = 28;

    /** So many turns may be made up for: few enough that no second gets noticeably more calls than another. */
    private static final int TURNS_MADE_UP_FOR = 2;

    private final Duration interval;
    private final InstantSource clock;
    private final Pause pause;
    private Instant next = Instant.MIN;

    Pacer(double perSecond, InstantSource clock, Pause pause) {
        this.interval = Duration.ofNanos(Math.round(1e9 / perSecond));
        this.clock = clock;
        this.pause = pause;
    }

    /** Waits for the caller's turn. */
    void await() {
        Duration wait = reserve();
        if (!wait.isZero()) {
            pause.of(wait);
        }
    }

    private synchronized Duration reserve() {
        Instant now = clock.instant();
        boolean onTime = next.isAfter(now.minus(interval.multipliedBy(TURNS_MADE_UP_FOR)));
        Instant turn = onTime ? next : now;
        next = turn.plus(interval);
        return turn.isAfter(now) ? Duration.between(now, turn) : Duration.ZERO;
    }
}
