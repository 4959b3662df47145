package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.upload.StoredFile;
import io.github.dbdsc.upload.UploadMark;
import io.github.dbdsc.upload.UploadStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Follows a job through blob storage, from the upload that creates it to the one that takes it away. */
class HistoryIT {

    private static final String PATH = "jobs/etl/daily.json";
    private static final JobKey KEY = new JobKey("etl/daily");

    @Test
    void a_job_is_followed_from_the_commit_that_creates_it_to_its_deletion_by_two_machines() {
        try (Deployment deployment = Deployment.create()) {
            AppServices one = Wiring.onAzure(AppSettings.of(deployment.settings()));
            AppServices other = Wiring.onAzure(AppSettings.of(deployment.settings()));
            UploadStore uploads = Wiring.uploads(
                    deployment.settings(),
                    Objects.requireNonNull(deployment.settings().get("JOB_CONTAINER")),
                    "");
            for (String definition : List.of("jobs/a.json", "jobs/b.json", "jobs/c.json")) {
                deployment.upload(definition);
            }
            UploadMark zoe = UploadMark.of("git", "3fa94c1e6b2d", "2026-11-22T10:15:00Z", "Zoë");
            uploads.write(PATH, "{\"name\": \"daily\"}".getBytes(StandardCharsets.UTF_8), zoe, null);

            Report created = run(one, "20261122T100000Z-000001", SyncRequest.CHANGES);
            uploads.write(
                    PATH,
                    "{\"name\": \"nightly\"}".getBytes(StandardCharsets.UTF_8),
                    UploadMark.of("git", "77ab20c4", "2026-11-22T11:15:00Z", "Bob"),
                    listed(uploads).etag());
            run(other, "20261122T110000Z-000001", SyncRequest.CHANGES);
            run(one, "20261122T120000Z-000001", SyncRequest.SYNC);
            uploads.remove(PATH, listed(uploads).etag());
            run(other, "20261122T130000Z-000001", SyncRequest.SYNC);
            run(one, "20261122T140000Z-000001", SyncRequest.SYNC.prune(true));

            assertThat(ReportText.of(created, AnsiStyle.PLAIN)).contains("definition from commit 3fa94c1e6b2d by Zoë");
            JobHistory history = other.reports().history(KEY, null, 50);
            assertThat(history.entries())
                    .extracting(entry -> entry.run().runId() + " " + entry.job().action() + " "
                            + entry.job().outcome())
                    .containsExactly(
                            "20261122T140000Z-000001 delete applied",
                            "20261122T110000Z-000001 update applied",
                            "20261122T100000Z-000001 create applied");
            assertThat(history.entries().get(1).job().origin())
                    .isEqualTo(new Origin(new Commit("77ab20c4", "Bob", "2026-11-22T11:15:00Z"), null));
            assertThat(history.entries().get(2).job().origin().definition())
                    .isEqualTo(new Commit("3fa94c1e6b2d", "Zoë", "2026-11-22T10:15:00Z"));
            assertThat(written(other.reports())).containsExactly("0001", "0000", "0000", "0100", "4000");
        }
    }

    private static Report run(AppServices app, String runId, SyncRequest request) {
        return app.reconciler().run(request.as(runId).because("a test"));
    }

    private static StoredFile listed(UploadStore uploads) {
        return uploads.list().stream()
                .filter(file -> file.path().equals(PATH))
                .findFirst()
                .orElseThrow();
    }

    /** Returns how many jobs each run has created, updated, adopted and deleted, the newest first. */
    private static List<String> written(ReportStore reports) {
        return reports.list(null, 50).stream()
                .map(run -> Objects.requireNonNull(run.written()))
                .map(jobs -> "" + jobs.created() + jobs.updated() + jobs.adopted() + jobs.deleted())
                .toList();
    }
}
