package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.settings.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP functions behind real HTTP, on a folder and the simulated workspace. */
class HttpFunctionsTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final RecordedContext context = new RecordedContext();
    private List<String> faults = List.of();
    private final LocalQueue queue = new LocalQueue();
    private Supplier<AppServices> services = () -> {
        throw new IllegalStateException("not wired");
    };

    @TempDir
    Path folder;

    @BeforeEach
    void wire() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Files.writeString(folder.resolve("jobs/a.json"), "{\"name\": \"A\"}");
        Settings settings = AppSettings.of(Map.of(
                        "DATABRICKS_URI", workspace.uri().toString(),
                        "AUTHORITY_TYPE", "pat",
                        "PAT_TOKEN", Caller.DEMO.token()))
                .settings();
        AppServices wired = Wiring.services(settings, FolderStores.in(folder), queue);
        services = () -> wired;
        queue.start(
                (message, time, times) ->
                        new QueueFunction(TargetServices.ofOne(() -> wired)).runSync(message, time, times, context),
                line -> {});
    }

    @AfterEach
    void stop() {
        queue.close();
        workspace.close();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        FunctionApp app = new FunctionApp(() -> services.get(), () -> "folder", () -> faults);
        try (LocalHost host = LocalHost.start(0, List.copyOf(app.functions()), line -> {})) {
            HttpRequest request = HttpRequest.newBuilder(host.uri().resolve(path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).contains(detail);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\\tat");
    }

    @Test
    void a_sync_answers_with_its_report() throws Exception {
        HttpResponse<String> answer = send("POST", "/api/sync");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(new JsonMapper().readTree(answer.body()).at("/counts/create").asInt())
                .isEqualTo(1);
        assertThat(workspace.jobs().all()).hasSize(1);
        List<String> lines = context.awaitLines(4);
        assertThat(lines.get(0)).contains(" begins: POST /api/sync");
        assertThat(lines.get(1)).contains("Applied 1");
        assertThat(lines.get(2)).contains(RunLog.PREFIX);
        assertThat(lines.get(3)).contains(RunLog.JOB_PREFIX);
    }

    @Test
    void a_dry_run_and_a_plan_write_nothing() throws Exception {
        assertThat(send("POST", "/api/sync?dryRun=true").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/api/plan").statusCode()).isEqualTo(200);
        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    void a_query_that_is_not_understood_is_400() throws Exception {
        assertProblem(send("POST", "/api/sync?nonsense=1"), 400, "nonsense");
        assertThat(workspace.calls().count()).isZero();
    }

    @Test
    void an_unknown_key_is_404() throws Exception {
        assertProblem(send("POST", "/api/sync?key=nope"), 404, "jobs/nope.json");
    }

    @Test
    void a_sync_during_another_run_is_accepted_and_waits() throws Exception {
        try (RunLock.Lease lease = FolderStores.in(folder).lock().tryAcquire().orElseThrow()) {
            assertThat(lease.held()).isTrue();
            HttpResponse<String> answer = send("POST", "/api/sync?wait=0");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(workspace.jobs().all()).isEmpty();
        }
    }

    @Test
    void a_workspace_that_refuses_is_502_with_what_it_said() throws Exception {
        workspace.expire(Caller.DEMO.token());

        HttpResponse<String> answer = send("GET", "/api/plan");

        assertProblem(answer, 502, "401");
        assertThat(answer.body()).doesNotContain(Caller.DEMO.token());
    }

    @Test
    void missing_settings_are_503_here_and_in_health() throws Exception {
        services = () -> Wiring.onAzure(AppSettings.of(Map.of()));
        faults = AppSettings.of(Map.of()).faults(true);

        assertProblem(send("GET", "/api/plan"), 503, "DATABRICKS_URI is missing");
        assertThat(send("GET", "/api/health").statusCode()).isEqualTo(503);
        assertThat(send("GET", "/api/health").body()).contains("DATABRICKS_URI is missing");
    }

    @Test
    void a_fault_in_the_program_is_500_without_its_details() throws Exception {
        services = () -> {
            throw new IllegalStateException("secret details");
        };

        HttpResponse<String> answer = send("GET", "/api/plan");

        assertProblem(answer, 500, "invocation");
        assertThat(answer.body()).doesNotContain("secret details");
    }

    @Test
    void a_function_that_the_host_does_not_run_is_named_by_health_and_for_the_page_while_all_else_goes_on()
            throws Exception {
        faults = AppSettings.of(Map.of("SCHEDULE", "hourly")).triggerFaults();

        assertThat(send("GET", "/api/health").statusCode()).isEqualTo(503);
        assertThat(send("GET", "/api/health").body())
                .contains("does not run OnSchedule", "does not run LookForChanges");
        HttpResponse<String> jobs = send("GET", "/api/jobs");
        assertThat(jobs.statusCode()).isEqualTo(200);
        assertThat(new JsonMapper().readTree(jobs.body()).path("settings")).hasSize(3);
        assertThat(send("GET", "/api/plan").statusCode()).isEqualTo(200);
    }

    @Test
    void health_is_ok_when_the_settings_are() throws Exception {
        HttpResponse<String> answer = send("GET", "/api/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ok\"");
    }

    @Test
    void other_methods_and_other_paths_are_404() throws Exception {
        assertThat(send("GET", "/api/sync").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/nothing").statusCode()).isEqualTo(404);
    }
}
