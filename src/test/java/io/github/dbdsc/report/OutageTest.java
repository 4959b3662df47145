package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When runs fail and what is shown is out of date. */
class OutageTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static ReportSummary ended(int minute, RunStatus status, int seconds, long calls) {
        return run(minute, status, seconds, calls, null);
    }

    private static ReportSummary failing(int asked, int last, int tries, RunStatus status) {
        return run(asked, status, 0, 0, new RunFailure("HTTP 403 at minute " + last, tries, at(asked), at(last)));
    }

    private static ReportSummary run(
            int minute, RunStatus status, int seconds, long calls, @Nullable RunFailure failure) {
        return new ReportSummary(
                "run-" + minute,
                status,
                at(minute),
                Duration.ofSeconds(seconds),
                false,
                "",
                Map.of(),
                0,
                null,
                0,
                calls,
                null,
                failure,
                null);
    }

    private static Instant at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    @Test
    void there_is_none_before_the_first_run_and_while_runs_succeed_whatever_became_of_jobs() {
        assertThat(Outage.in(List.of())).isEmpty();
        assertThat(Outage.in(List.of(ended(5, RunStatus.FAILED, 3, 7), ended(0, RunStatus.OK, 3, 7))))
                .isEmpty();
    }

    @Test
    void it_lasts_since_the_first_request_that_fails_and_counts_every_try() {
        Optional<Outage> outage = Outage.in(List.of(
                failing(30, 31, 2, RunStatus.FAILING),
                failing(20, 33, 5, RunStatus.RUNNING),
                failing(10, 15, 3, RunStatus.FAILED),
                ended(0, RunStatus.OK, 3, 7)));

        assertThat(outage).hasValue(new Outage(at(10), at(33), 10, "HTTP 403 at minute 33", "run-20"));
    }

    @Test
    void it_is_over_when_a_run_has_succeeded_though_an_older_request_still_waits_to_be_tried_again() {
        assertThat(Outage.in(List.of(ended(20, RunStatus.OK, 3, 7), failing(10, 15, 3, RunStatus.FAILING))))
                .isEmpty();
        assertThat(Outage.in(List.of(failing(10, 15, 3, RunStatus.FAILED), ended(9, RunStatus.OK, 900, 7))))
                .as("a run that was asked for before and ended later")
                .isEmpty();
    }

    @Test
    void a_run_that_had_nothing_to_ask_the_workspace_does_not_end_it() {
        assertThat(Outage.in(List.of(ended(20, RunStatus.OK, 1, 0), failing(10, 15, 3, RunStatus.FAILING))))
                .isPresent();
    }
}
