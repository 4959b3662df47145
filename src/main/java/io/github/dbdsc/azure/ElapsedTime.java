package io.github.dbdsc.azure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Measures how much time has passed by whichever of two clocks says more: the wall clock may be set back, and the other
 * may stand still while the machine sleeps.
 *
 * @param nanos counts nanoseconds from an arbitrary moment, and never backwards
 */
record ElapsedTime(InstantSource wall, LongSupplier nanos) {

    /** A moment by both clocks. */
    record Moment(Instant wall, long nanos) {}

    static ElapsedTime by(InstantSource wall) {
        return new ElapsedTime(wall, System::nanoTime);
    }

    Moment now() {
        return new Moment(wall.instant(), nanos.getAsLong());
    }

    Duration since(Moment start) {
        Duration byWall = Duration.between(start.wall, wall.instant());
        Duration byNanos = Duration.ofNanos(nanos.getAsLong() - start.nanos);
        return byWall.compareTo(byNanos) > 0 ? byWall : byNanos;
    }
}
