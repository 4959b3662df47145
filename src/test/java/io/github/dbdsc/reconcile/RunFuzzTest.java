package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Detail;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Broken settings, all the way to the workspace and into the report: the run ends and reports what it did. */
class RunFuzzTest {

    private static final String SETTINGS = """
            {"name": "A", "timeout_seconds": 60, "tags": {"team": "x"}, "schedule": {"quartz_cron_expression":
             "0 0 5 * * ?", "timezone_id": "UTC", "pause_status": "PAUSED"}, "access_control_list": [{"user_name":
             "ann@example.com", "permission_level": "CAN_MANAGE"}], "parameters": [{"name": "p", "default": "1"}],
             "job_clusters": [{"job_cluster_key": "c", "new_cluster": {"num_workers": 1, "spark_conf": {"x": "true"}}}],
             "tasks": [{"task_key": "a", "job_cluster_key": "c", "libraries": [{"jar": "j"}], "spark_jar_task":
             {"main_class_name": "A"}}, {"task_key": "b", "depends_on": [{"task_key": "a"}], "run_job_task":
             {"job_id": "{{ job_ref('other') }}"}}]}""";

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores()
            .file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"tasks\": []}")
            .file("jobs/other.json", "{\"name\": \"other\"}")
            .file("jobs/a.json", "{\"$template\": \"a.jinja2\"}");

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void runs_over_broken_settings_end_and_report_what_they_did() {
        long foreign = workspace
                .jobs()
                .put("bob@example.com", Jobs.settings("{'name':'foreign'}").tree());
        Reconciler reconciler = Passes.with(RunPolicy.DEFAULT).reconciler(Passes.client(workspace), stores.stores());

        Map<String, Integer> ends = Fuzz.some(10, random -> BrokenJson.of(SETTINGS, random), settings -> {
            stores.file("templates/a.jinja2", settings);
            Report report = reconciler.run(SyncRequest.SYNC);

            report.problems().forEach(problem -> ForUsers.assertFit(problem.message()));
            report.notes().forEach(ForUsers::assertFit);
            report.outcomes().forEach(outcome -> outcome.error().ifPresent(ForUsers::assertFit));
            assertThat(ReportText.of(ReportJson.of(report, true), AnsiStyle.PLAIN, Detail.USUAL))
                    .isNotBlank();
            assertThat(ReportJson.of(report, true).toString()).doesNotContain(Passes.ROBOT.token());
            assertThat(stores.state().keySet()).extracting(key -> key.value()).isSubsetOf("a", "other");
            List<StoredJob> jobs = workspace.jobs().all();
            assertThat(jobs).hasSizeLessThanOrEqualTo(3);
            assertThat(workspace.jobs().find(foreign).orElseThrow().revision()).isEqualTo(1);
            return report.failed() ? "told" : "applied";
        });

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("told", "applied");
        }
    }
}
