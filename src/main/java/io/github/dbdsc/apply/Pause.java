package io.github.dbdsc.apply;

import java.time.Duration;

/** Waits; a port, so that tests don't have to wait. */
@FunctionalInterface
public interface Pause {

    /** Waits for this long. An interrupt ends the wait early and stays set on the thread. */
    void of(Duration duration);

    /** Puts the thread to sleep. */
    Pause SLEEPING = duration -> {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };
}
