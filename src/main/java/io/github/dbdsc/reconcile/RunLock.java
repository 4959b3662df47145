package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets one run at a time work on a target. Correctness never rests on it alone. */
public interface RunLock {

    /**
     * The longest that anybody holds the lock: a run ends before, so whoever holds it for longer is stuck, and its lease
     * is not renewed any more.
     */
    Duration LONGEST = Duration.ofMinutes(29);

    /**
     * Takes the lock without waiting.
     *
     * @return the lease, to be closed when done; empty while somebody else holds it
     * @throws StoreException when the store can't be reached
     */
    Optional<Lease> tryAcquire();

    /** A lock that is held. Renewed in the background until closed, but no longer than {@link #LONGEST}. */
    interface Lease extends AutoCloseable {

        /** Reports whether the lease is still ours. Ask before every write; false is final. */
        boolean held();

        /** Returns when the lock was taken, by the clock of the store that keeps it; empty where that is not known. */
        default Optional<Instant> since() {
            return Optional.empty();
        }

        /** Releases the lock. A lease that was lost or can't be released is left to expire. */
        @Override
        void close();
    }
}
