package io.github.dbdsc.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The time that all services share, and a process's clock that may be wrong. Advances only when told to. */
final class WorldTime {

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private Duration error = Duration.ZERO;

    synchronized Instant now() {
        return now;
    }

    private synchronized Instant seenByProcess() {
        return now.plus(error);
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** Sets by how much the process's clock is wrong from now on. */
    synchronized void clockIsWrongBy(Duration newError) {
        error = newError;
    }

    Clock ofServices() {
        InstantSource source = this::now;
        return source.withZone(ZoneOffset.UTC);
    }

    Clock ofProcess() {
        InstantSource source = this::seenByProcess;
        return source.withZone(ZoneOffset.UTC);
    }
}
