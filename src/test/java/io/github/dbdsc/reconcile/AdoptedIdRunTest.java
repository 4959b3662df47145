package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run takes over the very job that a definition names, and makes none beside one that it does not see. */
class AdoptedIdRunTest {

    private static final Caller ADMIN = Caller.admin("admin-token", "admin@example.com");
    private static final Caller PLAIN = Caller.user("plain-token", "plain@example.com");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(ADMIN, PLAIN));
    private final InMemoryStores stores =
            new InMemoryStores().file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");

    @AfterEach
    void stop() {
        workspace.close();
    }

    private long job() {
        return workspace
                .jobs()
                .put("ann@example.com", JsonNodeFactory.instance.objectNode().put("name", "A"));
    }

    private void define(long id) {
        stores.file("jobs/a.json", "{\"name\": \"A\", \"$adopt\": " + id + "}");
    }

    private Report run(Caller caller) {
        workspace.calls().reset();
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace, caller), stores.stores())
                .run(SyncRequest.SYNC);
    }

    private static Outcome only(Report report) {
        assertThat(report.outcomes()).hasSize(1);
        return report.outcomes().get(0);
    }

    @Test
    void the_very_job_is_taken_over_and_stays_ours() {
        job();
        long second = job();
        define(second);

        assertThat(only(run(ADMIN)).result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.jobs().find(second).orElseThrow().tag("dsc-key")).hasValue("a");
        assertThat(workspace.jobs().all()).hasSize(2);
        assertThat(only(run(ADMIN)).result()).isEqualTo(Result.UNCHANGED);
    }

    @Test
    void a_job_that_our_identity_does_not_see_is_not_made_a_second_time() {
        long id = job();
        workspace.jobs().setGrants(id, List.of(new Grant("user_name", "ann@example.com", "IS_OWNER")));
        define(id);

        Outcome outcome = only(run(PLAIN));

        assertThat(outcome.change().reason()).contains("job " + id + " stays as it is");
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_job_is_made_where_the_workspace_has_none_of_that_id() {
        define(4711);

        assertThat(only(run(ADMIN)).result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.calls().lines()).contains("GET /api/2.2/jobs/get", "POST /api/2.2/jobs/create");
        assertThat(only(run(ADMIN)).result()).isEqualTo(Result.UNCHANGED);
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }
}
