package io.github.dbdsc.sync;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Counts the requests that are being handled, so that the end of the process can wait for them. */
final class AtWork {

    private final ReentrantLock guard = new ReentrantLock();
    private final Condition ended = guard.newCondition();
    private int requests;

    /** Counts a request until it is handled, whatever comes of it. */
    <T> T counting(Supplier<T> handling) {
        count(1);
        try {
            return handling.get();
        } finally {
            count(-1);
        }
    }

    private void count(int change) {
        guard.lock();
        try {
            requests += change;
            ended.signalAll();
        } finally {
            guard.unlock();
        }
    }

    /** Waits until no request is being handled; returns false when the time was over before that. */
    boolean awaitNone(Duration patience) {
        guard.lock();
        try {
            long left = patience.toNanos();
            while (requests > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
            return requests == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            guard.unlock();
        }
    }
}
