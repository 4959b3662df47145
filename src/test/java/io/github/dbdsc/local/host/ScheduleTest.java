package io.github.dbdsc.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    /** A Sunday. */
    private static final Instant NOW = Instant.parse("2026-11-22T15:42:10Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 * * * *     | 2026-11-22T16:00:00Z",
                "*/15 * * * * *  | 2026-11-22T15:42:15Z",
                "0 */5 * * * *   | 2026-11-22T15:45:00Z",
                "0 30 9 * * 1-5  | 2026-11-23T09:30:00Z",
                "0 30 9 * * Mon  | 2026-11-23T09:30:00Z",
                "0 0 0 * * 0     | 2026-11-29T00:00:00Z",
                "0 0 0 * * 7     | 2026-11-29T00:00:00Z",
                "0 0 8,20 * * *  | 2026-11-22T20:00:00Z",
                "0 0 0 1 Jan *   | 2027-01-01T00:00:00Z",
                "0 0 0 13 * Fri  | 2027-08-13T00:00:00Z"
            })
    void runs_as_the_functions_host_would(String expression, Instant next) {
        assertThat(Schedule.of(expression).after(NOW)).hasValue(next);
    }

    @Test
    void a_time_that_it_runs_at_is_not_the_next() {
        Instant hour = Instant.parse("2026-11-22T16:00:00Z");

        assertThat(Schedule.of("0 0 * * * *").after(hour)).hasValue(Instant.parse("2026-11-22T17:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hourly", "0 * * * *", "0 0 25 * * *", "0 0 * * * Someday"})
    void what_is_no_expression_is_refused(String expression) {
        assertThatThrownBy(() -> Schedule.of(expression)).isInstanceOf(IllegalArgumentException.class);
    }
}
