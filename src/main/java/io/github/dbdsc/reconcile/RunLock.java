package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.StoreException;
import java.time.Instant;
import java.util.Optional;

/** Lets one run at a time work on a target. Correctness never rests on it alone. */
public interface RunLock {

    /**
     * Takes the lock without waiting.
     *
     * @return the lease to close when done, or empty while somebody else holds it
     * @throws StoreException when it can't be told
     */
    Optional<Lease> tryAcquire();

    /** The lock while it is held; renewed in the background until closed. */
    interface Lease extends AutoCloseable {

        /** Whether the lease is still ours. Ask before every write; false is final. */
        boolean held();

        /** When it was taken, by the clock of the store that keeps the lock; empty where that is not known. */
        default Optional<Instant> since() {
            return Optional.empty();
        }

        /** Gives the lock back; a lease that was lost or can't be given back is left to expire. */
        @Override
        void close();
    }
}
