package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every lock must do. */
public abstract class RunLockContract {

    private static final int CONTENDERS = 8;

    /** Returns a new instance of the lock under test, for the same target each time. */
    protected abstract RunLock lock();

    /** Takes the lease away from its holder and lets the holder notice. */
    protected abstract void takeAway(RunLock.Lease lease) throws Exception;

    @Test
    void a_free_lock_is_held_by_whoever_takes_it() {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            assertThat(lease.held()).isTrue();
        }
    }

    @Test
    void a_lock_that_is_held_is_refused_to_others() {
        RunLock first = lock();
        try (RunLock.Lease lease = first.tryAcquire().orElseThrow()) {
            assertThat(lock().tryAcquire()).isEmpty();
            assertThat(first.tryAcquire()).isEmpty();
            assertThat(lease.held()).isTrue();
        }
    }

    @Test
    void a_released_lock_is_free() {
        RunLock.Lease first = lock().tryAcquire().orElseThrow();
        first.close();

        assertThat(first.held()).isFalse();
        try (RunLock.Lease second = lock().tryAcquire().orElseThrow()) {
            assertThat(second.held()).isTrue();
        }
    }

    @Test
    void releasing_twice_does_not_take_it_from_the_next_holder() {
        RunLock.Lease first = lock().tryAcquire().orElseThrow();
        first.close();

        try (RunLock.Lease second = lock().tryAcquire().orElseThrow()) {
            first.close();

            assertThat(second.held()).isTrue();
            assertThat(lock().tryAcquire()).isEmpty();
        }
    }

    @Test
    void a_lease_that_was_taken_away_is_not_held_any_more() throws Exception {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            takeAway(lease);

            assertThat(lease.held()).isFalse();
            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void of_many_who_ask_at_once_exactly_one_gets_it() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CONTENDERS);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Optional<RunLock.Lease>>> attempts = new ArrayList<>();
            for (int i = 0; i < CONTENDERS; i++) {
                attempts.add(pool.submit(() -> {
                    start.await();
                    return lock().tryAcquire();
                }));
            }
            start.countDown();

            List<RunLock.Lease> leases = new ArrayList<>();
            for (Future<Optional<RunLock.Lease>> attempt : attempts) {
                attempt.get().ifPresent(leases::add);
            }

            assertThat(leases).hasSize(1);
            assertThat(leases.get(0).held()).isTrue();
            leases.get(0).close();
        } finally {
            pool.shutdownNow();
        }
    }
}
