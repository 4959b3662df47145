package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Jobs API 2.2: invalid settings are 400 INVALID_PARAMETER_VALUE and store nothing")
class SettingsValidationTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("fields of the single-task form can't be mixed with tasks")
    void mixed_forms() {
        refused(
                "{\"tasks\":[{\"task_key\":\"a\"," + SampleJobs.notebook("/a") + "}],\"max_retries\":1}",
                "single-task",
                "max_retries");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notebook_task | {}",
                "existing_cluster_id | \"c\"",
                "new_cluster | {}",
                "libraries | []",
                "retry_on_timeout | true",
            })
    @DisplayName("2.1 and later want tasks[]")
    void single_task_form(String field, String json) {
        refused("{\"name\":\"old\",\"" + field + "\":" + json + "}", "single-task", field);
    }

    @Test
    @DisplayName("tasks is a list")
    void tasks_that_are_no_list() {
        assertThat(client.createReply("{\"tasks\":{}}").errorCode()).isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    @DisplayName("a task needs a task_key")
    void missing_task_key() {
        refused("{\"tasks\":[{" + SampleJobs.notebook("/a") + "}]}", "task_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "with.dot"})
    @DisplayName("a task_key takes letters, digits, hyphens and underscores")
    void malformed_task_key(String key) {
        refused("{\"tasks\":[{\"task_key\":\"" + key + "\"," + SampleJobs.notebook("/a") + "}]}", key);
    }

    @Test
    @DisplayName("a task_key occurs once")
    void duplicate_task_key() {
        String task = "{\"task_key\":\"twice\"," + SampleJobs.notebook("/a") + "}";
        refused("{\"tasks\":[" + task + "," + task + "]}", "Duplicate task_key 'twice'");
    }

    @Test
    @DisplayName("a job_cluster_key occurs once")
    void duplicate_job_cluster_key() {
        String cluster = "{\"job_cluster_key\":\"twice\",\"new_cluster\":{}}";
        refused("{\"job_clusters\":[" + cluster + "," + cluster + "]}", "Duplicate job_cluster_key 'twice'");
    }

    @Test
    @DisplayName("depends_on names a task of the job")
    void dangling_dependency() {
        refused(
                SampleJobs.withTask("a", SampleJobs.notebook("/a") + ",\"depends_on\":[{\"task_key\":\"nowhere\"}]"),
                "nowhere");
    }

    @Test
    @DisplayName("tasks do not wait for each other in a cycle")
    void cyclic_dependency() {
        refused(
                "{\"tasks\":[{\"task_key\":\"a\"," + SampleJobs.notebook("/a")
                        + ",\"depends_on\":[{\"task_key\":\"b\"}]},{\"task_key\":\"b\"," + SampleJobs.notebook("/b")
                        + ",\"depends_on\":[{\"task_key\":\"a\"}]}]}",
                "cycle");
    }

    @Test
    @DisplayName("a diamond of dependencies is no cycle")
    void diamond_is_accepted() {
        String diamond = "{\"tasks\":[" + dependent("d", "b", "c") + "," + dependent("b", "a") + ","
                + dependent("c", "a") + "," + dependent("a") + "]}";

        assertThat(client.createReply(diamond).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("job_cluster_key names a cluster of the job, in nested tasks too")
    void dangling_job_cluster_key() {
        refused(SampleJobs.withTask("a", SampleJobs.notebook("/a") + ",\"job_cluster_key\":\"none\""), "none");
        refused(
                SampleJobs.withTask(
                        "a",
                        "\"for_each_task\":{\"inputs\":\"[1]\",\"task\":{\"task_key\":\"each\","
                                + SampleJobs.notebook("/a") + ",\"job_cluster_key\":\"none\"}}"),
                "none");
    }

    @Test
    @DisplayName("environment_key names an environment of the job")
    void dangling_environment_key() {
        refused(SampleJobs.withTask("a", SampleJobs.notebook("/a") + ",\"environment_key\":\"none\""), "none");
    }

    @Test
    @DisplayName("a task has exactly one kind of task to run")
    void task_without_or_with_two_types() {
        refused(SampleJobs.withTask("a", "\"max_retries\":1"), "exactly one kind");
        refused(SampleJobs.withTask("a", SampleJobs.notebook("/a") + ",\"sql_task\":{}"), "exactly one kind");
    }

    @Test
    @DisplayName("the name is at most 4096 bytes, not characters")
    void name_length_is_counted_in_bytes() {
        refused("{\"name\":\"" + "ä".repeat(2049) + "\"}", "4098 bytes");

        assertThat(client.createReply("{\"name\":\"" + "ä".repeat(2048) + "\"}").status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("the description is at most 27700 characters")
    void description_length_is_counted_in_characters() {
        refused("{\"description\":\"" + "ä".repeat(27_701) + "\"}", "27701 characters");

        assertThat(client.createReply("{\"description\":\"" + "ä".repeat(27_700) + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a job has at most 25 tags")
    void too_many_tags() {
        refused("{\"tags\":" + tags(26) + "}", "26 tags");

        assertThat(client.createReply("{\"tags\":" + tags(25) + "}").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a job has at most 1000 tasks")
    void too_many_tasks() {
        refused(SampleJobs.withTasks(1001), "1001 tasks");

        assertThat(client.createReply(SampleJobs.withTasks(1000)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a request body is at most 10 MB")
    void body_too_large() {
        String description = "x".repeat(10 * 1024 * 1024);
        refused("{\"description\":\"" + description + "\"}", "10 MB");
    }

    @Test
    @DisplayName("jobs/reset refuses the same and keeps the job as it was")
    void refused_reset_changes_nothing() {
        long id = client.create(SampleJobs.named("good"));

        WorkspaceClient.Reply reply = client.reset(id, "{\"name\":\"bad\",\"tasks\":[{}]}");

        assertThat(reply.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(workspace.jobs().find(id).orElseThrow().name()).isEqualTo("good");
    }

    private void refused(String settings, String... mentioned) {
        WorkspaceClient.Reply reply = client.createReply(settings);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(reply.message()).contains(mentioned);
        assertThat(workspace.jobs().all()).isEmpty();
    }

    private static String dependent(String key, String... on) {
        String dependencies = IntStream.range(0, on.length)
                .mapToObj(n -> "{\"task_key\":\"" + on[n] + "\"}")
                .collect(Collectors.joining(","));
        return "{\"task_key\":\"" + key + "\"," + SampleJobs.notebook("/" + key) + ",\"depends_on\":[" + dependencies
                + "]}";
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "\"t" + n + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
