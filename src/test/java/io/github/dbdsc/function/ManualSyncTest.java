package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The triggers of an app with {@code APPLY=manual}: all of them plan, and people apply over HTTP. */
class ManualSyncTest {

    private ApiUnderTest api;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = new ApiUnderTest(folder, Map.of("APPLY", "manual"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> sync(String query) throws Exception {
        HttpResponse<String> answer = api.post("/api/sync" + query, "application/json", "");
        api.awaitEndOfRun();
        return answer;
    }

    private JsonNode board() throws Exception {
        return json(api.get("/api/jobs"));
    }

    private void assertNothingWritten() {
        assertThat(api.workspace().calls().writes()).isZero();
        assertThat(api.workspace().jobs().all()).isEmpty();
    }

    @Test
    void one_without_a_plan_only_plans_and_one_with_the_plan_applies_it() throws Exception {
        HttpResponse<String> planned = sync("");

        assertThat(planned.statusCode()).isEqualTo(200);
        assertThat(json(planned).at("/counts/waiting").asInt()).isEqualTo(1);
        assertThat(json(planned).at("/changes/0/outcome").asText()).isEqualTo("waiting");
        assertNothingWritten();
        String waiting = board().at("/pending/fingerprint").asText();
        assertThat(waiting).isEqualTo(json(planned).path("fingerprint").asText());
        assertThat(waiting)
                .isEqualTo(json(api.get("/api/plan")).path("fingerprint").asText());
        assertThat(board().at("/pending/runId").asText())
                .isEqualTo(json(planned).path("runId").asText());
        assertThat(board().at("/jobs/0/status").asText()).isEqualTo("waiting");
        assertThat(api.get("/api/health").statusCode()).isEqualTo(200);

        HttpResponse<String> applied = sync("?plan=" + waiting);

        assertThat(applied.statusCode()).isEqualTo(200);
        assertThat(api.workspace().jobs().named("A")).hasSize(1);
        assertThat(board().has("pending")).isFalse();
        assertThat(board().at("/jobs/0/status").asText()).isEqualTo("changed");
        assertThat(sync("?plan=" + waiting).statusCode())
                .as("a plan that is applied is none any more")
                .isEqualTo(409);
    }

    @Test
    void one_with_a_plan_that_has_become_another_is_409_and_writes_nothing() throws Exception {
        String old = json(sync("")).path("fingerprint").asText();
        api.write("jobs/b.json", "{\"name\": \"B\"}");

        HttpResponse<String> answer = sync("?plan=" + old);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).at("/objections/0").asText()).contains("the plan is not the approved one");
        assertNothingWritten();
        assertThat(board().at("/pending/counts/create").asInt()).isEqualTo(2);
        assertThat(sync("?plan=" + json(answer).path("fingerprint").asText()).statusCode())
                .isEqualTo(200);
        assertThat(api.workspace().jobs().all()).hasSize(2);
    }

    @Test
    void one_of_a_single_job_needs_the_plan_of_that_job() throws Exception {
        api.write("jobs/b.json", "{\"name\": \"B\"}");
        String all = json(sync("")).path("fingerprint").asText();

        String one = json(sync("?key=a")).path("fingerprint").asText();

        assertThat(one).isNotEqualTo(all);
        assertThat(sync("?key=a&plan=" + all).statusCode()).isEqualTo(409);
        assertNothingWritten();
        assertThat(sync("?key=a&plan=" + one).statusCode()).isEqualTo(200);
        assertThat(api.workspace().jobs().named("A")).hasSize(1);
        assertThat(api.workspace().jobs().named("B")).isEmpty();
        assertThat(json(sync("")).at("/pending/counts/create").asInt())
                .as("a run over all jobs tells what is left")
                .isEqualTo(1);
        assertThat(board().at("/pending/counts/create").asInt()).isEqualTo(1);
    }

    @Test
    void pruning_that_is_asked_for_waits_like_anything_else() throws Exception {
        sync("?plan=" + json(sync("")).path("fingerprint").asText());
        api.write("jobs/b.json", "{\"name\": \"B\"}");
        api.remove("jobs/a.json");

        JsonNode planned = json(sync("?prune=true"));

        assertThat(planned.at("/counts/waiting").asInt()).isEqualTo(2);
        assertThat(api.workspace().jobs().named("A")).hasSize(1);
        assertThat(sync("?prune=true&plan=" + planned.path("fingerprint").asText())
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.workspace().jobs().named("A")).isEmpty();
        assertThat(api.workspace().jobs().named("B")).hasSize(1);
    }

    @Test
    void events_and_timers_only_plan() throws Exception {
        String blob = "\"subject\": \"/blobServices/default/containers/folder/blobs/jobs/%s.json\"";
        List<Runnable> triggers = List.of(
                () -> api.events().onDefinitionLanded(new byte[0], "jobs/a.json", api.context()),
                () -> api.events().onSchedule("{}", api.context()),
                () -> api.events()
                        .onBlobEvent(
                                "{\"eventType\": \"Microsoft.Storage.BlobCreated\", " + blob.formatted("c") + "}",
                                api.context()),
                () -> api.events().lookForChanges("{}", api.context()),
                () -> api.events()
                        .onBlobDeleted(
                                "{\"eventType\": \"Microsoft.Storage.BlobDeleted\", " + blob.formatted("b") + "}",
                                api.context()));
        for (int i = 0; i < triggers.size(); i++) {
            api.write("jobs/new" + i + ".json", "{\"name\": \"New" + i + "\"}");

            triggers.get(i).run();

            while (board().at("/pending/counts/create").asInt() < i + 2) {
                Thread.onSpinWait();
            }
            api.awaitEndOfRun();
            assertNothingWritten();
        }
        assertThat(board().at("/pending/counts/create").asInt()).isEqualTo(6);
    }

    @Test
    void what_was_done_by_hand_is_put_back_by_a_trigger_and_the_plan_still_fits() throws Exception {
        api.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.t }}}");
        api.write("jobs/a.json", "{\"name\": \"A\", \"t\": 60}");
        sync("?plan=" + json(sync("")).path("fingerprint").asText());
        api.write("jobs/a.json", "{\"name\": \"A\", \"t\": 120}");
        String waiting = json(sync("")).path("fingerprint").asText();
        long id = api.workspace().jobs().named("A").get(0).id();
        api.workspace().jobs().edit(id, job -> job.put("timeout_seconds", 7));

        JsonNode report = json(sync(""));

        assertThat(report.path("changes").findValuesAsText("outcome")).containsExactly("applied", "waiting");
        assertThat(timeout(id)).isEqualTo(60);
        int writes = api.workspace().calls().writes();
        assertThat(sync("").statusCode()).isEqualTo(200);
        assertThat(api.workspace().calls().writes()).as("a quiet run").isEqualTo(writes);
        assertThat(sync("?plan=" + waiting).statusCode()).isEqualTo(200);
        assertThat(timeout(id)).isEqualTo(120);
    }

    private int timeout(long id) {
        return api.workspace()
                .jobs()
                .find(id)
                .orElseThrow()
                .settings()
                .path("timeout_seconds")
                .asInt();
    }
}
