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
    void calls_at_once_are_spread_evenly() {
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
    void time_without_calls_is_not_saved_up() {
        Pacer pacer = new Pacer(10, () -> now, pauses::add);
        pacer.await();
        now = now.plusSeconds(60);

        pacer.await();
        pacer.await();

        assertThat(pauses).containsExactly(Duration.ofMillis(100));
    }
}
