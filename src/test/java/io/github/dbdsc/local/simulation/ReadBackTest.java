package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Jobs API 2.2: what a read-back adds or changes in jobs and tasks")
class ReadBackTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | \"Untitled\"",
                "email_notifications | {}",
                "webhook_notifications | {}",
                "notification_settings | {}",
                "timeout_seconds | 0",
                "max_concurrent_runs | 1",
                "format | \"MULTI_TASK\"",
                "performance_target | \"PERFORMANCE_OPTIMIZED\"",
                "queue | {\"enabled\":true}",
                "run_as | {\"user_name\":\"demo@simulated.example\"}",
            })
    @DisplayName("a job shows what it left out")
    void job_defaults(String field, String json) {
        assertThat(client.echo("{}").path(field)).isEqualTo(ApiJson.literal(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run_if | \"ALL_SUCCESS\"",
                "timeout_seconds | 0",
                "disabled | false",
                "retry_on_timeout | false",
                "email_notifications | {}",
                "webhook_notifications | {}",
                "notification_settings | {}",
            })
    @DisplayName("a task, and the task of a for_each_task, shows what it left out")
    void task_defaults(String field, String json) {
        JsonNode settings = client.echo(SampleJobs.withTask(
                "loop",
                "\"for_each_task\":{\"inputs\":\"[1]\",\"task\":{\"task_key\":\"each\"," + SampleJobs.notebook("/a")
                        + "}}"));

        assertThat(settings.at("/tasks/0/" + field)).isEqualTo(ApiJson.literal(json));
        assertThat(settings.at("/tasks/0/for_each_task/task/" + field)).isEqualTo(ApiJson.literal(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notebook_task | source | \"WORKSPACE\"",
                "spark_python_task | source | \"WORKSPACE\"",
                "dbt_task | source | \"WORKSPACE\"",
                "dbt_task | schema | \"default\"",
                "pipeline_task | full_refresh | false",
                "spark_jar_task | run_as_repl | true",
            })
    @DisplayName("kinds of tasks have defaults of their own")
    void task_type_defaults(String type, String field, String json) {
        JsonNode settings = client.echo(SampleJobs.withTask("a", "\"" + type + "\":{}"));

        assertThat(settings.at("/tasks/0/" + type + "/" + field)).isEqualTo(ApiJson.literal(json));
        assertThat(settings.at("/tasks/0").fieldNames())
                .toIterable()
                .filteredOn(name -> name.endsWith("_task"))
                .containsExactly(type);
    }

    @Test
    @DisplayName("files come from GIT when the job has a git_source")
    void source_is_git_with_a_git_source() {
        JsonNode settings = client.echo("{\"git_source\":{\"git_url\":\"u\",\"git_provider\":\"gitHub\"},\"tasks\":["
                + "{\"task_key\":\"a\",\"notebook_task\":{\"notebook_path\":\"a\"}},"
                + "{\"task_key\":\"b\",\"sql_task\":{\"file\":{\"path\":\"b\"}}}]}");

        assertThat(settings.at("/tasks/0/notebook_task/source").asText()).isEqualTo("GIT");
        assertThat(settings.at("/tasks/1/sql_task/file/source").asText()).isEqualTo("GIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "trigger", "continuous"})
    @DisplayName("pause_status is UNPAUSED where something starts the job")
    void pause_status(String starter) {
        assertThat(client.echo("{\"" + starter + "\":{}}")
                        .path(starter)
                        .path("pause_status")
                        .asText())
                .isEqualTo("UNPAUSED");
        assertThat(client.echo("{}").has(starter)).isFalse();
    }

    @Test
    @DisplayName("email_notifications that say something also say no_alert_for_skipped_runs")
    void email_notifications_are_completed() {
        assertThat(client.echo("{\"email_notifications\":{\"on_failure\":[\"a@b\"]}}")
                        .path("email_notifications"))
                .isEqualTo(ApiJson.literal("{\"on_failure\":[\"a@b\"],\"no_alert_for_skipped_runs\":false}"));
    }

    @Test
    @DisplayName("what was sent is not replaced by a default")
    void explicit_values_stay() {
        JsonNode settings = client.echo("{\"timeout_seconds\":60,\"queue\":{\"enabled\":false},"
                + "\"schedule\":{\"pause_status\":\"PAUSED\"},\"tasks\":[{\"task_key\":\"a\",\"run_if\":\"ALL_DONE\","
                + "\"notebook_task\":{\"notebook_path\":\"/a\",\"source\":\"GIT\"}}]}");

        assertThat(settings.path("timeout_seconds").asInt()).isEqualTo(60);
        assertThat(settings.at("/queue/enabled").asBoolean()).isFalse();
        assertThat(settings.at("/schedule/pause_status").asText()).isEqualTo("PAUSED");
        assertThat(settings.at("/tasks/0/run_if").asText()).isEqualTo("ALL_DONE");
        assertThat(settings.at("/tasks/0/notebook_task/source").asText()).isEqualTo("GIT");
    }

    @Test
    @DisplayName("depends_on comes back sorted by task key")
    void dependencies_are_sorted() {
        JsonNode settings = client.echo("{\"tasks\":[{\"task_key\":\"b\"," + SampleJobs.notebook("/b")
                + "},{\"task_key\":\"a\"," + SampleJobs.notebook("/a") + "},{\"task_key\":\"z\","
                + SampleJobs.notebook("/z")
                + ",\"depends_on\":[{\"task_key\":\"b\"},{\"task_key\":\"a\",\"outcome\":\"true\"}]}]}");

        assertThat(settings.at("/tasks/2/depends_on"))
                .isEqualTo(ApiJson.literal("[{\"task_key\":\"a\",\"outcome\":\"true\"},{\"task_key\":\"b\"}]"));
    }

    @Test
    @DisplayName("defaults are shown, not stored")
    void defaults_are_not_stored() {
        long id = client.create("{\"name\":\"a\"}");
        client.job(id);

        assertThat(workspace.jobs().find(id).orElseThrow().settings())
                .isEqualTo(ApiJson.literal("{\"name\":\"a\",\"queue\":{\"enabled\":true}}"));
    }

    @Test
    @DisplayName("effective policy ids and trigger_state stand outside the settings")
    void read_only_fields_stand_outside() {
        JsonNode job = client.job(client.create("{\"budget_policy_id\":\"b\",\"usage_policy_id\":\"u\","
                + "\"trigger\":{\"file_arrival\":{\"url\":\"/Volumes/a\"}}}"));

        assertThat(job.path("effective_budget_policy_id").asText()).isEqualTo("b");
        assertThat(job.path("effective_usage_policy_id").asText()).isEqualTo("u");
        assertThat(job.path("trigger_state").has("file_arrival")).isTrue();
        assertThat(job.path("created_time").isIntegralNumber()).isTrue();
        assertThat(job.path("settings").has("created_time")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"BOTH_PLACES,true,true", "TOP_ONLY,false,false", "NOT_IN_LISTINGS,true,false"})
    @DisplayName("whom a job runs as is beside the settings, and in them where it is told to")
    void run_as_in_each_way_that_was_seen(RunAsShown places, boolean whole, boolean listed) {
        long id = client.create(SampleJobs.named("a"));
        workspace.showRunAs(places);

        assertThat(client.job(id).path("settings").has("run_as")).isEqualTo(whole);
        assertThat(client.listAll(""))
                .singleElement()
                .satisfies(job -> assertThat(job.path("settings").has("run_as")).isEqualTo(listed))
                .satisfies(
                        job -> assertThat(job.path("run_as_user_name").asText()).isEqualTo("demo@simulated.example"));
        assertThat(client.job(id).path("run_as_user_name").asText()).isEqualTo("demo@simulated.example");
    }
}
