package io.github.dbdsc.apply;

import java.time.Duration;

/** Says whether there is time left for calls of the workspace. */
@FunctionalInterface
public interface TimeLeft {

    /** Reports whether another call may be begun. */
    boolean isLeft();

    /** Reports whether there is time to wait this long before a call is repeated. */
    default boolean allows(Duration wait) {
        return true;
    }
}
