package io.github.dbdsc.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Test
    void simultaneous_calls_are_spread_evenly() {
        Pacer pacer = new Pacer(10, () -> now, pauses::add);

        for (int i = 0; i < 4; i++) {
            pacer.await();
        }

        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300));
    }

    @Test
    void calls_that_come_slowly_do_not_wait() {
        Pacer pacer = new Pacer(10, () -> now, pauses::add);

        for (int i = 0; i < 4; i++) {
            pacer.await();
            now = now.plusMillis(150);
        }

        assertThat(pauses).isEmpty();
    }

    @Test
    void a_call_that_was_delayed_for_a_moment_does_not_delay_the_next_ones() {
        Pacer pacer = new Pacer(10, () -> now, pauses::add);
        pacer.await();
        now = now.plusMillis(250);

        pacer.await();
        pacer.await();
        pacer.await();

        assertThat(pauses).as("turns at 100, 200 and 300 ms").containsExactly(Duration.ofMillis(50));
    }

    @Test
    void no_second_has_more_than_two_calls_that_catch_up() {
        Pacer pacer = new Pacer(10, () -> now, pause -> now = now.plus(pause));
        List<Instant> calls = new ArrayList<>();
        for (int call = 0; call < 200; call++) {
            pacer.await();
            calls.add(now);
            now = now.plusMillis(call % 7 == 0 ? 290 : 0);
        }

        for (int call = 12; call < calls.size(); call++) {
            assertThat(Duration.between(calls.get(call - 12), calls.get(call)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void turns_missed_over_a_longer_time_are_lost() {
        Pacer pacer = new Pacer(10, () -> now, pauses::add);
        pacer.await();
        now = now.plusSeconds(60);

        pacer.await();
        pacer.await();

        assertThat(pauses).containsExactly(Duration.ofMillis(100));
    }
}
