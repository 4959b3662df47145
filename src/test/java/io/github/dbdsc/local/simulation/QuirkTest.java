package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Quirks: the same settings shown differently")
class QuirkTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("fields that nobody knows appear in the job, its tasks and its clusters")
    void unknown_fields() {
        long id = client.create(SampleJobs.withCluster("\"num_workers\":1"));
        JsonNode before = client.settings(id);

        workspace.setQuirks(Quirk.UNKNOWN_FIELDS);

        JsonNode after = client.settings(id);
        for (String place : new String[] {"", "/tasks/0", "/tasks/0/new_cluster"}) {
            String field = place + "/simulated_future_field/level";
            assertThat(before.at(field).isMissingNode()).isTrue();
            assertThat(after.at(field).asInt()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("a quirk shows in listings at once and is gone when it is taken back")
    void quirks_show_in_listings() {
        client.create(SampleJobs.named("a"));
        workspace.setQuirks(Quirk.UNKNOWN_FIELDS);
        assertThat(client.listAll("")
                        .get(0)
                        .at("/settings/simulated_future_field")
                        .isObject())
                .isTrue();

        workspace.setQuirks();

        assertThat(client.listAll("")
                        .get(0)
                        .at("/settings/simulated_future_field")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    @DisplayName("a workspace may have quirks from the start")
    void quirks_from_the_start() {
        SimulationOptions options = SimulationOptions.defaults().withQuirks(Quirk.UNKNOWN_FIELDS);
        try (SimulatedWorkspace quirky = SimulatedWorkspace.start(options)) {
            assertThat(new WorkspaceClient(quirky).echo("{}").has("simulated_future_field"))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("Jobs API 2.2: lists are compared by key, not position")
    void reordered_lists() {
        long id = client.create("{\"parameters\":[{\"name\":\"a\"},{\"name\":\"b\"}],"
                + "\"webhook_notifications\":{\"on_failure\":[{\"id\":\"x\"},{\"id\":\"y\"}]}}");

        workspace.setQuirks(Quirk.REORDERED_LISTS);

        assertThat(client.settings(id).path("parameters"))
                .isEqualTo(ApiJson.literal("[{\"name\":\"b\"},{\"name\":\"a\"}]"));
        assertThat(client.settings(id).at("/webhook_notifications/on_failure"))
                .isEqualTo(ApiJson.literal("[{\"id\":\"y\"},{\"id\":\"x\"}]"));
    }

    @Test
    @DisplayName("Jobs API 2.2: DATA_SECURITY_MODE_DEDICATED is SINGLE_USER, a path is the same below /Workspace")
    void other_spellings() {
        workspace.setQuirks(Quirk.OTHER_SPELLINGS);

        JsonNode task = client.echo(SampleJobs.withCluster("\"data_security_mode\":\"DATA_SECURITY_MODE_DEDICATED\""))
                .at("/tasks/0");

        assertThat(task.at("/new_cluster/data_security_mode").asText()).isEqualTo("SINGLE_USER");
        assertThat(task.at("/notebook_task/notebook_path").asText()).isEqualTo("/Workspace/Shared/main");
    }

    @Test
    @DisplayName("a path that is below /Workspace already, or in a repository, stays")
    void other_spellings_leave_other_paths() {
        workspace.setQuirks(Quirk.OTHER_SPELLINGS);

        assertThat(client.echo(SampleJobs.withTask("a", SampleJobs.notebook("/Workspace/a")))
                        .at("/tasks/0/notebook_task/notebook_path")
                        .asText())
                .isEqualTo("/Workspace/a");
        assertThat(client.echo(SampleJobs.withTask(
                                "a", "\"notebook_task\":{\"notebook_path\":\"/a\",\"source\":\"GIT\"}"))
                        .at("/tasks/0/notebook_task/notebook_path")
                        .asText())
                .isEqualTo("/a");
    }

    @Test
    @DisplayName("Jobs API 2.2: null, \"\", 0, false, [] and {} are all empty; string maps keep theirs")
    void empty_values_left_out() {
        workspace.setQuirks(Quirk.EMPTY_VALUES_LEFT_OUT);

        JsonNode settings = client.echo("{\"name\":\"0\",\"description\":\"\",\"timeout_seconds\":0,"
                + "\"health\":{\"rules\":[]},\"queue\":{\"enabled\":false},\"tags\":{\"flag\":\"\"}}");

        for (String field : new String[] {"description", "timeout_seconds", "health", "queue", "email_notifications"}) {
            assertThat(settings.has(field)).as(field).isFalse();
        }
        assertThat(settings.path("name").asText()).isEqualTo("0");
        assertThat(settings.path("tags")).isEqualTo(ApiJson.literal("{\"flag\":\"\"}"));
    }
}
