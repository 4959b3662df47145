package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.report.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Setting {@code UPDATE_LIMIT}, in whole runs over ten jobs of which five may be updated at once. */
class UpdateLimitTest {

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores();

    @BeforeEach
    void tenJobs() {
        template(60);
        for (int i = 0; i < 10; i++) {
            define("job" + i, i < 6 ? "" : ", \"timeout\": 60");
        }
        run(SyncRequest.SYNC);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void template(int timeout) {
        stores.file("templates/standard.jinja2", """
                {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout | default(%d) }},
                 "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
                """.formatted(timeout));
    }

    private void define(String key, String more) {
        stores.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\"" + more + "}");
    }

    private Report run(SyncRequest request) {
        return Passes.with(new RunPolicy(true, 30, 50, false, Duration.ZERO, 90))
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    private long withTimeout(int timeout) {
        return workspace.jobs().all().stream()
                .filter(job -> job.settings().path("timeout_seconds").asInt() == timeout)
                .count();
    }

    @Test
    void a_template_that_rewrites_more_jobs_than_the_limit_rewrites_none_and_everything_else_is_done() {
        template(120);
        define("new", "");
        stores.remove("jobs/job9.json");

        Report report = run(SyncRequest.SYNC);

        assertThat(withTimeout(120)).as("the new job").isEqualTo(1);
        assertThat(workspace.jobs().named("job9")).isEmpty();
        assertThat(report.count(Result.REFUSED)).isEqualTo(6);
        assertThat(report.stoppedEarly()).isFalse();
        assertThat(RunStatus.of(report)).isEqualTo(RunStatus.REFUSED);
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.NOT_AS_DEFINED);
        assertThat(report.objections())
                .singleElement()
                .asString()
                .startsWith("6 of 10 jobs would be updated, and UPDATE_LIMIT (50 %) allows 5 in one run;");
    }

    @Test
    void what_a_refusal_says_is_the_plan_that_applies_it() {
        template(120);

        String refusal = run(SyncRequest.CHANGES).objections().get(0);
        Report plan = run(SyncRequest.PLAN);

        assertThat(refusal).endsWith("sync --plan " + plan.fingerprint());
        assertThat(plan.objections()).containsExactly(refusal);
        assertThat(Verdict.of(ReportJson.of(plan, false))).isEqualTo(Verdict.AS_DEFINED);
        Report approved = run(SyncRequest.SYNC.approving(plan.fingerprint()));
        assertThat(approved.objections()).isEmpty();
        assertThat(withTimeout(120)).isEqualTo(6);
        assertThat(run(SyncRequest.PLAN).hasChanges()).isFalse();
    }

    @Test
    void a_run_after_an_upload_counts_all_our_jobs_though_it_lists_only_some() {
        for (int i = 0; i < 5; i++) {
            define("job" + i, ", \"timeout\": 240");
        }

        assertThat(run(SyncRequest.CHANGES).count(Result.APPLIED)).isEqualTo(5);
        assertThat(withTimeout(240)).isEqualTo(5);
    }

    @Test
    void drift_of_more_jobs_than_the_limit_is_left_to_people_too() {
        for (StoredJob job : workspace.jobs().all().subList(0, 6)) {
            workspace.jobs().edit(job.id(), settings -> settings.put("timeout_seconds", 7));
        }

        assertThat(run(SyncRequest.SYNC).objections()).hasSize(1);
        assertThat(withTimeout(7)).isEqualTo(6);
    }
}
