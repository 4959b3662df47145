package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.StoreException;
import java.time.Instant;
import java.util.Optional;

/** Lets one run at a time work on a target. Correctness never rests on it alone. */
public interface RunLock {

    /**
     * Takes the lock without waiting.
     *
     * @return the lease, to be closed when done; empty while somebody else holds it
     * @throws StoreException when the store can't be reached
     */
    Optional<Lease> tryAcquire();

    /** A lock that is held. Renewed in the background until closed. */
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
