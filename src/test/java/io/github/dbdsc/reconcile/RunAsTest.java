package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.RunAsShown;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom jobs run as, in whole runs. */
class RunAsTest {

    private static final String RUNNER = "99999999-0000-4000-8000-000000000009";
    private static final Caller PLAIN = Caller.user("plain-token", "plain@example.com");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT, PLAIN));
    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", """
            {"name": "{{ job.name }}",
             {%- if job.run_as is defined %} "run_as": {{ job.run_as | tojson }},{% endif %}
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
            """);

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void define(String runAs) {
        stores.file("jobs/a.json", "{\"name\":\"A\"" + runAs + "}");
    }

    private void defineRunner() {
        define(",\"run_as\":{\"service_principal_name\":\"" + RUNNER + "\"}");
    }

    private Report sync(Caller caller) {
        workspace.calls().reset();
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace, caller), stores.stores())
                .run(SyncRequest.SYNC);
    }

    @ParameterizedTest
    @EnumSource(RunAsShown.class)
    void run_as_is_settled_wherever_the_workspace_says_it(RunAsShown places) {
        workspace.showRunAs(places);
        defineRunner();
        assertThat(sync(Passes.ROBOT).count(Result.APPLIED)).isEqualTo(1);

        Report quiet = sync(Passes.ROBOT);

        assertThat(quiet.hasChanges()).isFalse();
        assertThat(quiet.failed()).isFalse();
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
        define(",\"run_as\":{\"user_name\":\"ann@example.com\"}");
        assertThat(sync(Passes.ROBOT).count(Result.APPLIED)).isEqualTo(1);
        assertThat(sync(Passes.ROBOT).hasChanges()).isFalse();
    }

    @Test
    void a_refusal_to_run_as_another_service_principal_says_which_role_it_takes() {
        defineRunner();

        Outcome failed = sync(PLAIN).outcomes().get(0);

        assertThat(failed.result()).isEqualTo(Result.FAILED);
        assertThat(failed.error()).hasValueSatisfying(error -> assertThat(error)
                .startsWith("POST /api/2.2/jobs/create was answered 403 PERMISSION_DENIED: ")
                .contains("the job is to run as service_principal_name=" + RUNNER, "the role Service Principal User"));
        assertThat(workspace.jobs().all()).isEmpty();
        workspace.accept(PLAIN.mayRunAs(RUNNER));
        assertThat(sync(PLAIN).count(Result.APPLIED)).isEqualTo(1);
    }

    @Test
    void an_update_that_may_not_change_whom_the_job_runs_as_says_which_role_it_takes() {
        define("");
        sync(PLAIN);
        defineRunner();

        assertThat(sync(PLAIN).outcomes().get(0).error()).hasValueSatisfying(error -> assertThat(error)
                .startsWith("POST /api/2.2/jobs/reset was answered 403 PERMISSION_DENIED: ")
                .contains("the role Service Principal User"));
    }
}
