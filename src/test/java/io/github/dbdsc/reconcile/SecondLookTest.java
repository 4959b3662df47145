package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
    void a_look_that_fails_leaves_the_others_to_be_written() {
        workspace.edit(0, settings -> settings.put("timeout_seconds", 5));
        define(7, "second");
        workspace.failing = true;

        assertThat(run(SyncRequest.PLAN).count(Result.NOT_APPLIED)).isEqualTo(2);
    }

    @Test
    void a_listing_that_is_wrong_in_another_field_is_found_out_beside_real_drift_of_many() {
        IntStream.range(0, 100).forEach(job -> workspace.edit(job, settings -> settings.put("timeout_seconds", 5)));
        workspace.list(settings -> {
            if (settings.path("timeout_seconds").asInt() == 60) {
                settings.remove("email_notifications");
            }
        });

        assertThat(run(SyncRequest.PLAN).count(Result.NOT_APPLIED)).isEqualTo(100);

        assertThat(calls("get")).isEqualTo(JOBS);
    }

    @Test
    void a_listing_in_another_order_is_right() {
        stores.file("templates/standard.jinja2", """
                {"name": "{{ job.name }}", "timeout_seconds": 60, "tasks": [{% for key in ["a", "b"] %}
                {"task_key": "{{ key }}", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}
                {{- "," if not loop.last }}{% endfor %}]}
                """);
        run(SyncRequest.SYNC);
        IntStream.range(0, JOBS).forEach(job -> workspace.edit(job, settings -> settings.put("timeout_seconds", 5)));
        workspace.list(settings -> {
            ArrayNode tasks = (ArrayNode) settings.path("tasks");
            tasks.add(tasks.remove(0));
        });
        workspace.calls.clear();

        run(SyncRequest.PLAN);

        assertThat(calls("get")).isEqualTo(100);
    }

    @Test
    void what_only_the_listing_shows_on_many_jobs_is_nobodys_though_one_of_them_has_drifted() {
        IntStream.range(3, JOBS).forEach(job -> stores.remove("jobs/k" + job + ".json"));
        run(SyncRequest.SYNC);
        workspace.list(settings -> settings.put("new_field", "x"));
        workspace.edit(0, settings -> settings.put("timeout_seconds", 5));
        workspace.calls.clear();

        run(SyncRequest.SYNC);

        assertThat(calls("reset")).isEqualTo(1);
    }

    @Test
    void what_a_listing_lacks_after_a_write_was_kept_all_the_same() {
        workspace.list(settings -> settings.remove("email_notifications"));
        IntStream.range(0, JOBS).forEach(job -> define(job, "second"));

        assertThat(run(SyncRequest.SYNC).count(Result.APPLIED)).isEqualTo(JOBS);
        assertThat(run(SyncRequest.SYNC).count(Result.UNCHANGED)).isEqualTo(JOBS);
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
