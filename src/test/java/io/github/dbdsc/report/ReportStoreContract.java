package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every report store must do. */
public abstract class ReportStoreContract {

    private static final String NEWEST = "20261122T101500Z-00ff00";
    private static final String SAME_SECOND = "20261122T101500Z-00aa00";
    private static final String SAME_DAY = "20261122T000000Z-ffffff";
    private static final String SAME_MONTH = "20261101T235959Z-000001";
    private static final String SAME_YEAR = "20260228T120000Z-000002";
    private static final String OLDEST = "20251231T120000Z-000003";
    private static final List<String> ALL = List.of(NEWEST, SAME_SECOND, SAME_DAY, SAME_MONTH, SAME_YEAR, OLDEST);

    /** Returns a new instance of the store under test, in the same place each time. */
    protected abstract ReportStore store();

    /** Returns a summary that a store might be given. */
    protected static ReportSummary summary(String runId, RunStatus status) {
        return new ReportSummary(
                runId,
                status,
                Instant.parse("2026-11-22T10:15:00.123Z"),
                Duration.ofMillis(1234),
                true,
                "jobs/täglich/日次🚀.json landed \"now\"",
                Map.of("create", 12_345_678_901L, "failed", 0L),
                3,
                7);
    }

    private void writeAll() {
        ALL.forEach(runId -> store().write(
                        summary(runId, RunStatus.OK),
                        ("{\"runId\":\"" + runId + "\"}").getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> listed(@Nullable String before, int limit) {
        return store().list(before, limit).stream().map(ReportSummary::runId).toList();
    }

    @Test
    void a_report_is_kept_as_it_was_given() {
        String report = "{\n  \"name\": \"täglich 日次 🚀\"\n}\n";

        store().write(summary(NEWEST, RunStatus.OK), report.getBytes(StandardCharsets.UTF_8));

        assertThat(store().read(NEWEST)).hasValue(report);
    }

    @Test
    void a_summary_is_listed_as_it_was_given() {
        store().write(summary(NEWEST, RunStatus.STOPPED), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(store().list(null, 10)).containsExactly(summary(NEWEST, RunStatus.STOPPED));
    }

    @Test
    void a_report_takes_the_place_of_an_earlier_one_of_its_run() {
        store().write(summary(NEWEST, RunStatus.RUNNING), "{\"status\":\"running\"}".getBytes(StandardCharsets.UTF_8));
        store().write(summary(NEWEST, RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(store().read(NEWEST)).hasValue("{}");
        assertThat(store().list(null, 10)).containsExactly(summary(NEWEST, RunStatus.OK));
    }

    private static JobInRun job(String key, String action) {
        return new JobInRun(
                new JobKey(key),
                "täglich",
                action,
                "applied",
                OptionalLong.of(7),
                List.of(),
                0,
                "it is new",
                "",
                Origin.UNKNOWN);
    }

    /** Writes a run that had to do with these jobs. */
    private void write(String runId, JobInRun... jobs) {
        store().write(summary(runId, RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8), JobIndex.of(List.of(jobs)));
    }

    private static JobInRun[] many(String key) {
        return Stream.concat(
                        IntStream.range(0, 5_000).mapToObj(number -> job("etl/日次-" + number, "update")),
                        Stream.of(job(key, "update")))
                .toArray(JobInRun[]::new);
    }

    private static List<String> runs(JobHistory history) {
        return history.entries().stream().map(entry -> entry.run().runId()).toList();
    }

    @Test
    void the_history_of_a_job_is_the_runs_that_had_to_do_with_it_newest_first() {
        writeAll();
        write(NEWEST, many("a"));
        write(SAME_DAY, job("a", "update"), job("b", "create"));
        write(OLDEST, job("b", "create"), job("a", "create"));

        JobHistory history = store().history(new JobKey("a"), null, 10);

        assertThat(history.entries())
                .containsExactly(
                        new JobHistory.Entry(summary(NEWEST, RunStatus.OK), job("a", "update")),
                        new JobHistory.Entry(summary(SAME_DAY, RunStatus.OK), job("a", "update")),
                        new JobHistory.Entry(summary(OLDEST, RunStatus.OK), job("a", "create")));
        assertThat(history.before()).isNull();
        assertThat(runs(store().history(new JobKey("etl/日次-77"), null, 10))).containsExactly(NEWEST);
        assertThat(store().history(new JobKey("unknown"), null, 10)).isEqualTo(new JobHistory(List.of(), null));
        assertThat(listed(null, 100)).isEqualTo(ALL);
    }

    @Test
    void a_history_goes_on_where_its_last_page_ended() {
        ALL.forEach(runId -> write(runId, job("a", "update")));
        write(SAME_SECOND, job("a", "delete"), job("a", "update"));
        write(SAME_MONTH, many("a"));

        List<String> seen = new ArrayList<>();
        JobHistory page = store().history(new JobKey("a"), null, 2);
        assertThat(runs(page)).containsExactly(NEWEST, SAME_SECOND, SAME_SECOND);
        while (true) {
            seen.addAll(runs(page));
            if (page.before() == null) {
                break;
            }
            page = store().history(new JobKey("a"), page.before(), 2);
        }

        assertThat(seen.stream().distinct()).isEqualTo(ALL);
        assertThat(seen).hasSize(ALL.size() + 1);
        assertThatThrownBy(() -> store().history(new JobKey("a"), "run-1", 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_page_of_a_history_looks_at_a_year_at_most_and_the_next_one_goes_on() {
        write("20260115T120000Z-000001", job("a", "create"));
        for (int month = 1; month <= 12; month++) {
            write("2027%02d15T120000Z-000001".formatted(month), job("b", "update"));
        }

        JobHistory empty = store().history(new JobKey("a"), null, 2);
        assertThat(empty.entries()).isEmpty();
        assertThat(runs(store().history(new JobKey("a"), empty.before(), 2)))
                .containsExactly("20260115T120000Z-000001");
    }

    @Test
    void a_run_that_is_tried_again_has_the_history_of_its_last_try() {
        write(NEWEST, many("a"));
        write(NEWEST, job("b", "update"));

        assertThat(store().history(new JobKey("a"), null, 2).entries()).isEmpty();
        assertThat(runs(store().history(new JobKey("b"), null, 2))).containsExactly(NEWEST);
    }

    @Test
    void a_history_ends_with_the_reports_that_are_kept() {
        write(NEWEST, job("a", "update"));
        write(OLDEST, many("a"));

        while (store().deleteBefore(LocalDate.of(2026, 11, 22), 1) > 0) {
            assertThat(runs(store().history(new JobKey("a"), null, 2))).startsWith(NEWEST);
        }

        assertThat(runs(store().history(new JobKey("a"), null, 2))).containsExactly(NEWEST);
    }

    @Test
    void nothing_is_there_before_the_first_write() {
        assertThat(store().read(NEWEST)).isEmpty();
        assertThat(store().list(null, 10)).isEmpty();
        assertThat(store().list(NEWEST, 10)).isEmpty();
        assertThat(store().history(new JobKey("a"), null, 10).entries()).isEmpty();
        assertThat(store().deleteBefore(LocalDate.of(2030, 1, 1), 10)).isZero();
    }

    @Test
    void runs_are_listed_newest_first_across_days_months_and_years() {
        writeAll();

        assertThat(listed(null, 100)).isEqualTo(ALL);
        assertThat(listed(null, 2)).containsExactly(NEWEST, SAME_SECOND);
    }

    @Test
    void a_list_goes_on_where_the_last_one_ended() {
        writeAll();

        for (int end = 1; end < ALL.size(); end++) {
            assertThat(listed(ALL.get(end - 1), 2)).isEqualTo(ALL.subList(end, Math.min(end + 2, ALL.size())));
        }
        assertThat(listed(OLDEST, 2)).isEmpty();
        assertThat(listed("20260401T000000Z-000000", 2)).containsExactly(SAME_YEAR, OLDEST);
    }

    @Test
    void a_malformed_run_id_is_never_found_and_never_written() {
        for (String id : List.of("", "run-1", "../../lock", NEWEST + ".json", NEWEST + "/x")) {
            assertThat(store().read(id)).isEmpty();
            assertThatThrownBy(() -> store().write(summary(id, RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store().list(id, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void old_reports_are_deleted_by_day_and_others_stay() {
        writeAll();

        assertThat(store().deleteBefore(LocalDate.of(2026, 11, 22), 100)).isEqualTo(3);

        assertThat(listed(null, 100)).containsExactly(NEWEST, SAME_SECOND, SAME_DAY);
        assertThat(store().read(SAME_MONTH)).isEmpty();
        assertThat(store().deleteBefore(LocalDate.of(2026, 11, 22), 100)).isZero();
    }

    @Test
    void no_more_are_deleted_than_allowed_and_the_oldest_go_first() {
        writeAll();

        assertThat(store().deleteBefore(LocalDate.of(2026, 11, 23), 2)).isEqualTo(2);

        assertThat(listed(null, 100)).isEqualTo(ALL.subList(0, 4));
    }
}
