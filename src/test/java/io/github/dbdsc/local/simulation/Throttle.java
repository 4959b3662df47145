package io.github.dbdsc.local.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Applies {@link RateLimits} to the calls as they come. */
final class Throttle {

    private final RateLimits limits;
    private final InstantSource clock;
    private final Map<Operation, List<TokenBucket>> buckets = new EnumMap<>(Operation.class);
    private int refusals;
    private Instant blockedUntil = Instant.MIN;

    Throttle(RateLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        List<TokenBucket> overall = limits.overall() == null ? List.of() : List.of(bucket(limits.overall()));
        for (Operation operation : Operation.values()) {
            List<TokenBucket> all = new ArrayList<>(overall);
            limits.perOperation().getOrDefault(operation, List.of()).forEach(limit -> all.add(bucket(limit)));
            buckets.put(operation, List.copyOf(all));
        }
    }

    /** @throws ApiError 429 with the time to wait when the call comes too early */
    synchronized void admit(Operation operation) {
        Instant now = clock.instant();
        Duration wait = wait(operation, now);
        if (wait.isZero()) {
            bucketsFor(operation).forEach(TokenBucket::take);
            refusals = 0;
            return;
        }
        refusals++;
        if (limits.patience() > 0 && refusals >= limits.patience()) {
            refusals = 0;
            blockedUntil = now.plus(limits.block());
            wait = limits.block();
        }
        throw ApiError.tooManyRequests(wait);
    }

    private Duration wait(Operation operation, Instant now) {
        if (now.isBefore(blockedUntil)) {
            return Duration.between(now, blockedUntil);
        }
        return bucketsFor(operation).stream()
                .map(bucket -> bucket.wait(now))
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private List<TokenBucket> bucketsFor(Operation operation) {
        return buckets.getOrDefault(operation, List.of());
    }

    private TokenBucket bucket(RateLimit limit) {
        return new TokenBucket(limit, clock.instant());
    }

    /** A {@link RateLimit} in force: a full bucket at the start, refilled at the rate, one token a call. */
    private static final class TokenBucket {

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
}
