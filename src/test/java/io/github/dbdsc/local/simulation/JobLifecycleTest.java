package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Jobs API 2.2, jobs/create, get, reset and delete")
class JobLifecycleTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("create has no idempotency token: the same request twice makes two jobs")
    void creating_twice_makes_two_jobs() {
        client.create(SampleJobs.named("twin"));
        client.create(SampleJobs.named("twin"));

        assertThat(workspace.jobs().named("twin")).hasSize(2);
    }

    @Test
    @DisplayName("create answers with nothing but the id")
    void create_answers_with_the_id() {
        JsonNode answer = client.createReply(SampleJobs.named("a")).json();

        assertThat(answer).hasSize(1);
        assertThat(answer.path("job_id").isIntegralNumber()).isTrue();
    }

    @Test
    @DisplayName("reset replaces everything and keeps id, creator and creation time")
    void reset_replaces_all_settings() {
        long id = client.create("{\"name\":\"a\",\"description\":\"old\",\"max_concurrent_runs\":3}");
        JsonNode before = client.job(id);

        WorkspaceClient.Reply reply = client.reset(id, SampleJobs.named("b"));

        JsonNode after = client.job(id);
        assertThat(reply.text()).isEqualTo("{}");
        assertThat(after.path("settings").has("description")).isFalse();
        assertThat(after.at("/settings/max_concurrent_runs").asInt()).isEqualTo(1);
        assertThat(after.path("created_time")).isEqualTo(before.path("created_time"));
        assertThat(after.path("creator_user_name")).isEqualTo(before.path("creator_user_name"));
    }

    @Test
    @DisplayName("reset without run_as keeps the old run_as")
    void reset_keeps_run_as() {
        long id = client.create("{\"name\":\"a\",\"run_as\":{\"user_name\":\"runner@simulated.example\"}}");

        client.reset(id, SampleJobs.named("a"));

        assertThat(client.job(id).at("/settings/run_as/user_name").asText()).isEqualTo("runner@simulated.example");
        assertThat(client.job(id).path("run_as_user_name").asText()).isEqualTo("runner@simulated.example");
    }

    @Test
    @DisplayName("reset with run_as replaces it")
    void reset_replaces_run_as() {
        long id = client.create("{\"run_as\":{\"user_name\":\"old@simulated.example\"}}");

        client.reset(id, "{\"run_as\":{\"user_name\":\"new@simulated.example\"}}");

        assertThat(client.job(id).at("/settings/run_as/user_name").asText()).isEqualTo("new@simulated.example");
    }

    @Test
    @DisplayName("reset needs new_settings")
    void reset_needs_new_settings() {
        long id = client.create(SampleJobs.named("a"));

        WorkspaceClient.Reply reply = client.post("/api/2.2/jobs/reset", "{\"job_id\":" + id + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains("new_settings");
    }

    @Test
    @DisplayName("a deleted job is neither found nor listed")
    void deleted_job_is_gone() {
        long id = client.create(SampleJobs.named("a"));

        assertThat(client.delete(id).text()).isEqualTo("{}");

        assertThat(client.get("/api/2.2/jobs/get?job_id=" + id).message()).isEqualTo("Job " + id + " does not exist.");
        assertThat(client.listAll("")).isEmpty();
        assertThat(client.delete(id).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("get shows at most 100 tasks a page; next_page_token leads to the rest")
    void tasks_of_a_large_job_are_paged() {
        long id = client.create(SampleJobs.withTasks(250));
        Set<String> keys = new HashSet<>();
        String token = "";
        int pages = 0;
        do {
            JsonNode page = client.get("/api/2.2/jobs/get?job_id=" + id + "&page_token=" + token)
                    .json();
            assertThat(page.at("/settings/tasks").size()).isLessThanOrEqualTo(100);
            page.at("/settings/tasks")
                    .forEach(task -> keys.add(task.path("task_key").asText()));
            token = page.path("next_page_token").asText("");
            pages++;
        } while (!token.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(keys).hasSize(250);
    }

    @Test
    @DisplayName("later pages of get do not repeat lists that were whole on the first page")
    void later_pages_do_not_repeat_short_lists() {
        String wide = SampleJobs.withTasks(150);
        long id = client.create(
                wide.substring(0, wide.length() - 1) + ",\"parameters\":[{\"name\":\"day\",\"default\":\"1\"}]}");

        JsonNode first = client.job(id);
        JsonNode second = client.get("/api/2.2/jobs/get?job_id=" + id + "&page_token="
                        + first.path("next_page_token").asText())
                .json();

        assertThat(first.at("/settings/parameters")).hasSize(1);
        assertThat(second.at("/settings/parameters")).isEmpty();
        assertThat(second.at("/settings/tasks")).hasSize(50);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("runs/list with active_only=true tells whether runs are active")
    void active_runs_are_listed() {
        long id = client.create(SampleJobs.named("a"));
        String path = "/api/2.2/jobs/runs/list?active_only=true&job_id=" + id;
        assertThat(client.get(path).json()).isEqualTo(ApiJson.literal("{\"has_more\":false}"));

        workspace.jobs().setActiveRuns(id, 30);

        JsonNode first = client.get(path).json();
        assertThat(first.path("runs")).hasSize(20);
        assertThat(first.at("/runs/0/state/life_cycle_state").asText()).isEqualTo("RUNNING");
        JsonNode second = client.get(
                        path + "&page_token=" + first.path("next_page_token").asText())
                .json();
        assertThat(second.path("runs")).hasSize(10);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("run-now starts a run, which has ended well when it is looked at")
    void runNow() {
        long id = client.create(SampleJobs.named("N"));

        JsonNode started =
                client.post("/api/2.2/jobs/run-now", "{\"job_id\": " + id + "}").json();

        assertThat(started.path("number_in_job").asLong()).isEqualTo(1);
        String run = "run_id=" + started.path("run_id").asLong();
        assertThat(client.get("/api/2.2/jobs/runs/get?" + run)
                        .json()
                        .at("/state/result_state")
                        .asText())
                .isEqualTo("SUCCESS");
        assertThat(client.get("/api/2.2/jobs/runs/list?job_id=" + id).json().path("runs"))
                .hasSize(1);
        assertThat(client.get("/api/2.2/jobs/runs/list?active_only=true&job_id=" + id)
                        .json()
                        .path("runs"))
                .isEmpty();
        assertThat(client.post("/api/2.2/jobs/run-now", "{\"job_id\": 1}").status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("runs/list without a job lists the runs of every job")
    void runs_of_every_job_are_listed() {
        workspace.jobs().setActiveRuns(client.create(SampleJobs.named("a")), 1);
        workspace.jobs().setActiveRuns(client.create(SampleJobs.named("b")), 2);

        assertThat(client.get("/api/2.2/jobs/runs/list").json().path("runs")).hasSize(3);
    }

    @Test
    @DisplayName("the workspace holds a limited number of jobs: 400 QUOTA_EXCEEDED")
    void full_workspace_refuses_another_job() {
        try (SimulatedWorkspace small =
                SimulatedWorkspace.start(SimulationOptions.defaults().withSavedJobs(1))) {
            WorkspaceClient smallClient = new WorkspaceClient(small);
            smallClient.create(SampleJobs.named("a"));

            WorkspaceClient.Reply reply = smallClient.createReply(SampleJobs.named("b"));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.errorCode()).isEqualTo("QUOTA_EXCEEDED");
        }
    }
}
