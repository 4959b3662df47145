package io.github.dbdsc.local.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the service answers 429.
 *
 * @param perOperation the limits that hold for one operation; all of them must allow a call
 * @param overall the limit for all calls together, null for none
 * @param patience how many refusals in a row block the client; 0 never blocks it
 * @param block how long every call of a blocked client is refused
 */
public record RateLimits(
        Map<Operation, List<RateLimit>> perOperation,
        @Nullable RateLimit overall,
        int patience,
        Duration block) {

    public RateLimits {
        Map<Operation, List<RateLimit>> copy = new EnumMap<>(Operation.class);
        perOperation.forEach((operation, limits) -> copy.put(operation, List.copyOf(limits)));
        perOperation = Map.copyOf(copy);
    }

    /** Every call is let through. */
    public static RateLimits none() {
        return new RateLimits(Map.of(), null, 0, Duration.ZERO);
    }

    /**
     * The rates that are documented: jobs/create 20 a second and 10,000 an hour, permissions GET 100 a second and PUT 30
     * a second. None is published for the other calls.
     */
    public static RateLimits published() {
        return none().with(Operation.CREATE, RateLimit.perSecond(20))
                .with(Operation.CREATE, new RateLimit(10_000, Duration.ofHours(1)))
                .with(Operation.GET_PERMISSIONS, RateLimit.perSecond(100))
                .with(Operation.SET_PERMISSIONS, RateLimit.perSecond(30));
    }

    /** The same with one more limit for this operation. */
    public RateLimits with(Operation operation, RateLimit limit) {
        Map<Operation, List<RateLimit>> more = new EnumMap<>(Operation.class);
        more.putAll(perOperation);
        List<RateLimit> limits = new ArrayList<>(more.getOrDefault(operation, List.of()));
        limits.add(limit);
        more.put(operation, limits);
        return new RateLimits(more, overall, patience, block);
    }

    public RateLimits withOverall(RateLimit limit) {
        return new RateLimits(perOperation, limit, patience, block);
    }

    /** A client that keeps hammering after 429 can be blocked for minutes. */
    public RateLimits withBlock(int afterRefusals, Duration forHowLong) {
        return new RateLimits(perOperation, overall, afterRefusals, forHowLong);
    }
}
