package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.sync.PendingRun;
import io.github.dbdsc.sync.UnfinishedRuns;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the API is as its description says. */
class OpenApiTest {

    private static final String JSON = "application/json";
    private static final String WAITING = "20261122T120000Z-000001";
    private static final String FAILED = "20261122T120001Z-000002";
    private static final String LOST = "20261122T120001Z-0000aa";
    private static final String COVERED = "20261122T120002Z-000003";

    private final ApiDescription description = new ApiDescription();
    private final JsonNode document = description.document();
    private ApiUnderTest api;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void conforms(String path, HttpResponse<String> answer) {
        description.conforms(path, answer);
    }

    @Test
    void every_answer_is_as_described() throws Exception {
        conforms("/jobs", api.get("/api/jobs"));
        conforms("/runs", api.get("/api/runs"));
        conforms("/plan", api.get("/api/plan"));
        conforms("/plan", api.get("/api/plan", "Accept", "text/plain"));
        conforms("/sync", api.sync());
        api.write("jobs/bad.json", "{");
        api.write("jobs/a.json", "{\"name\": \"A\", \"unused\": 1}");
        api.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 3, \"typo\": 1}");
        HttpResponse<String> updated = api.sync();
        assertThat(updated.statusCode()).isEqualTo(422);
        conforms("/sync", updated);
        conforms("/sync", api.post("/api/sync?plan=" + "0".repeat(64), JSON, ""));
        conforms("/plan", api.get("/api/plan"));
        conforms("/plan", api.get("/api/plan", "Accept", "text/plain"));
        conforms("/plan", api.post("/api/plan", JSON, "{\"files\": {\"jobs/b.json\": \"{}\"}}"));
        conforms(
                "/runs/{id}", api.get("/api/runs/" + json(updated).path("runId").asText()));

        HttpResponse<String> jobs = api.get("/api/jobs");
        conforms("/jobs", jobs);
        conforms(
                "/jobs",
                api.get(
                        "/api/jobs",
                        "If-None-Match",
                        jobs.headers().firstValue("ETag").orElseThrow()));
        conforms("/jobs", api.get("/api/jobs?key=a&settings=true"));
        conforms("/jobs", api.get("/api/jobs?key=bad"));
        conforms("/jobs", api.get("/api/jobs?key=unknown"));
        conforms("/jobs/{key}", api.get("/api/jobs/a"));
        conforms("/jobs/{key}", api.get("/api/jobs/unknown"));
        conforms("/jobs/{key}", api.get("/api/jobs/a?nonsense"));
        conforms("/jobs", api.get("/api/jobs?state=problem,changed&limit=1"));
        conforms("/runs", api.get("/api/runs?key=a&limit=1"));
        conforms("/runs", api.get("/api/runs?key=bad"));
        conforms(
                "/runs/{id}", api.get("/api/runs/" + json(updated).path("runId").asText() + "?key=a"));
        conforms("/hold", api.post("/api/hold?key=a&reason=why&hours=6&by=ann", JSON, ""));
        conforms("/hold", api.get("/api/hold"));
        conforms("/jobs", api.get("/api/jobs"));
        conforms("/jobs", api.get("/api/jobs?summary"));
        conforms("/plan", api.get("/api/plan"));
        conforms("/hold", api.sent("DELETE", "/api/hold?key=a"));
        undo(json(updated).path("runId").asText());
        placeholders(json(updated).path("runId").asText());
        conforms("/runs", api.get("/api/runs?limit=1"));
        conforms("/runs", api.get("/api/runs"));
        conforms("/runs/{id}", api.get("/api/runs/" + WAITING));
        conforms("/runs/{id}", api.get("/api/runs/" + FAILED));
        conforms("/runs/{id}", api.get("/api/runs/" + LOST));
        conforms("/runs/{id}", api.get("/api/runs/" + COVERED));
        api.remove("jobs/bad.json");
        conforms("/plan", api.post("/api/plan", JSON, "{\"files\": {\"jobs/b.json\": \"{\\\"name\\\": \\\"B\\\"}\"}}"));
        conforms("/health", api.get("/api/health"));
        api.failing("20261122T120003Z-000004", "no answer");
        conforms("/runs/{id}", api.get("/api/runs/20261122T120003Z-000004"));
        conforms("/runs", api.get("/api/runs"));
        conforms("/openapi.json", api.get("/api/openapi.json"));
        conforms("/auth", api.get("/api/auth"));

