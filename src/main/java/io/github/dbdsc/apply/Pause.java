package io.github.dbdsc.apply;

import java.time.Duration;

/** Waits; a port, so that tests don't have to. */
@FunctionalInterface
public interface Pause {

    /** Waits for as long as that. An interrupt ends the wait early and stays set on the thread. */
    void of(Duration duration);

    /** Really waits. */
    Pause SLEEPING = duration -> {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };
}
