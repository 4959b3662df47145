package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Jobs API 2.2, jobs/list")
class ListingTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("an empty page has no jobs field")
    void empty_page_has_no_jobs_field() {
        assertThat(client.get("/api/2.2/jobs/list").json()).isEqualTo(ApiJson.literal("{\"has_more\":false}"));
    }

    @Test
    @DisplayName("limit is 20 unless given")
    void default_page_size_is_20() {
        putJobs(21);

        JsonNode page = client.get("/api/2.2/jobs/list").json();

        assertThat(page.path("jobs")).hasSize(20);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(page.path("next_page_token").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "many"})
    @DisplayName("limit is from 1 to 100")
    void page_size_out_of_range_is_refused(String limit) {
        WorkspaceClient.Reply reply = client.get("/api/2.2/jobs/list?limit=" + limit);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(reply.message()).contains("limit");
    }

    @Test
    @DisplayName("pages end exactly at the last job")
    void last_full_page_has_no_token() {
        putJobs(100);

        assertThat(client.get("/api/2.2/jobs/list?limit=100").json().has("next_page_token"))
                .isFalse();
    }

    @Test
    @DisplayName("page_token is a keyset: a job deleted between two pages hides no other")
    void deletion_between_pages_skips_nothing() {
        putJobs(6);
        JsonNode first = client.get("/api/2.2/jobs/list?limit=3").json();
        workspace.jobs().delete(first.path("jobs").get(0).path("job_id").longValue());

        JsonNode second = client.get("/api/2.2/jobs/list?limit=3&page_token="
                        + first.path("next_page_token").asText())
                .json();

        assertThat(second.path("jobs")).hasSize(3).doesNotContainAnyElementsOf(first.path("jobs"));
    }

    @Test
    @DisplayName("a page token of another kind is an invalid parameter")
    void unknown_page_token_is_refused() {
        WorkspaceClient.Reply reply = client.get("/api/2.2/jobs/list?page_token=12");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    @DisplayName("name is an exact filter without regard to case")
    void name_filter_is_exact_and_ignores_case() {
        client.create(SampleJobs.named("Daily load"));
        client.create(SampleJobs.named("Daily load 2"));

        List<JsonNode> found = client.listAll("name=DAILY%20LOAD");

        assertThat(found).singleElement().satisfies(job -> assertThat(
                        job.path("settings").path("name").asText())
                .isEqualTo("Daily load"));
    }

    @Test
    @DisplayName("the name filter goes on over pages")
    void name_filter_is_paged() {
        IntStream.range(0, 5).forEach(n -> client.create(SampleJobs.named("twin")));
        putJobs(3);

        assertThat(client.listAll("name=twin&limit=2")).hasSize(5);
    }

    @Test
    @DisplayName("without expand_tasks there are no tasks and no per-job has_more")
    void plain_listing_has_no_tasks() {
        client.create(SampleJobs.named("a"));

        JsonNode job = client.listAll("").get(0);

        assertThat(job.path("settings").has("tasks")).isFalse();
        assertThat(job.has("has_more")).isFalse();
        assertThat(job.path("settings").path("max_concurrent_runs").asInt()).isEqualTo(1);
        assertThat(job.path("creator_user_name").asText()).isEqualTo(Caller.DEMO.userName());
    }

    @Test
    @DisplayName("expand_tasks=true adds the first 100 elements of each list and a per-job has_more")
    void expanded_listing_cuts_at_100_elements() {
        client.create(SampleJobs.withTasks(100));
        client.create(SampleJobs.withTasks(101));

        List<JsonNode> jobs = client.listAll("expand_tasks=true");

        assertThat(jobs).allSatisfy(job -> assertThat(job.path("settings").path("tasks"))
                .hasSize(100));
        assertThat(jobs).extracting(job -> job.path("has_more").asBoolean()).containsExactlyInAnyOrder(false, true);
    }

    @Test
    @DisplayName("ids are int64 and some do not fit a double")
    void some_ids_are_lost_by_a_double() {
        putJobs(4);

        List<Long> ids = client.listAll("").stream()
                .map(job -> job.path("job_id").longValue())
                .toList();

        assertThat(ids).hasSize(4).doesNotHaveDuplicates().anyMatch(id -> (long) (double) id != id);
    }

    @Test
    @DisplayName("10,000 jobs with their tasks are listed in 100 calls, from prepared answers")
    void ten_thousand_jobs_are_listed() {
        putJobs(10_000);

        List<JsonNode> jobs = client.listAll("limit=100&expand_tasks=true");

        assertThat(jobs).hasSize(10_000);
        assertThat(jobs).extracting(job -> job.path("job_id").longValue()).doesNotHaveDuplicates();
        assertThat(workspace.calls().count(Operation.LIST)).isEqualTo(100);
    }

    @Test
    @DisplayName("a listing shows a job as it is now, not as it was listed before")
    void listing_follows_changes() {
        long id = client.create(SampleJobs.named("before"));
        client.listAll("expand_tasks=true");

        client.reset(id, SampleJobs.named("after"));

        assertThat(client.listAll("expand_tasks=true")
                        .get(0)
                        .at("/settings/name")
                        .asText())
                .isEqualTo("after");
    }

    private void putJobs(int count) {
        for (int n = 0; n < count; n++) {
            workspace.jobs().put("someone@simulated.example", SampleJobs.settings(SampleJobs.named("job " + n)));
        }
    }
}
