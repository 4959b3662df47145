package io.github.dbdsc.databricks;

import io.github.dbdsc.apply.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Limits calls to a rate, evenly spread over all threads. A client that waits for 429 answers and keeps calling can be
 * blocked for minutes. Calls that were delayed for a moment catch up; turns missed over a longer time are lost.
 */
final class Pacer {

    /** Jobs API 2.2: jobs/create is limited to 20 a second; a hundredth less leaves room for clocks that differ. */
    static final double CREATES_PER_SECOND = 19.8;

    /** Permissions API 2.0: reading is limited to 100 a second. */
    static final double PERMISSION_READS_PER_SECOND = 95;

    /** Permissions API 2.0: replacing is limited to 30 a second. */
    static final double PERMISSION_WRITES_PER_SECOND = 28;

    /** How many missed turns calls may catch up on: so few that no second gets noticeably more calls than another. */
    private static final int TURNS_TO_CATCH_UP_ON = 2;

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
        boolean onTime = next.isAfter(now.minus(interval.multipliedBy(TURNS_TO_CATCH_UP_ON)));
        Instant turn = onTime ? next : now;
        next = turn.plus(interval);
        return turn.isAfter(now) ? Duration.between(now, turn) : Duration.ZERO;
    }
}
