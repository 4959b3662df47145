package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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

    @Test
    void nothing_is_there_before_the_first_write() {
        assertThat(store().read(NEWEST)).isEmpty();
        assertThat(store().list(null, 10)).isEmpty();
        assertThat(store().list(NEWEST, 10)).isEmpty();
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
