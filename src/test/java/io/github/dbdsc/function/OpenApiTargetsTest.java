package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.SyncRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the API of an app with several targets is as its description says. */
class OpenApiTargetsTest {

    private static final String FILES = "{\"files\": {\"jobs/b.json\": \"{\\\"name\\\": \\\"B\\\"}\"}}";

    private final ApiDescription description = new ApiDescription();

    @TempDir
    private Path folder;

    private ServedTargets app;

    @BeforeEach
    void start() throws IOException {
        app = new ServedTargets(folder, List.of("dev", "prod"), Map.of("MODE__dev", "development"));
        app.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
        app.write("policy.json", "{\"defaults\": {\"max_concurrent_runs\": 2}}");
        app.write("jobs/a.json", "{\"name\": \"A\"}");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private HttpResponse<String> conforms(int status, String path, String method, String address) {
        HttpResponse<String> answer = app.send(method, address);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        description.conforms(path, answer);
        return answer;
    }

    private JsonNode get(int status, String path, String address) {
        return ServedTargets.json(conforms(status, path, "GET", address));
    }

    @Test
    void every_answer_about_all_targets_or_one_of_them_is_as_described() {
        get(200, "/jobs", "jobs");
        get(200, "/jobs", "jobs?summary");
        JsonNode plans = get(200, "/plan", "plan");
        assertThat(plans.at("/targets/0/changes/0").has("mode")).isTrue();
        assertThat(plans.at("/targets/0/changes/0").has("policy"))
                .as(plans.toString())
                .isTrue();
        get(200, "/plan", "plan?target=dev");
        conforms(200, "/sync", "POST", "sync?target=*&dryRun");
        String run = ServedTargets.json(conforms(200, "/sync", "POST", "sync?target=dev"))
                .path("runId")
                .asText();

        get(200, "/jobs", "jobs");
        get(200, "/jobs", "jobs?target=dev");
        get(200, "/jobs", "jobs?target=dev&summary");
        get(200, "/jobs/{key}", "jobs/a?target=dev");
        get(200, "/runs", "runs");
        get(200, "/runs", "runs?target=dev&key=a");
        get(200, "/runs/{id}", "runs/" + run);
        get(200, "/hold", "hold?target=dev");
        conforms(200, "/runs/{id}/undo", "POST", "runs/" + run + "/undo");
        conforms(200, "/hold", "POST", "hold?target=dev&key=a");
        app.workspace("dev").jobs().all().forEach(job -> app.workspace("dev")
                .jobs()
                .edit(job.id(), settings -> settings.put("name", "other")));
        get(200, "/plan", "plan");
        for (String address : List.of("hold", "jobs/a", "runs?key=a", "jobs?key=a")) {
            String path = "/" + address.replace("jobs/a", "jobs/{key}").replaceFirst("[?].*", "");
            get(400, path, address);
        }
        conforms(400, "/sync", "POST", "sync");
        HttpResponse<String> queued = app.send("POST", "sync?target=*");
        assertThat(queued.statusCode()).isEqualTo(202);
        description.bodyConforms("/sync", queued);

        app.misconfigure("prod");
        assertThat(get(200, "/runs", "runs").path("unread")).hasSize(1);
        get(200, "/jobs", "jobs");
        get(503, "/plan", "plan");
        description.bodyConforms("/sync", app.send("POST", "sync?target=*"));
    }

    @Test
    void a_plan_of_a_workspace_that_does_not_answer_is_as_described() {
        app.workspace("prod").close();
        get(502, "/plan", "plan");
        conforms(502, "/sync", "POST", "sync?target=*&dryRun");
    }

    @Test
    void health_names_the_targets_whose_runs_fail() {
        assertThat(app.failures("prod")
                        .tryLater(SyncRequest.SYNC.as("20261122T120000Z-000001").because("a test"), "no answer"))
                .isNotNull();

        JsonNode health = get(503, "/health", "health");

        assertThat(health.path("staleTargets").toString()).isEqualTo("[\"prod\"]");
        assertThat(health.at("/stale/target").asText()).isEqualTo("prod");
        get(200, "/jobs", "jobs");
    }

    @Test
    void every_call_for_data_takes_a_target_and_knows_no_other_than_those_that_there_are() {
        List<String> calls = new ArrayList<>();
        description.document().path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    if (operation.getValue().path("security").path(0).has("header")) {
                        calls.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        assertThat(calls).hasSize(11);
        for (String call : calls) {
            String method = call.substring(0, call.indexOf(' '));
            String path = call.substring(call.indexOf(' ') + 1);
            JsonNode parameters = description.operation(method, path).path("parameters");
            Map<String, String> names = new TreeMap<>();
            parameters.forEach(parameter ->
                    names.put(description.resolved(parameter).path("name").asText(), call));
            assertThat(names).as(call).containsKey("target");
            String address =
                    path.substring(1).replace("{id}", "20261122T120000Z-000001").replace("{key}", "a");
            HttpResponse<String> answer = app.send(
                    method,
                    address + "?target=prdo",
                    call.equals("POST /plan")
                            ? HttpRequest.BodyPublishers.ofString(FILES)
                            : HttpRequest.BodyPublishers.noBody());
            assertThat(answer.statusCode()).as(call + answer.body()).isEqualTo(404);
            description.conforms(path, answer);
            assertThat(ServedTargets.json(answer).path("detail").asText()).contains("did you mean 'prod'?");
        }
    }

    @Test
    void an_answer_with_another_field_would_not_conform() {
        ObjectNode jobs = (ObjectNode) get(200, "/jobs", "jobs?summary");
        assertThat(description.faults("JobsOfTargets", jobs)).isEmpty();

        ((ObjectNode) jobs.at("/targets/0")).remove("counts");
        assertThat(description.faults("JobsOfTargets", jobs)).isNotEmpty();
        ObjectNode plans = (ObjectNode) get(200, "/plan", "plan");
        ((ObjectNode) plans.at("/targets/0")).put("surprise", 1);
        assertThat(description.faults("Plans", plans)).isNotEmpty();
    }
}
