package io.github.dbdsc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {

    @Test
    @Timeout(20)
    void as_many_elements_as_allowed_run_at_once_and_results_keep_their_order() {
        CountDownLatch all = new CountDownLatch(3);

        assertThat(new Workers(3).each(List.of(1, 2, 3), number -> {
                    all.countDown();
                    await(all);
                    return number * 10;
                }))
                .containsExactly(10, 20, 30);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_single_element_runs_on_the_callers_thread() {
        Thread caller = Thread.currentThread();

        assertThat(new Workers(1).each(List.of(1, 2), number -> Thread.currentThread()))
                .containsOnly(caller);
        assertThat(new Workers(4).each(List.of(1), number -> Thread.currentThread()))
                .containsOnly(caller);
    }

    @Test
    void threads_do_not_keep_the_process_alive() {
        assertThat(new Workers(2)
                        .each(List.of(1, 2), number -> Thread.currentThread().isDaemon()))
                .containsOnly(true);
    }

    @Test
    void the_first_failure_is_thrown_as_it_was() {
        IllegalStateException failure = new IllegalStateException("broken");

        assertThatThrownBy(() -> new Workers(2).each(List.of(1, 2), number -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    @Timeout(20)
    void an_interrupt_ends_the_wait_and_stays_set() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Workers(2).each(List.of(1, 2), number -> {
                    await(never);
                    return number;
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
