package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.sync.PendingRun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how callers undo a run. */
class UndoTest {

    private static final String OTHER = "20261122T120001Z-000002";
    private static final String JSON = "application/json";

    private ApiUnderTest api;
    private String bad = "";

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = new ApiUnderTest(folder);
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 3}");
        bad = json(api.sync()).path("runId").asText();
        api.awaitEndOfRun();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> undo(String query) throws Exception {
        return api.post("/api/runs/" + bad + "/undo" + query, JSON, "");
    }

    private int timeout() {
        return api.workspace()
                .jobs()
                .all()
                .get(0)
                .settings()
                .path("timeout_seconds")
                .asInt();
    }

    private void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("detail").asText()).contains(detail);
    }

    @Test
    void an_undo_is_planned_then_carried_out_under_its_fingerprint_and_shown_as_a_run() throws Exception {
        HttpResponse<String> planned = undo("");
        JsonNode plan = json(planned);
        assertThat(planned.statusCode()).isEqualTo(200);
        assertThat(plan.path("dryRun").asBoolean()).isTrue();
        assertThat(plan.at("/changes/0/differences/0/before").asInt()).isEqualTo(3);
        assertThat(timeout()).isEqualTo(3);
        assertThat(json(api.get("/api/hold")).path("jobs")).isEmpty();

        HttpResponse<String> answer = undo("?plan=" + plan.path("fingerprint").asText() + "&by=ann&wait=100");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(timeout()).isZero();
        JsonNode hold = json(api.get("/api/hold")).at("/jobs/0/hold");
        assertThat(hold.path("by").asText()).isEqualTo("ann");
        assertThat(hold.path("reason").asText()).isEqualTo("undone: run " + bad);
        JsonNode job = json(api.get("/api/jobs")).at("/jobs/0");
        assertThat(job.path("status").asText()).isEqualTo("held");
        assertThat(job.path("reason").asText()).isEqualTo("put back as it was before run " + bad);
        String runId = json(answer).path("runId").asText();
        JsonNode runs = json(api.get("/api/runs")).path("runs");
        assertThat(runs.findValuesAsText("runId")).contains(runId);
        assertThat(runs.findValuesAsText("why")).contains("undo of run " + bad + " by ann");
        assertThat(json(api.get("/api/runs?key=a")).path("runs").findValuesAsText("runId"))
                .contains(runId);

        assertThat(api.sync().statusCode()).isEqualTo(200);
        assertThat(timeout()).as("it is held").isZero();
        assertProblem(api.post("/api/runs/" + runId + "/undo", JSON, ""), 409, "is an undo itself");
    }

    @Test
    void a_plan_that_is_no_longer_the_one_is_409_and_nothing_is_done() throws Exception {
        String fingerprint = json(undo("")).path("fingerprint").asText();
        api.workspace().jobs().edit(api.workspace().jobs().all().get(0).id(), job -> job.put("max_concurrent_runs", 9));

        HttpResponse<String> answer = undo("?plan=" + fingerprint + "&wait=100");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("objections")).hasSize(1);
        assertThat(timeout()).isEqualTo(3);
        assertThat(json(api.get("/api/hold")).path("jobs")).isEmpty();
        HttpResponse<String> again = undo("");
        assertThat(again.statusCode()).as("what can't be undone").isEqualTo(422);
        assertThat(json(again).at("/changes/0/reason").asText()).contains("max_concurrent_runs");
    }

    @Test
    void a_covered_run_is_undone_where_its_work_was_done() throws Exception {
        PendingRun.covered(OTHER, Instant.EPOCH, "", bad).writeTo(api.reports());

        JsonNode plan = json(api.post("/api/runs/" + OTHER + "/undo", JSON, ""));

        assertThat(plan.path("why").asText()).isEqualTo("undo of run " + bad);
        assertThat(plan.path("changes")).hasSize(1);
    }

    @Test
    void a_run_that_is_unknown_at_work_or_without_report_is_not_undone() throws Exception {
        assertProblem(api.post("/api/runs/" + OTHER + "/undo", JSON, ""), 404, "nothing is known of the run '" + OTHER);
        PendingRun.running(OTHER, Instant.EPOCH, "").writeTo(api.reports());
        assertProblem(api.post("/api/runs/" + OTHER + "/undo", JSON, ""), 409, "has yet to end");
        PendingRun.failed(OTHER, Instant.EPOCH, "", "no answer").writeTo(api.reports());
        assertProblem(api.post("/api/runs/" + OTHER + "/undo", JSON, ""), 409, "ended before it had a report");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan=", "plan=1", "by=", "wait=201", "prune=true", "key=a", "dryRun=true"})
    void an_undo_that_is_not_clear_is_refused_before_anything_is_done(String query) throws Exception {
        assertProblem(undo("?" + query), 400, "query parameter");
        assertThat(timeout()).isEqualTo(3);
    }
}
