package io.github.dbdsc.local.simulation;

import java.time.Duration;
import java.time.Instant;

/** A {@link RateLimit} in force: a full bucket at the start, refilled at the rate, one token a call. */
final class TokenBucket {

    private final double capacity;
    private final double nanosPerToken;
    private double tokens;
    private Instant refilled;

    TokenBucket(RateLimit limit, Instant now) {
        this.capacity = limit.calls();
        this.nanosPerToken = (double) limit.per().toNanos() / limit.calls();
        this.tokens = capacity;
        this.refilled = now;
    }

    /** Takes a token. Zero when there was one, else the time until there is; never negative. */
    Duration take(Instant now) {
        if (now.isAfter(refilled)) {
            tokens = Math.min(capacity, tokens + Duration.between(refilled, now).toNanos() / nanosPerToken);
            refilled = now;
        }
        if (tokens >= 1) {
            tokens--;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - tokens) * nanosPerToken));
    }
}
