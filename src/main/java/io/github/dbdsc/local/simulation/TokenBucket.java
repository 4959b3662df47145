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

    /** The time until there is a token, zero when there is one now. */
    Duration wait(Instant now) {
        if (now.isAfter(refilled)) {
            double fresh = Duration.between(refilled, now).toNanos() / nanosPerToken;
            tokens = Math.min(capacity, tokens + fresh);
            refilled = now;
        }
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) * nanosPerToken));
    }

    /** Takes a token; there must be one. */
    void take() {
        tokens--;
    }
}
