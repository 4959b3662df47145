package io.github.dbdsc.databricks;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before a call is repeated: as long as the workspace asks for in Retry-After, else twice as long each
 * time.
 *
 * @param busyBudget the longest total wait for one call while the workspace says that it is busy (429 and 503)
 * @param faultBudget the same while the workspace is out of order or can't be reached
 * @param first the first wait, where the workspace asks for none
 * @param longest the longest single wait
 */
public record RetryPolicy(Duration busyBudget, Duration faultBudget, Duration first, Duration longest) {

    public static final RetryPolicy DEFAULT = new RetryPolicy(
            Duration.ofMinutes(2), Duration.ofSeconds(15), Duration.ofMillis(500), Duration.ofSeconds(20));

    /**
     * Returns the wait before the next attempt.
     *
     * @param attempt how many times the call was made, from 1
     * @param failure why the call has to be repeated
     * @param jitter between 0 and 1: spreads callers that failed together over half of the wait
     * @param waited how long this call has waited already
     * @return empty when the budget would be exceeded
     */
    Optional<Duration> next(int attempt, FailedAttempt failure, double jitter, Duration waited) {
        Duration budget = failure.isBusy() ? busyBudget : faultBudget;
        // a workspace that asks for no wait at all would be called endlessly
        Duration wait = failure.retryAfter().filter(asked -> !asked.isZero()).orElseGet(() -> backoff(attempt, jitter));
        return wait.compareTo(budget.minus(waited)) > 0 ? Optional.empty() : Optional.of(wait);
    }

    private Duration backoff(int attempt, double jitter) {
        long doubled = first.toMillis() << Math.min(attempt - 1, 16);
        long capped = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(capped * (0.5 + 0.5 * jitter)));
    }
}
