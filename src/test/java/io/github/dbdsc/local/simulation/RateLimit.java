package io.github.dbdsc.local.simulation;

import java.time.Duration;

/** A number of calls in a period; after a quiet period all of them may come at once. */
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
