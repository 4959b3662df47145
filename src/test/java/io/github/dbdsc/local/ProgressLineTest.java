package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.reconcile.RunWatch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {

    private final StringWriter printed = new StringWriter();
    private Instant now = Instant.parse("2026-12-01T04:00:00Z");

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintWriter(printed), terminal, () -> now);
    }

    /** Tells a line of each of a hundred changes, one in so many milliseconds. */
    private void write(ProgressLine line, int milliseconds) {
        line.began();
        for (int done = 0; done <= 100; done++) {
            line.at(done, 100);
            now = now.plusMillis(milliseconds);
        }
        line.close();
    }

    @Test
    void a_short_sync_without_a_terminal_says_nothing() {
        write(line(false), 90);

        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void a_long_sync_without_a_terminal_says_a_line_every_ten_seconds() {
        write(line(false), 500);

        assertThat(printed.toString().lines())
                .containsExactly(
                        "writing: 20 of 100, 2.0 a second, 40 s left",
                        "writing: 40 of 100, 2.0 a second, 30 s left",
                        "writing: 60 of 100, 2.0 a second, 20 s left",
                        "writing: 80 of 100, 2.0 a second, 10 s left",
                        "writing: 100 of 100");
    }

    @Test
    void on_a_terminal_one_line_moves_and_is_gone_at_the_end() {
        write(line(true), 50);

        assertThat(printed.toString())
                .startsWith("\rreading definitions\u001b[K\rwriting: 2 of 100\u001b[K\r")
                .contains("\rwriting: 50 of 100, 20 a second, 3 s left\u001b[K")
                .endsWith("\rwriting: 100 of 100\u001b[K\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void each_stage_has_a_line_of_its_own_and_its_own_rate() {
        ProgressLine line = line(false);
        for (int i = 1; i <= 20; i++) {
            now = now.plusSeconds(1);
            line.at(RunWatch.Stage.RENDERING, i, 20);
        }
        for (int i = 1; i <= 20; i++) {
            now = now.plusSeconds(1);
            line.at(RunWatch.Stage.LISTING, i * 100, 0);
        }
        now = now.plusSeconds(10);
        line.at(RunWatch.Stage.READING_PERMISSIONS, 0, 7);

        assertThat(printed.toString().lines())
                .containsExactly(
                        "rendering definitions: 10 of 20, 1.1 a second, 9 s left",
                        "rendering definitions: 20 of 20",
                        "listing jobs: 1000, 111 a second",
                        "listing jobs: 2000, 105 a second",
                        "reading permissions: 0 of 7");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5000, 3, 'writing: 0 of 5000'",
        "5, 5000, 0, 'writing: 5 of 5000'",
        "120, 5000, 10, 'writing: 120 of 5000, 12 a second, 6 min 47 s left'",
        "1, 3, 4, 'writing: 1 of 3, 0.3 a second, 8 s left'",
        "3, 3, 9, 'writing: 3 of 3'",
        "2500, 0, 5, 'writing: 2500, 500 a second'",
    })
    void rate_and_time_left_are_told_once_they_are_known(int done, int total, long seconds, String text) {
        assertThat(ProgressLine.text("writing", done, total, Duration.ofSeconds(seconds)))
                .isEqualTo(text);
    }
}
