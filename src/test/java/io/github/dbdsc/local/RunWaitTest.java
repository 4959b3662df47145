package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fakes.FakeFunctionApp;
import io.github.dbdsc.fakes.SteppedClock;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunWaitTest {

    private static final Instant WRITE = Instant.parse("2026-11-22T10:15:00Z");

    private final FakeFunctionApp app = new FakeFunctionApp();
    private final SteppedClock clock = new SteppedClock();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void stop() {
        app.close();
    }

    private JsonNode report(RunWait.Which which) {
        AppClient client = new AppClient(new AppExchange(
                app.uri(), AppEntry.ofKey("k"), HttpClient.newHttpClient(), Duration.ofSeconds(30), this::pause));
        return new RunWait(client, Duration.ofMinutes(10), clock, this::pause).reportAfter(WRITE, which);
    }

    private void pause(Duration time) {
        waits.add(time);
        clock.advance(time);
    }

    private static String run(String id, String startedAt, String status, boolean dryRun) {
        return "{\"runId\": \"" + id + "\", \"startedAt\": \"" + startedAt + "\", \"status\": \"" + status
                + "\", \"dryRun\": " + dryRun + "}";
    }

    private void answerRuns(String... runs) {
        app.answer(200, "{\"runs\": [" + String.join(", ", runs) + "]}");
    }

    private void answerReport(String id) {
        app.answer(200, "{\"runId\": \"" + id + "\", \"counts\": {}, \"changes\": []}");
    }

    @Test
    void the_first_completed_run_that_began_after_the_write_is_reported() {
        answerRuns(
                run("later", "2026-11-22T10:16:00Z", "ok", false),
                run("plan", "2026-11-22T10:15:02Z", "ok", true),
                run("first", "2026-11-22T10:15:05Z", "failed", false),
                run("covered", "2026-11-22T10:15:03Z", "covered", false),
                run("stopped", "2026-11-22T10:15:03Z", "stopped", false),
                run("at the same second", "2026-11-22T10:15:00.900Z", "ok", false),
                run("before", "2026-11-22T10:14:59Z", "ok", false));
        answerReport("first");

        assertThat(report(RunWait.Which.FIRST).path("runId").asText()).isEqualTo("first");

        assertThat(app.requests()).containsExactly("GET /api/runs", "GET /api/runs/first");
        assertThat(waits).isEmpty();
    }

    @Test
    void where_nothing_was_written_the_last_one_tells_how_things_are() {
        answerRuns(
                run("later", "2026-11-22T10:16:00Z", "ok", false), run("first", "2026-11-22T10:15:05Z", "ok", false));
        answerReport("later");

        assertThat(report(RunWait.Which.LAST).path("runId").asText()).isEqualTo("later");
    }

    @Test
    void a_run_at_work_is_waited_for_with_growing_pauses() {
        answerRuns();
        answerRuns(run("r", "2026-11-22T10:15:05Z", "queued", false));
        answerRuns(run("r", "2026-11-22T10:15:05Z", "running", false));
        answerRuns(run("r", "2026-11-22T10:15:05Z", "refused", false));
        answerReport("r");

        report(RunWait.Which.FIRST);

        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMillis(4500));
    }

    @Test
    void an_app_that_is_away_for_a_while_is_waited_for() {
        app.failNext(503, 503, 503);
        answerRuns(run("r", "2026-11-22T10:15:05Z", "ok", false));
        answerReport("r");

        assertThat(report(RunWait.Which.FIRST).path("runId").asText()).isEqualTo("r");
    }

    @Test
    void a_refused_key_is_no_reason_to_wait() {
        app.answer(401, "");

        assertThatThrownBy(() -> report(RunWait.Which.FIRST))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("it does not know the key");
    }

    @Test
    void the_time_limit_is_kept_and_its_message_says_what_to_look_at() {
        for (int i = 0; i < 100; i++) {
            answerRuns(run("before", "2026-11-22T10:14:59Z", "ok", false));
        }

        assertThatThrownBy(() -> report(RunWait.Which.FIRST))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("The upload is done, but no run that began after it has ended within 10 minutes.")
                .hasMessageContaining("GET /api/runs");

        assertThat(waits).allMatch(time -> time.compareTo(Duration.ofSeconds(20)) <= 0);
        assertThat(Duration.between(WRITE, clock.instant())).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void a_run_that_ended_without_a_report_is_told_with_its_reason() {
        answerRuns(run("r", "2026-11-22T10:15:05Z", "failed", false));
        app.answer(200, "{\"runId\": \"r\", \"status\": \"failed\", \"error\": \"the workspace did not answer\"}");

        assertThatThrownBy(() -> report(RunWait.Which.FIRST))
                .isInstanceOf(AppException.class)
                .hasMessage(
                        "Run r, which began after the upload, ended without a report: the workspace did not answer");
    }
}
