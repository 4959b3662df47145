package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.sync.PendingRun;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync that is asked for over HTTP, through the queue. */
class SyncFunctionsTest {

    private static final String NOTHING = "";

    private ApiUnderTest api;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> sync(String query) throws Exception {
        return api.post("/api/sync" + query, "application/json", NOTHING);
    }

    @Test
    void one_that_ends_in_time_answers_with_its_report_which_is_kept() throws Exception {
        HttpResponse<String> answer = sync(NOTHING);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode report = json(answer);
        assertThat(report.path("why").asText()).isEqualTo("POST /api/sync");
        assertThat(json(api.get("/api/runs/" + report.path("runId").asText()))).isEqualTo(report);
    }

    @Test
    void one_that_finds_every_job_as_defined_says_so_in_text() throws Exception {
        assertThat(sync(NOTHING).statusCode()).isEqualTo(200);
        String runId = json(sync(NOTHING)).path("runId").asText();

        assertThat(api.get("/api/runs/" + runId, "Accept", "text/plain").body())
                .contains("\n  every job is as defined\n", "1 in sync");
    }

    @Test
    void one_that_has_to_wait_for_longer_is_accepted_and_says_where_its_report_will_be() throws Exception {
        String location;
        try (RunLock.Lease lease = api.stores().lock().tryAcquire().orElseThrow()) {
            assertThat(lease.held()).isTrue();
            HttpResponse<String> answer = sync("?wait=1");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(location)
                    .isEqualTo("/api/runs/" + json(answer).path("runId").asText());
            assertThat(json(answer).path("status").asText()).isEqualTo("queued");
            assertThat(api.get(location).statusCode()).isEqualTo(202);
            assertThat(json(api.get("/api/runs")).at("/runs/0/status").asText()).isEqualTo("queued");
        }
    }

    @Test
    void one_that_waits_looks_after_longer_and_longer_pauses_and_gives_up_in_time() throws Exception {
        api.onRequest(runId -> {});
        SteppedClock clock = new SteppedClock();
        List<Long> pauses = new ArrayList<>();
        SyncFunctions functions =
                new SyncFunctions(TargetServices.ofOne(api::services), HttpAccess.open(), clock, time -> {
                    pauses.add(time.toMillis());
                    clock.advance(time);
                });

        try (LocalHost host = LocalHost.start(0, List.of(functions), line -> {})) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(host.uri().resolve("/api/sync?wait=5"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
        }

        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
    }

    @Test
    void one_whose_run_fails_says_so_while_it_waits_to_be_tried_again() throws Exception {
        api.workspace().faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));

        HttpResponse<String> answer = sync("?wait=3");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("error").asText()).contains("403");
    }

    @Test
    void one_for_a_job_that_is_not_there_is_404_at_once_with_a_guess_and_leaves_no_run() throws Exception {
        api.write("jobs/etl/daily.json", "{\"name\": \"Daily\"}");
        api.onRequest(runId -> {
            throw new AssertionError("asked for");
        });

        HttpResponse<String> answer = sync("?key=etl/dialy");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("detail").asText())
                .isEqualTo("there is no jobs/etl/dialy.json, and no job with this key; did you mean 'etl/daily'?");
        assertThat(json(api.get("/api/runs")).path("runs")).isEmpty();
    }

    @Test
    void one_for_a_job_whose_definition_is_gone_is_a_run() throws Exception {
        assertThat(sync(NOTHING).statusCode()).isEqualTo(200);
        api.remove("jobs/a.json");

        HttpResponse<String> answer = sync("?key=a");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).at("/changes/0/action").asText()).isEqualTo("orphan");
    }

    @Test
    void one_that_was_given_up_is_502_with_the_reason() throws Exception {
        api.onRequest(runId -> PendingRun.failed(runId, Instant.EPOCH, NOTHING, "the workspace said no")
                .writeTo(api.reports()));

        HttpResponse<String> answer = sync(NOTHING);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer).path("detail").asText()).isEqualTo("the workspace said no");
    }

    @Test
    void one_whose_create_fails_is_422_with_the_report() throws Exception {
        api.workspace().faults().onNext(Operation.CREATE, Fault.refused(400, "INVALID_PARAMETER_VALUE"));

        HttpResponse<String> answer = sync(NOTHING);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(answer).at("/counts/failed").asInt()).isEqualTo(1);
        assertThat(api.get("/api/runs/" + json(answer).path("runId").asText()).statusCode())
                .as("the document itself")
                .isEqualTo(200);
    }

    @Test
    void one_with_a_broken_definition_is_422_and_so_is_its_plan() throws Exception {
        api.write("jobs/broken.json", "{");

        assertThat(sync(NOTHING).statusCode()).isEqualTo(422);
        HttpResponse<String> plan = api.get("/api/plan", "Accept", "text/plain");
        assertThat(plan.statusCode()).isEqualTo(422);
        assertThat(plan.body()).contains("Error: jobs/broken.json:1");
        assertThat(sync("?dryRun").statusCode()).isEqualTo(422);
    }

    @Test
    void one_whose_plan_has_become_another_is_409_and_writes_nothing() throws Exception {
        String approved = json(api.get("/api/plan")).path("fingerprint").asText();
        api.write("jobs/later.json", "{\"name\": \"Later\"}");

        HttpResponse<String> answer = sync("?plan=" + approved);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).at("/objections/0").asText()).contains("the plan is not the approved one");
        assertThat(api.workspace().jobs().all()).isEmpty();
    }

    @Test
    void one_that_keeps_a_job_without_a_definition_is_200() throws Exception {
        assertThat(sync(NOTHING).statusCode()).isEqualTo(200);
        api.remove("jobs/a.json");
        api.write("jobs/b.json", "{\"name\": \"B\"}");

        HttpResponse<String> answer = sync(NOTHING);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/counts/orphan").asInt()).isEqualTo(1);
    }

    @Test
    void one_that_another_run_has_covered_answers_with_the_report_of_that() throws Exception {
        String other = json(sync(NOTHING)).path("runId").asText();
        api.onRequest(runId ->
                PendingRun.covered(runId, Instant.EPOCH, NOTHING, other).writeTo(api.reports()));

        HttpResponse<String> answer = sync(NOTHING);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("runId").asText()).isEqualTo(other);
        assertThat(json(answer).path("coveredBy").asText()).isEqualTo(other);
    }

    @Test
    void when_the_queue_does_not_take_it_there_is_no_run_that_waits_for_ever() throws Exception {
        api.queueIsDown();

        HttpResponse<String> answer = sync(NOTHING);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer).path("detail").asText()).contains("the queue is down");
        assertThat(json(api.get("/api/runs")).at("/runs/0/status").asText()).isEqualTo("failed");
    }
}
