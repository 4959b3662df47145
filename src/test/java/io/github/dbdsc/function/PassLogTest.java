package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.reconcile.PassRequest;
import io.github.dbdsc.reconcile.Reconciler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassLogTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();

    @TempDir
    Path folder;

    @BeforeEach
    void define() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Files.writeString(folder.resolve("jobs/a.json"), "{\"name\": \"A\"}");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private JsonNode line(PassRequest request) throws JsonProcessingException {
        Reconciler reconciler = Wiring.reconciler(
                Settings.of(Map.of(
                        "DATABRICKS_URI",
                        workspace.uri().toString(),
                        "AUTHORITY_TYPE",
                        "pat",
                        "PAT_TOKEN",
                        Caller.DEMO.token(),
                        "OWNER",
                        "us")),
                FolderStores.in(folder));
        String line = PassLog.line(reconciler.pass(request));
        assertThat(line).startsWith("dsc-pass {").doesNotContain("\n");
        return new JsonMapper().readTree(line.substring(PassLog.PREFIX.length()));
    }

    @Test
    void what_was_done_is_counted_and_a_pass_that_changes_nothing_is_a_success_too() throws Exception {
        JsonNode first = line(PassRequest.SYNC);
        JsonNode second = line(PassRequest.SYNC);

        assertThat(first.path("outcome").asText()).isEqualTo("ok");
        assertThat(first.path("dryRun").asBoolean(true)).isFalse();
        assertThat(first.path("created").asInt()).isEqualTo(1);
        assertThat(first.path("owner").asText()).isEqualTo("us");
        assertThat(second.path("outcome").asText()).isEqualTo("ok");
        assertThat(second.path("created").asInt(-1)).isZero();
        assertThat(second.path("inSync").asInt()).isEqualTo(1);
    }

    @Test
    void a_dry_run_says_so_and_counts_nothing_as_done() throws Exception {
        JsonNode plan = line(PassRequest.PLAN);

        assertThat(plan.path("dryRun").asBoolean()).isTrue();
        assertThat(plan.path("created").asInt(-1)).isZero();
    }

    @Test
    void a_job_of_somebody_else_is_a_refusal() throws Exception {
        workspace
                .jobs()
                .put("bob@example.com", JsonNodeFactory.instance.objectNode().put("name", "A"));

        JsonNode pass = line(PassRequest.SYNC);

        assertThat(pass.path("outcome").asText()).isEqualTo("refused");
        assertThat(pass.path("refused").asInt()).isEqualTo(1);
    }

    @Test
    void a_definition_with_an_error_is_a_failure_that_a_person_should_hear_of() throws Exception {
        Files.writeString(folder.resolve("jobs/b.json"), "{");

        JsonNode pass = line(PassRequest.SYNC);

        assertThat(pass.path("outcome").asText()).isEqualTo("failed");
        assertThat(pass.path("errors").asInt()).isEqualTo(1);
        assertThat(pass.path("created").asInt()).isEqualTo(1);
    }
}
