package io.github.dbdsc.local.simulation;

import java.time.Duration;

/** So many calls in so much time; that many may also come at once after a quiet spell. */
public record RateLimit(int calls, Duration per) {

    public RateLimit {
        if (calls < 1 || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException("A rate limit needs at least one call in some time");
        }
    }

    public static RateLimit perSecond(int calls) {
        return new RateLimit(calls, Duration.ofSeconds(1));
    }
}
