package io.github.dbdsc.fakes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads or processes do. */
public final class Eventually {

    /** Longer than anything takes on a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Eventually() {}

    /**
     * Waits until a condition is true.
     *
     * @throws AssertionError when it does not come true
     */
    public static void holds(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toMinutes() + " minutes: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
