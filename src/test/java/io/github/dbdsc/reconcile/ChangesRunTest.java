package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs over only what has changed in the container. */
class ChangesRunTest {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "tags": {"v": "{{ vars.v }}", "t": "{% include 'part.jinja2' %}"},
             "tasks": [{"task_key": "t", "notebook_task": {"notebook_path": "{{ job.path | default('/n') }}"},
             "existing_cluster_id": "{% if job.cluster is defined %}{{ lookup('cluster', job.cluster) }}{% else %}c{% endif %}"}]}
            """;
    private static final SyncRequest CHANGES = SyncRequest.SYNC.over(Scope.CHANGES);

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores();

    @BeforeEach
    void container() {
        stores.file("templates/standard.jinja2", TEMPLATE)
                .file("templates/part.jinja2", "x")
                .file("vars.json", "{\"v\": 1}");
        define("a", "");
        define("b", "");
        define("c", "");
        run(SyncRequest.SYNC);
        workspace.calls().reset();
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void define(String key, String more) {
        stores.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\"" + more + "}");
    }

    private Report run(SyncRequest request) {
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    @Test
    void nothing_changed_costs_no_call_at_all() {
        Report report = run(CHANGES);

        assertThat(report.calls()).isZero();
        assertThat(report.outcomes()).isEmpty();
    }

    @Test
    void one_changed_file_costs_a_look_a_write_and_a_read() {
        define("b", ", \"path\": \"/other\"");

        Report report = run(CHANGES);

        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/get", "POST /api/2.2/jobs/reset", "GET /api/2.2/jobs/get");
        assertThat(run(CHANGES).calls()).isZero();
        assertThat(run(SyncRequest.PLAN).count(Action.NONE)).isEqualTo(3);
    }

    @Test
    void a_changed_include_or_changed_vars_change_every_job_that_uses_them() {
        stores.file("templates/part.jinja2", "y");
        assertThat(run(CHANGES).count(Result.APPLIED)).isEqualTo(3);

        stores.file("vars.json", "{\"v\": 2}");
        assertThat(run(CHANGES).count(Result.APPLIED)).isEqualTo(3);
    }

    @Test
    void a_new_file_is_created_and_a_moved_one_keeps_its_job() {
        long id = workspace.jobs().named("a").get(0).id();
        stores.remove("jobs/a.json").file("jobs/moved.json", "{\"name\": \"a\"}");
        define("d", "");

        run(CHANGES);

        assertThat(workspace.jobs().all()).hasSize(4);
        assertThat(workspace.jobs().named("a").get(0).id()).isEqualTo(id);
        assertThat(workspace.jobs().named("a").get(0).tag("dsc-key")).hasValue("moved");
    }

    @Test
    void a_removed_file_leaves_its_job_unless_pruning_is_on() {
        stores.remove("jobs/a.json");

        assertThat(run(CHANGES).calls()).isZero();
        assertThat(run(CHANGES.prune(true)).count(Action.DELETE)).isEqualTo(1);
        assertThat(workspace.jobs().all()).hasSize(2);
        assertThat(run(CHANGES.prune(true)).calls()).isZero();
    }

    @Test
    void the_prune_limit_counts_all_our_jobs_though_only_some_are_looked_at() {
        stores.remove("jobs/a.json").remove("jobs/b.json");

        Report report = run(CHANGES.prune(true));

        assertThat(report.count(Result.REFUSED)).isEqualTo(2);
        assertThat(report.objections()).singleElement().asString().contains("2 of 3 jobs");
    }

    @Test
    void a_job_that_failed_is_tried_again_though_nothing_changed_since() {
        define("b", ", \"cluster\": \"shared\"");
        assertThat(run(CHANGES).problems()).hasSize(1);

        workspace.named().add(NamedKind.CLUSTER, "c-7", "shared");

        assertThat(run(CHANGES).count(Result.APPLIED)).isEqualTo(1);
        workspace.calls().reset();
        assertThat(run(CHANGES).calls()).as("a name is not looked up again").isZero();
    }

    @Test
    void a_definition_with_problems_keeps_its_job_and_is_no_removal() {
        stores.file("jobs/a.json", "{");

        Report report = run(CHANGES.prune(true));

        assertThat(report.problems()).hasSize(1);
        assertThat(workspace.jobs().all()).hasSize(3);
    }

    @Test
    void without_a_state_everything_is_looked_at_and_nothing_is_written() {
        stores.withState(Map.of());

        Report report = run(CHANGES);

        assertThat(report.count(Action.NONE)).isEqualTo(3);
        assertThat(workspace.calls().writes()).isZero();
        assertThat(run(CHANGES).calls()).isZero();
    }
}
