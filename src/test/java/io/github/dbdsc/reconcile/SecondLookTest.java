package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a listing shows otherwise than the job itself is nobody's change. */
class SecondLookTest {

    private static final int JOBS = 150;

    private final RetoldWorkspace workspace = new RetoldWorkspace();
    private final InMemoryStores stores = new InMemoryStores()
            .file(
                    "templates/standard.jinja2",
                    "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 60, \"email_notifications\": {},"
                            + " \"description\": \"{{ job.about }}\"}");

    @BeforeEach
    void apply() {
        IntStream.range(0, JOBS).forEach(job -> define(job, "first"));
        assertThat(run(SyncRequest.SYNC).count(Result.APPLIED)).isEqualTo(JOBS);
        workspace.calls.clear();
    }

    private void define(int job, String about) {
        stores.file("jobs/k" + job + ".json", "{\"name\": \"job " + job + "\", \"about\": \"" + about + "\"}");
    }

    private Report run(SyncRequest request) {
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(workspace, stores.stores())
                .run(request);
    }

    private long calls(String kind) {
        return workspace.calls.stream().filter(call -> call.startsWith(kind)).count();
    }

    @Test
    void a_field_that_only_a_look_by_id_shows_is_written_in_no_run() {
        workspace.list(settings -> settings.remove("email_notifications"));
        define(7, "second");
        run(SyncRequest.SYNC.only(new JobKey("k7")));
        workspace.calls.clear();

        for (int pass = 0; pass < 3; pass++) {
            assertThat(run(SyncRequest.PLAN).count(Result.NOT_APPLIED)).isZero();
            run(SyncRequest.SYNC);
        }

        assertThat(calls("reset")).isZero();
    }

    @Test
    void a_listing_that_lags_behind_for_all_jobs_leads_to_no_write() {
        workspace.list(settings -> settings.put("timeout_seconds", 5));

        assertThat(run(SyncRequest.SYNC).count(Result.UNCHANGED)).isEqualTo(JOBS);

        assertThat(calls("reset")).isZero();
        assertThat(calls("get")).isEqualTo(JOBS);
    }

    @Test
    void real_drift_of_many_jobs_costs_a_look_at_a_hundred_of_them() {
        IntStream.range(0, JOBS).forEach(job -> workspace.edit(job, settings -> settings.put("timeout_seconds", 5)));

        assertThat(run(SyncRequest.PLAN).count(Result.NOT_APPLIED)).isEqualTo(JOBS);

        assertThat(calls("get")).isEqualTo(100);
    }

    @Test
    void a_change_of_a_definition_costs_no_look() {
        define(7, "second");

        assertThat(run(SyncRequest.PLAN).count(Result.NOT_APPLIED)).isEqualTo(1);

        assertThat(calls("get")).isZero();
    }

    @Test
    void drift_of_one_job_is_written_as_the_look_shows_it() {
        workspace.edit(7, settings -> settings.put("timeout_seconds", 5));

        assertThat(run(SyncRequest.SYNC).count(Result.APPLIED)).isEqualTo(1);
        assertThat(run(SyncRequest.SYNC).count(Result.UNCHANGED)).isEqualTo(JOBS);
    }
}
