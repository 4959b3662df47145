package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of an identity whose name is not set: they ask the workspace for it where it matters. */
class OurIdentityTest {

    private static final String ME = "GET /api/2.0/preview/scim/v2/Me";
    private static final Caller US = Caller.admin("our-token", "us@example.com");

    @TempDir
    Path folder;

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(US));
    private final DatabricksWorkspace api = new DatabricksWorkspace(
            workspace.uri(), US::token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause -> {});
    private OwnershipPolicy policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.REFUSE);

    @BeforeEach
    void definition() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Files.writeString(folder.resolve("jobs/a.json"), "{\"name\": \"A\"}");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run() {
        return Passes.of(policy, RunPolicy.DEFAULT)
                .in(workspace.uri(), 4)
                .reconciler(api, FolderStores.in(folder, Passes.NOON))
                .run(SyncRequest.SYNC);
    }

    private void untagged(String creator) {
        workspace.jobs().put(creator, JsonNodeFactory.instance.objectNode().put("name", "A"));
    }

    @Test
    void a_job_that_we_made_without_tags_is_adopted() {
        untagged("us@example.com");

        assertThat(run().count(Action.ADOPT)).isEqualTo(1);

        assertThat(workspace.calls().lines()).contains(ME);
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_definition_that_moves_and_no_longer_says_whom_its_job_runs_as_gets_our_identity() throws IOException {
        Files.writeString(
                folder.resolve("templates/standard.jinja2"),
                "{\"name\": \"A\"{% if job.as %}, \"run_as\": {\"user_name\": \"{{ job.as }}\"}{% endif %}}");
        Files.writeString(folder.resolve("jobs/a.json"), "{\"name\": \"A\", \"as\": \"ann@example.com\"}");
        run();
        Files.delete(folder.resolve("jobs/a.json"));
        Files.writeString(folder.resolve("jobs/b.json"), "{\"name\": \"A\"}");

        Report report = run();

        assertThat(report.outcomes().get(0).change().differences())
                .filteredOn(field -> field.path().startsWith("run_as"))
                .singleElement()
                .satisfies(field -> assertThat(field.after().toString()).contains("us@example.com"));
        assertThat(workspace
                        .jobs()
                        .all()
                        .get(0)
                        .settings()
                        .at("/run_as/user_name")
                        .asText())
                .isEqualTo("us@example.com");
    }

    @Test
    void names_are_compared_without_case() {
        untagged("US@Example.com");

        assertThat(run().count(Action.ADOPT)).isEqualTo(1);
    }

    @Test
    void a_job_that_somebody_else_made_is_refused_and_our_identity_is_asked_for_once_for_all_runs() {
        untagged("them@example.com");

        assertThat(run().count(Action.REFUSED)).isEqualTo(1);
        assertThat(run().count(Action.REFUSED)).isEqualTo(1);

        assertThat(workspace.calls().lines()).filteredOn(ME::equals).hasSize(1);
    }

    @Test
    void our_identity_is_not_asked_for_where_no_name_is_taken() {
        run();
        workspace.calls().reset();

        run();

        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }

    @Test
    void our_identity_is_not_asked_for_where_a_setting_holds_it() {
        policy = new OwnershipPolicy("us", Optional.of("US@example.com"), OnNameTaken.REFUSE);
        untagged("us@example.com");

        assertThat(run().count(Action.ADOPT)).isEqualTo(1);

        assertThat(workspace.calls().lines()).doesNotContain(ME);
    }

    @Test
    void a_workspace_that_does_not_say_who_we_are_ends_the_run_before_anything_is_written() {
        untagged("us@example.com");
        workspace.faults().onNext(Operation.ME, Fault.refused(403, "PERMISSION_DENIED"));

        assertThatThrownBy(this::run).hasMessageContaining(ME).hasMessageContaining("403");

        assertThat(workspace.calls().writes()).isZero();
    }
}