        refusals(json(updated).path("runId").asText());

        assertThat(missing()).isEmpty();
    }

    private void undo(String runId) throws Exception {
        HttpResponse<String> plan = api.post("/api/runs/" + runId + "/undo", JSON, "");
        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
        conforms("/runs/{id}/undo", plan);
        String carriedOut = "/api/runs/" + runId + "/undo?plan="
                + json(plan).path("fingerprint").asText();
        try (RunLock.Lease lease = api.stores().lock().tryAcquire().orElseThrow()) {
            assertThat(lease.held()).isTrue();
            conforms("/runs/{id}/undo", api.post(carriedOut + "&wait=0", JSON, ""));
        }
        conforms("/runs/{id}/undo", api.post("/api/runs/" + runId + "/undo?plan=" + "0".repeat(64), JSON, ""));
        api.workspace().jobs().all().forEach(job -> api.workspace()
                .jobs()
                .edit(job.id(), settings -> settings.put("max_concurrent_runs", 9)));
        conforms("/runs/{id}/undo", api.post("/api/runs/" + runId + "/undo", JSON, ""));
    }

    private void placeholders(String report) {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        PendingRun.queued(LOST, noon, "").writeTo(api.reports());
        UnfinishedRuns.end(api.reports());
        PendingRun.queued(WAITING, noon, "").writeTo(api.reports());
        PendingRun.failed(FAILED, noon, "", "no answer").writeTo(api.reports());
        PendingRun.covered(COVERED, noon, "", report).writeTo(api.reports());
    }

    private void refusals(String written) throws Exception {
        conforms("/sync", api.post("/api/sync?nonsense", JSON, ""));
        for (String path :
                List.of("/plan", "/runs", "/jobs", "/hold", "/health", "/auth", "/openapi.json", "/dashboard")) {
            conforms(path, api.get("/api" + path + "?nonsense"));
        }
        conforms("/runs/{id}", api.get("/api/runs/" + WAITING + "?nonsense"));
        conforms("/runs/{id}/undo", api.post("/api/runs/" + WAITING + "/undo?nonsense", JSON, ""));
        conforms("/runs/{id}/undo", api.post("/api/runs/" + WAITING + "/undo", JSON, ""));
        conforms("/runs/{id}/undo", api.post("/api/runs/nope/undo", JSON, ""));
        conforms("/sync", api.post("/api/sync?key=nope", JSON, ""));
        for (String method : List.of("POST", "DELETE")) {
            conforms("/hold", api.sent(method, "/api/hold"));
            conforms("/hold", api.sent(method, "/api/hold?key=nope"));
        }
        try (RunLock.Lease lease = api.stores().lock().tryAcquire().orElseThrow()) {
            assertThat(lease.held()).isTrue();
            conforms("/sync", api.post("/api/sync?wait=0", JSON, ""));
        }
        for (String path : List.of("/jobs", "/runs", "/plan", "/hold")) {
            conforms(path, api.get("/api" + path + "?target=nope"));
        }
        conforms("/plan", api.post("/api/plan?target=nope", JSON, "{\"files\": {}}"));
        conforms("/plan", api.post("/api/plan", JSON, "nonsense"));
        conforms("/plan", api.post("/api/plan", JSON, " ".repeat(CandidateFiles.MOST_BYTES + 1)));
        conforms("/plan", api.post("/api/plan", "text/plain", "nonsense"));
        conforms("/runs", api.get("/api/runs?limit=0"));
        conforms("/runs/{id}", api.get("/api/runs/nope"));
        api.workspace().expire(Caller.DEMO.token());
        conforms("/plan", api.get("/api/plan"));
        conforms("/plan", api.post("/api/plan", JSON, "{\"files\": {}}"));
        conforms("/sync", api.post("/api/sync?dryRun", JSON, ""));
        conforms("/runs/{id}/undo", api.post("/api/runs/" + written + "/undo", JSON, ""));
        conforms("/jobs", api.get("/api/jobs?key=a&settings=true"));
        api.loseSettings();
        conforms("/jobs/{key}", api.get("/api/jobs/a"));
        for (String path : List.of("/plan", "/runs", "/jobs", "/hold", "/health")) {
            conforms(path, api.get("/api" + path));
        }
        conforms("/hold", api.post("/api/hold?all", JSON, ""));
        conforms("/hold", api.sent("DELETE", "/api/hold?all"));
        conforms("/runs/{id}", api.get("/api/runs/" + WAITING));
        conforms("/plan", api.post("/api/plan", JSON, "{\"files\": {}}"));
        conforms("/runs/{id}/undo", api.post("/api/runs/" + WAITING + "/undo", JSON, ""));
        conforms("/sync", api.sync());
    }

    /** Returns what is described and was not seen, except faults of the program and of storage, and what other tests cover. */
    private Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> operation
                        .getValue()
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(status -> missing.add(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + status))));
        missing.removeAll(description.seen());
        missing.removeIf(answer -> answer.matches(".* (500|401|403)")); // AppRolesTest has the last two
        missing.remove("GET /auth 503");
        missing.removeAll(Set.of("GET /runs 502", "GET /runs/{id} 502", "GET /jobs/{key} 409", "GET /jobs/{key} 502"));
        missing.removeAll(Set.of("GET /hold 502", "POST /hold 502", "DELETE /hold 502"));
        missing.remove("GET /dashboard 200");
        return missing;
    }

    @Test
    void every_function_with_an_http_trigger_is_described_with_its_key() throws Exception {
        List<String> described = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.dbdsc.function")) {
            for (Method method : type.reflect().getDeclaredMethods()) {
                if (method.isAnnotationPresent(FunctionName.class)) {
                    for (Parameter parameter : method.getParameters()) {
                        HttpTrigger trigger = parameter.getAnnotation(HttpTrigger.class);
                        if (trigger != null) {
                            described.add(trigger.route());
                            isDescribed(trigger);
                        }
                    }
                }
            }
        }
        assertThat(described).contains("runs/{id}", "jobs", "plan", "sync", "openapi.json", "health");
    }

    private void isDescribed(HttpTrigger trigger) {
        for (HttpMethod method : trigger.methods()) {
            String like = method == HttpMethod.HEAD ? "GET" : method.name();
            boolean withToken = trigger.route().startsWith("entra/");
            JsonNode operation = description.operation(
                    like, "/" + trigger.route().replaceFirst("^entra/", "").replaceFirst("\\{[*](\\w+):.*}", "{$1}"));
            assertThat(withToken ? operation.at("/security/2").has("token") : true)
                    .as(trigger.route())
                    .isTrue();
            boolean open = operation.at("/security/0").isObject()
                    && operation.at("/security/0").isEmpty();
            assertThat(open)
                    .as(trigger.route())
                    .isEqualTo(trigger.authLevel() == AuthorizationLevel.ANONYMOUS && !withToken);
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    @Test
    void an_answer_with_another_field_would_not_conform() throws Exception {
        ObjectNode report = (ObjectNode) json(api.get("/api/plan"));
        assertThat(description.faults("Report", report)).isEmpty();

        assertThat(description.faults("Report", report.deepCopy().put("surprise", 1)))
                .isNotEmpty();
        assertThat(description.faults("Report", report.deepCopy().without("calls")))
                .isNotEmpty();
        report.withObject("/counts").put("create", "1");
        assertThat(description.faults("Report", report)).isNotEmpty();
    }

    @Test
    void jobs_and_health_conform_while_runs_fail() throws Exception {
        api.failing(WAITING, "no answer");

        HttpResponse<String> health = api.get("/api/health");
        assertThat(health.statusCode()).isEqualTo(503);
        conforms("/health", health);
        conforms("/jobs", api.get("/api/jobs"));
    }

    @Test
    void a_report_of_a_stopped_run_conforms() throws Exception {
        ObjectNode report = (ObjectNode) json(api.get("/api/plan"));
        report.put("continuedBy", WAITING);
        report.withArray("/changes").forEach(change -> ((ObjectNode) change).put("fingerprint", "0a".repeat(32)));

        assertThat(description.faults("Report", report)).isEmpty();
    }
}
