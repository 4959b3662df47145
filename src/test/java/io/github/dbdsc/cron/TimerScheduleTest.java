package io.github.dbdsc.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimerScheduleTest {

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
                "0 0 0 * * Sunday | 2026-11-29T00:00:00Z",
                "0 0 8,20 * * *  | 2026-11-22T20:00:00Z",
                "0 0 0 1 Jan *   | 2027-01-01T00:00:00Z",
                "0 0 0 13 * Fri  | 2027-08-13T00:00:00Z",
                "*/5 * * * *     | 2026-11-22T15:45:00Z",
                "30 9 * * 1-5    | 2026-11-23T09:30:00Z"
            })
    void runs_as_the_functions_host_would(String expression, Instant next) {
        assertThat(TimerSchedule.of(expression).after(NOW)).hasValue(next);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "timer-schedules.csv", delimiter = '|')
    void runs_when_the_table_says(String expression, Instant time, String next) {
        assertThat(next(expression, time)).isEqualTo(next);
    }

    private static String next(String expression, Instant time) {
        try {
            return TimerSchedule.of(expression)
                    .after(time)
                    .map(Instant::toString)
                    .orElse("never");
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    /** What other kinds of cron read otherwise or refuse. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 22-1 * * *    | 2026-11-22T16:00:00Z | 2026-11-22T17:00:00Z",
                "0 0 22-1 * * *    | 2026-11-22T22:00:00Z | 2026-11-23T01:00:00Z",
                "0 0 0 * * Fri-Mon | 2026-11-22T00:00:00Z | 2026-11-23T00:00:00Z",
                "0 0 0 * * Fri-Mon | 2026-11-27T00:00:00Z | 2026-11-30T00:00:00Z",
                "0 */60 * * * *    | 2026-11-22T15:42:10Z | 2026-11-22T16:00:00Z",
                "0 */0 * * * *     | 2026-11-22T15:42:10Z | 2026-11-22T15:43:00Z",
                "0 5/1 * * * *     | 2026-11-22T15:42:10Z | 2026-11-22T16:05:00Z",
                "0 5/0 * * * *     | 2026-11-22T15:42:10Z | 2026-11-22T15:43:00Z",
                "0 0 0 * * */8     | 2026-11-22T15:42:10Z | 2026-11-29T00:00:00Z",
                "0 0 0 1 Ju *      | 2026-11-22T15:42:10Z | 2027-06-01T00:00:00Z",
                "0 0 0 1 january * | 2026-11-22T15:42:10Z | 2027-01-01T00:00:00Z"
            })
    void ranges_steps_and_names_are_read_as_the_functions_host_reads_them(
            String expression, Instant time, Instant next) {
        assertThat(TimerSchedule.of(expression).after(time)).hasValue(next);
    }

    /** A timer that the host switches off must not look healthy. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0 0 0 * * 7", "0 0 0 * * 5-7", "/15 * * * * *", "0 0 0 0-5 * *", "0 0 0 ? * *", "0 0 0 L * *"})
    void what_the_functions_host_refuses_is_refused(String expression) {
        assertThatThrownBy(() -> TimerSchedule.of(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hourly", "0 0 25 * * *", "0 0 * * * Someday"})
    void what_is_not_an_expression_is_refused(String expression) {
        assertThatThrownBy(() -> TimerSchedule.of(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hourly          | it has 1 field where [seconds] minutes hours day-of-month month day-of-week belong",
                "0 0 25 * * *    | '25' does not fit hours (0-23)",
                "0 0 0 * 1,,2 *  | '' does not fit month (1-12 or JAN-DEC)",
                "0 0 0 * * 7     | '7' does not fit day-of-week (0-6 or SUN-SAT)"
            })
    void a_refusal_says_what_is_wrong(String expression, String fault) {
        assertThatThrownBy(() -> TimerSchedule.of(expression)).hasMessage(fault);
    }
}
