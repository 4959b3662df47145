package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.Context;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.RunLockContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BlobRunLockIT extends RunLockContract {

    private final AzuriteContainer container = new AzuriteContainer();
    private final SteppedClock clock = new SteppedClock();

    @Override
    protected RunLock lock() {
        return new BlobRunLock(container.client(), "lock", clock);
    }

    @Override
    protected void takeAway(RunLock.Lease lease) {
        breakLease();
        renew(lease);
    }

    @Test
    void asking_for_the_lock_creates_container_and_blob_and_nothing_before_does() {
        RunLock lock = lock();
        assertThat(container.client().exists()).isFalse();

        lock.tryAcquire().orElseThrow().close();

        assertThat(container.content("lock")).isEmpty();
    }

    @Test
    void once_the_blob_is_there_one_request_takes_the_lock() {
        lock().tryAcquire().orElseThrow().close();
        ObservedCalls calls = new ObservedCalls(request -> {});
        RunLock lock = new BlobRunLock(container.client(calls), "lock", clock);

        RunLock.Lease lease = lock.tryAcquire().orElseThrow();

        assertThat(calls.all()).isEqualTo(1);
        lease.close();
    }

    @Test
    void a_lease_that_is_not_renewed_is_held_for_a_minute() {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            clock.advance(Duration.ofMillis(59_999));
            assertThat(lease.held()).isTrue();

            clock.advance(Duration.ofMillis(1));
            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void a_clock_that_is_set_back_makes_no_lease_longer() {
        AtomicLong nanos = new AtomicLong();
        RunLock lock =
                new BlobRunLock(container.client(), "lock", new ElapsedTime(clock, nanos::get), Duration.ofSeconds(20));

        try (RunLock.Lease lease = lock.tryAcquire().orElseThrow()) {
            clock.advance(Duration.ofHours(-1));
            nanos.addAndGet(Duration.ofSeconds(59).toNanos());
            assertThat(lease.held()).isTrue();

            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void a_renewal_gives_another_minute() {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            clock.advance(Duration.ofSeconds(20));
            renew(lease);

            clock.advance(Duration.ofSeconds(59));
            assertThat(lease.held()).isTrue();
            clock.advance(Duration.ofSeconds(1));
            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void a_lease_of_a_run_that_is_stuck_is_not_renewed_for_ever() {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            Duration step = Duration.ofSeconds(30);
            for (Duration held = step; held.compareTo(RunLock.LONGEST) <= 0; held = held.plus(step)) {
                assertThat(lease.held()).isTrue();
                clock.advance(step);
                renew(lease);
            }

            clock.advance(step);

            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void a_lease_that_ran_out_stays_lost_even_if_the_service_would_renew_it() {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            clock.advance(Duration.ofSeconds(60));
            renew(lease);

            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void a_renewal_that_does_not_reach_the_service_leaves_the_time_there_is() {
        lock().tryAcquire().orElseThrow().close();
        ObservedCalls broken = new ObservedCalls(request -> failIf(ObservedCalls.isRenewal(request)));
        RunLock lock = new BlobRunLock(container.client(broken), "lock", clock);
        try (RunLock.Lease lease = lock.tryAcquire().orElseThrow()) {
            clock.advance(Duration.ofSeconds(20));
            renew(lease);
            assertThat(lease.held()).isTrue();

            clock.advance(Duration.ofSeconds(40));
            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void a_lease_whose_blob_was_deleted_is_lost() {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            breakLease();
            container.client().getBlobClient("lock").delete();
            renew(lease);

            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void a_lost_lease_does_not_take_the_lock_from_the_next_holder() {
        RunLock.Lease first = lock().tryAcquire().orElseThrow();
        breakLease();
        try (RunLock.Lease second = lock().tryAcquire().orElseThrow()) {
            renew(first);
            first.close();
            renew(second);

            assertThat(first.held()).isFalse();
            assertThat(second.held()).isTrue();
            assertThat(lock().tryAcquire()).isEmpty();
        }
    }

    @Test
    void a_lease_is_renewed_in_the_background() throws Exception {
        CountDownLatch renewals = new CountDownLatch(2);
        ObservedCalls calls = new ObservedCalls(request -> {
            if (ObservedCalls.isRenewal(request)) {
                renewals.countDown();
            }
        });
        RunLock lock = new BlobRunLock(container.client(calls), "lock", clock, Duration.ofMillis(5));

        try (RunLock.Lease lease = lock.tryAcquire().orElseThrow()) {
            assertThat(renewals.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(lease.held()).isTrue();
        }
    }

    @Test
    void a_service_that_refuses_is_an_error_and_not_a_lock_that_is_held() {
        lock().tryAcquire().orElseThrow().close();
        RunLock refused = new BlobRunLock(
                container.clientWith(new BlobContainerSasPermission().setReadPermission(true)), "lock", clock);

        assertThatThrownBy(refused::tryAcquire)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Can't lease blob 'lock'")
                .hasMessageContaining("HTTP 403");
    }

    @Test
    void releasing_a_lease_never_fails() {
        RunLock.Lease lease = lock().tryAcquire().orElseThrow();
        container.client().delete();

        lease.close();

        assertThat(lease.held()).isFalse();
    }

    private void breakLease() {
        new BlobLeaseClientBuilder()
                .blobClient(container.client().getBlobClient("lock"))
                .buildClient()
                .breakLeaseWithResponse(0, null, null, Context.NONE);
    }

    private static void renew(RunLock.Lease lease) {
        ((BlobLease) lease).renew();
    }

    private static void failIf(boolean condition) {
        if (condition) {
            throw new UncheckedIOException(new IOException("no route to host"));
        }
    }
}
