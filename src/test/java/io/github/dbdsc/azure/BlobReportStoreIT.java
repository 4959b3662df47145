package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.notice.SampleRuns;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportStoreContract;
import io.github.dbdsc.report.RunStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlobReportStoreIT extends ReportStoreContract {

    private static final String TODAY = "20261122T101500Z-00000%d";

    private final AzuriteContainer container = new AzuriteContainer();

    @Override
    protected ReportStore store() {
        return new BlobReportStore(container.client());
    }

    @Test
    void a_report_opens_as_json_in_a_browser() {
        store().write(summary(TODAY.formatted(1), RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(container
                        .client()
                        .getBlobClient("reports/2026/11/22/" + TODAY.formatted(1) + ".json")
                        .getProperties()
                        .getContentType())
                .isEqualTo("application/json");
    }

    @Test
    void a_page_costs_four_calls_at_first_and_then_one_however_many_reports_there_are_and_reads_none() {
        for (int run = 0; run < 5; run++) {
            store().write(summary(TODAY.formatted(run), RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        }
        store().write(summary("20261121T101500Z-000000", RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        store().write(summary("20250101T101500Z-000000", RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        ObservedCalls calls = new ObservedCalls(request -> {});
        ReportStore store = new BlobReportStore(container.client(calls));

        assertThat(store.list(null, 5)).hasSize(5);
        assertThat(calls.listings()).isEqualTo(4);
        assertThat(store.list(null, 5)).hasSize(5);
        assertThat(calls.listings()).isEqualTo(5);
        assertThat(calls.all()).isEqualTo(5);
    }

    private static Report runOver(int jobs) {
        return SampleRuns.run(IntStream.range(0, jobs)
                .mapToObj(number -> SampleRuns.updated("etl/" + number))
                .toArray(Outcome[]::new));
    }

    private long callsToWrite(String runId, int jobs) {
        ObservedCalls calls = new ObservedCalls(request -> {});
        Report report = runOver(jobs);
        new BlobReportStore(container.client(calls))
                .write(summary(runId, RunStatus.OK), ReportJson.toKeep(report), JobIndex.of(report));
        return calls.all();
    }

    @Test
    void an_index_costs_no_call_for_a_few_jobs_and_one_for_thousands() {
        store().write(summary(TODAY.formatted(0), RunStatus.OK), new byte[0]); // makes the container

        assertThat(callsToWrite(TODAY.formatted(1), 0)).isEqualTo(1);
        assertThat(callsToWrite(TODAY.formatted(2), 5)).isEqualTo(1);
        assertThat(callsToWrite(TODAY.formatted(3), 5_000)).isEqualTo(2);
    }

    @Test
    void a_history_costs_a_listing_of_each_month_and_a_read_of_each_large_run_that_has_the_job() {
        for (int month = 1; month <= 4; month++) {
            for (int day = 1; day <= 5; day++) {
                store().write(
                                summary("2026%02d%02dT101500Z-000000".formatted(month, day), RunStatus.OK),
                                "{}".getBytes(StandardCharsets.UTF_8),
                                JobIndex.of(day == 5 ? runOver(5_000) : day == 1 ? runOver(3) : runOver(0)));
            }
        }
        ObservedCalls calls = new ObservedCalls(request -> {});
        ReportStore store = new BlobReportStore(container.client(calls));

        assertThat(store.history(new JobKey("etl/1"), null, 50).entries()).hasSize(8);
        assertThat(calls.listings()).isEqualTo(6);
        assertThat(calls.downloads()).isEqualTo(4);

        assertThat(store.history(new JobKey("etl/4000"), null, 2).entries()).hasSize(2);
        assertThat(calls.downloads()).isEqualTo(6);
    }

    @Test
    void a_worker_that_is_killed_before_its_report_is_written_leaves_no_entry_and_its_file_goes_with_the_day() {
        store().write(summary(TODAY.formatted(1), RunStatus.RUNNING), "{}".getBytes(StandardCharsets.UTF_8));
        container.put(
                "reports/2026/11/22/" + TODAY.formatted(1) + ".jobs",
                JobIndex.of(runOver(5_000)).entries().orElseThrow());

        assertThat(store().history(new JobKey("etl/1"), null, 50).entries()).isEmpty();
        assertThat(store().list(null, 5)).hasSize(1);
        callsToWrite(TODAY.formatted(1), 3);
        assertThat(store().history(new JobKey("etl/1"), null, 50).entries()).hasSize(1);
        assertThat(store().deleteBefore(LocalDate.of(2026, 11, 23), 10)).isEqualTo(2);
        assertThat(container.client().listBlobs()).isEmpty();
    }

    @Test
    void the_file_of_an_index_is_deleted_with_its_report() {
        callsToWrite("20261122T101500Z-000000", 5_000);

        while (store().deleteBefore(LocalDate.of(2026, 11, 23), 10) > 0) {
            // goes on
        }

        assertThat(container.client().listBlobs()).isEmpty();
    }

    @Test
    void a_new_day_is_seen_at_once_where_it_began_and_elsewhere_some_seconds_later() {
        SteppedClock clock = new SteppedClock();
        ReportStore here = new BlobReportStore(container.client(), clock);
        ReportStore elsewhere = new BlobReportStore(container.client(), clock);
        here.write(summary("20261121T101500Z-000000", RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(here.list(null, 5)).hasSize(1);
        assertThat(elsewhere.list(null, 5)).hasSize(1);

        here.write(summary(TODAY.formatted(1), RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(here.list(null, 5)).hasSize(2);
        clock.advance(Duration.ofSeconds(11));
        assertThat(elsewhere.list(null, 5)).hasSize(2);
    }

    @Test
    void a_blob_that_somebody_put_among_the_reports_does_not_disturb_the_list() {
        store().write(summary(TODAY.formatted(1), RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        container.put("reports/2026/11/22/notes.txt", new byte[] {1});
        container.put("reports/readme/a.txt", new byte[] {1});

        assertThat(store().list(null, 5)).hasSize(1);
    }
}
