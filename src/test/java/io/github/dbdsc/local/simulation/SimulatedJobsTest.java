package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What other people and tools do to a workspace")
class SimulatedJobsTest {

    private static final String OTHER = "other@simulated.example";

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final SimulatedJobs jobs = workspace.jobs();
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("a job of another creator says so")
    void job_of_another_creator() {
        long id = jobs.put(OTHER, SampleJobs.settings(SampleJobs.named("theirs")));

        assertThat(client.job(id).path("creator_user_name").asText()).isEqualTo(OTHER);
        assertThat(jobs.find(id).orElseThrow().grants()).containsExactly(new Grant("user_name", OTHER, "IS_OWNER"));
    }

    @Test
    @DisplayName(
            "Legacy 2.0: a job of the original script reads back as one task; timeouts and e-mails stay with the job")
    void legacy_job_reads_back_as_tasks() {
        long id = jobs.putLegacy(
                OTHER,
                SampleJobs.settings("{\"name\":\"Nightly load\",\"new_cluster\":{\"num_workers\":\"2\"},"
                        + "\"libraries\":[{\"jar\":\"a.jar\"}],\"max_retries\":1,\"timeout_seconds\":3600,"
                        + "\"email_notifications\":{\"on_failure\":[\"a@b\"]},"
                        + "\"notebook_task\":{\"notebook_path\":\"/a\"}}"));

        JsonNode settings = client.settings(id);

        assertThat(settings.path("format").asText()).isEqualTo("MULTI_TASK");
        assertThat(settings.path("timeout_seconds").asInt()).isEqualTo(3600);
        assertThat(settings.at("/email_notifications/on_failure")).hasSize(1);
        assertThat(settings.path("tasks")).hasSize(1);
        JsonNode task = settings.at("/tasks/0");
        assertThat(task.path("task_key").asText()).isEqualTo("Nightly_load");
        assertThat(task.path("libraries")).hasSize(1);
        assertThat(task.path("max_retries").asInt()).isEqualTo(1);
        assertThat(task.at("/new_cluster/num_workers").isInt()).isTrue();
        assertThat(settings.has("notebook_task")).isFalse();
    }

    @Test
    @DisplayName("the task key of a legacy job is valid whatever the job is called")
    void legacy_task_key_is_valid() {
        for (String name : new String[] {"", "a/b (c)", "x".repeat(300)}) {
            long id = jobs.putLegacy(OTHER, SampleJobs.settings("{\"name\":\"" + name + "\",\"notebook_task\":{}}"));

            assertThat(client.settings(id).at("/tasks/0/task_key").asText()).matches("[\\w-]{1,100}");
        }
    }

    @Test
    @DisplayName("Queueing: jobs created through 2.0 do not get queue.enabled")
    void legacy_job_has_no_queue() {
        long legacy = jobs.putLegacy(OTHER, SampleJobs.settings("{\"name\":\"a\",\"notebook_task\":{}}"));
        long recent = jobs.put(OTHER, SampleJobs.settings(SampleJobs.named("a")));

        assertThat(client.settings(legacy).has("queue")).isFalse();
        assertThat(client.settings(recent).at("/queue/enabled").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("an edit by hand shows in the next read")
    void edit_by_hand() {
        long id = client.create(SampleJobs.named("a"));
        client.job(id);

        jobs.edit(id, settings -> settings.putObject("schedule").put("pause_status", "PAUSED"));

        assertThat(client.settings(id).at("/schedule/pause_status").asText()).isEqualTo("PAUSED");
        assertThat(jobs.find(id).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    @DisplayName("a deletion by hand is seen by clients")
    void delete_by_hand() {
        long id = client.create(SampleJobs.named("a"));

        jobs.delete(id);

        assertThat(client.listAll("")).isEmpty();
    }

    @Test
    @DisplayName("grants given by hand count")
    void grants_by_hand() {
        Caller reader = Caller.user("reader-token", "reader@simulated.example");
        workspace.accept(reader);
        long id = client.create(SampleJobs.named("a"));

        jobs.setGrants(id, List.of(new Grant("user_name", reader.userName(), "CAN_VIEW")));

        assertThat(new WorkspaceClient(workspace, reader).listAll("")).hasSize(1);
    }

    @Test
    @DisplayName("nothing done by hand is a call")
    void manipulation_is_not_logged() {
        long id = jobs.put(OTHER, SampleJobs.settings(SampleJobs.named("a")));
        jobs.edit(id, settings -> settings.put("name", "b"));
        jobs.setActiveRuns(id, 1);
        jobs.delete(id);

        assertThat(workspace.calls().count()).isZero();
    }

    @Test
    @DisplayName("a job that is not there can't be changed")
    void missing_job() {
        assertThatThrownBy(() -> jobs.edit(5, settings -> {}))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("5");
        assertThatThrownBy(() -> jobs.delete(5)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    @DisplayName("what is handed out is a copy")
    void stored_settings_are_a_copy() {
        ObjectNode sent = SampleJobs.settings(SampleJobs.named("a"));
        long id = jobs.put(OTHER, sent);

        sent.put("name", "changed");
        jobs.find(id).orElseThrow().settings().put("name", "changed");

        assertThat(jobs.find(id).orElseThrow().name()).isEqualTo("a");
    }

    @Test
    @DisplayName("tags tell jobs apart")
    void tags() {
        jobs.put(OTHER, SampleJobs.settings("{\"tags\":{\"dsc-key\":\"etl/daily\"}}"));

        assertThat(jobs.all()).singleElement().satisfies(job -> {
            assertThat(job.tag("dsc-key")).hasValue("etl/daily");
            assertThat(job.tag("absent")).isEmpty();
            assertThat(job.name()).isEqualTo("Untitled");
        });
    }
}
