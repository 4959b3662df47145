package io.github.dbdsc.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock whose leases end when the process is told to shut down, so that a run stops before its next write and still
 * has time to report.
 */
public final class StoppableLock implements RunLock {

    private final RunLock lock;
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition ended = guard.newCondition();
    private volatile boolean stopping;
    private int working;

    public StoppableLock(RunLock lock) {
        this.lock = lock;
    }

    /**
     * Wraps a lock and stops it when the process shuts down. The shutdown waits at most this long for runs to report.
     */
    public static StoppableLock untilProcessEnds(RunLock lock, Duration patience) {
        StoppableLock stoppable = new StoppableLock(lock);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stoppable.stop(patience), "stop-passes"));
        return stoppable;
    }

    /** Takes the lock; returns empty once this lock has been stopped. */
    @Override
    public Optional<Lease> tryAcquire() {
        Optional<Lease> lease = stopping ? Optional.empty() : lock.tryAcquire();
        return lease.map(StoppableLease::new);
    }

    /**
     * Ends every lease and waits until the runs that hold them have reported.
     *
     * @return whether all of them did so in time
     */
    boolean stop(Duration patience) {
        stopping = true;
        guard.lock();
        try {
            long left = patience.toNanos();
            while (working > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
            return working == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            guard.unlock();
        }
    }

    private void count(int change) {
        guard.lock();
        try {
            working += change;
            ended.signalAll();
        } finally {
            guard.unlock();
        }
    }

    private final class StoppableLease implements Lease {

        private final Lease lease;

        private StoppableLease(Lease lease) {
            this.lease = lease;
            count(1);
        }

        @Override
        public boolean held() {
            return !stopping && lease.held();
        }

        @Override
        public Optional<Instant> since() {
            return lease.since();
        }

        @Override
        public void close() {
            try {
                lease.close();
            } finally {
                count(-1);
            }
        }
    }
}
