package io.github.dbdsc.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalTimerTest {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_function_that_fails_is_run_again_on_schedule_and_its_fault_is_logged() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        // a clock that stands a millisecond before the hour: every wait is that short
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T15:59:59.999Z"), ZoneOffset.UTC);
        try (LocalTimer timer = LocalTimer.start(
                "0 0 * * * *",
                () -> {
                    runs.countDown();
                    throw new IllegalStateException("no settings");
                },
                clock,
                lines::add)) {
            assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(timer.next()).hasValue(Instant.parse("2026-11-22T16:00:00Z"));
        }
        assertThat(lines).first().asString().contains("no settings");
    }
}
