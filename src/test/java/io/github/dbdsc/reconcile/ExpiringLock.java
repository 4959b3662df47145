package io.github.dbdsc.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A lock in memory whose lease expires when nobody releases it. */
final class ExpiringLock implements RunLock {

    /** The longest lease that a blob can have. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private final Clock clock;
    private Instant heldUntil = Instant.MIN;

    ExpiringLock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Lease> tryAcquire() {
        Instant now = clock.instant();
        if (now.isBefore(heldUntil)) {
            return Optional.empty();
        }
        Instant end = now.plus(LEASE);
        heldUntil = end;
        return Optional.of(new Lease() {
            @Override
            public boolean held() {
                return heldUntil.equals(end) && clock.instant().isBefore(end);
            }

            @Override
            public void close() {
                if (heldUntil.equals(end)) {
                    heldUntil = Instant.MIN;
                }
            }
        });
    }
}
