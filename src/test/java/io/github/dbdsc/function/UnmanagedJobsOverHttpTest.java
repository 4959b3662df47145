package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /api/jobs?unmanaged}: what of the workspace is nobody's. */
class UnmanagedJobsOverHttpTest {

    private final ApiDescription description = new ApiDescription();

    private ApiUnderTest api;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static long put(SimulatedWorkspace workspace, String creator, String name) {
        return workspace
                .jobs()
                .put(creator, JsonNodeFactory.instance.objectNode().put("name", name));
    }

    private JsonNode unmanaged(String more) throws Exception {
        HttpResponse<String> answer = api.get("/api/jobs?unmanaged=true" + more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        conforms(answer);
        return json(answer).path("unmanaged");
    }

    private void conforms(HttpResponse<String> answer) {
        description.conforms("/jobs", answer);
    }

    private static List<String> names(JsonNode unmanaged) {
        return unmanaged.path("jobs").findValuesAsText("name");
    }

    @Test
    void before_a_run_the_list_is_empty_and_has_no_time() throws Exception {
        put(api.workspace(), "bob@example.com", "Bob's");

        JsonNode unmanaged = unmanaged("");

        assertThat(unmanaged.path("jobs").isArray()).isTrue();
        assertThat(unmanaged.path("jobs")).isEmpty();
        assertThat(unmanaged.has("count")).isFalse();
        assertThat(unmanaged.has("asOf")).isFalse();
    }

    @Test
    void after_a_run_it_has_the_jobs_of_others_with_the_commands_and_without_a_call() throws Exception {
        long id = put(api.workspace(), "bob@example.com", "Bob's <b>\u202e");
        String run = json(api.sync()).path("runId").asText();
        int calls = api.workspace().calls().count();

        JsonNode unmanaged = unmanaged("");

        assertThat(api.workspace().calls().count()).isEqualTo(calls);
        assertThat(unmanaged.path("count").asInt()).isEqualTo(1);
        assertThat(unmanaged.path("runId").asText()).isEqualTo(run);
        assertThat(unmanaged.path("command").asText()).isEqualTo("db-dsc-jobs export --unmanaged --folder .");
        JsonNode job = unmanaged.at("/jobs/0");
        assertThat(job.path("jobId").asLong()).isEqualTo(id);
        assertThat(job.path("name").asText()).isEqualTo("Bob's <b>\u202e");
        assertThat(job.path("creator").asText()).isEqualTo("bob@example.com");
        assertThat(job.path("created").asText()).matches("20[0-9-]+T[0-9:.]+Z");
        assertThat(job.path("link").asText()).endsWith("/jobs/" + id);
        assertThat(job.path("command").asText()).isEqualTo("db-dsc-jobs export --id " + id + " --folder .");
        JsonNode all = json(api.get("/api/jobs?unmanaged"));
        assertThat(all.has("jobs")).isFalse();
        assertThat(all.path("workspace").asText()).isNotEmpty();
        assertThat(all.path("queue").has("waiting")).isTrue();
    }

    @Test
    void the_other_answers_tell_how_many_there_are_and_nothing_where_there_are_none() throws Exception {
        api.sync();
        HttpResponse<String> none = api.get("/api/jobs");
        assertThat(json(none).has("unmanaged")).isFalse();
        assertThat(json(api.get("/api/jobs?unmanaged=false")).has("unmanaged")).isFalse();

        put(api.workspace(), "bob@example.com", "Bob's");
        put(api.workspace(), "eve@example.com", "Eve's");
        api.sync();

        for (String path : List.of("/api/jobs", "/api/jobs?summary", "/api/jobs?limit=1")) {
            HttpResponse<String> some = api.get(path);
            conforms(some);
            assertThat(json(some).at("/unmanaged/count").asInt()).isEqualTo(2);
            assertThat(json(some).path("unmanaged").has("jobs")).isFalse();
            assertThat(json(some).path("unmanaged").has("digest")).isFalse();
        }
        HttpResponse<String> report = api.post("/api/sync", "application/json", "");
        assertThat(json(report).path("unmanaged").asInt()).isEqualTo(2);
        description.conforms("/sync", report);
    }

    @Test
    void pages_follow_each_other_by_id_and_a_text_is_found_in_name_or_creator() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (String name : List.of("one", "two", "three", "four", "five")) {
            ids.add(put(api.workspace(), name.startsWith("t") ? "ann@example.com" : "bob@example.com", name));
        }
        api.sync();

        List<Long> seen = new ArrayList<>();
        String next = "/api/jobs?unmanaged=true&limit=2";
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = json(api.get(next));
            page.at("/unmanaged/jobs").forEach(job -> seen.add(job.path("jobId").asLong()));
            assertThat(page.at("/unmanaged/count").asInt()).isEqualTo(5);
            next = page.path("next").asText();
            pages++;
        }

        assertThat(seen).containsExactlyElementsOf(ids.stream().sorted().toList());
        assertThat(pages).isEqualTo(3);
        assertThat(names(unmanaged("&q=ANN@"))).containsExactlyInAnyOrder("two", "three");
        assertThat(names(unmanaged("&q=fiv"))).containsExactly("five");
        assertThat(names(unmanaged("&q=nobody"))).isEmpty();
    }

    @Test
    void an_answer_that_is_known_is_304_until_other_jobs_are_nobodys_and_is_none_to_another_question()
            throws Exception {
        put(api.workspace(), "bob@example.com", "Bob's");
        api.sync();
        String tag = api.get("/api/jobs?unmanaged").headers().firstValue("ETag").orElseThrow();

        assertThat(api.get("/api/jobs?unmanaged", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(api.get("/api/jobs", "If-None-Match", tag).statusCode()).isEqualTo(200);
        assertThat(api.get("/api/jobs?unmanaged&q=x", "If-None-Match", tag).statusCode())
                .isEqualTo(200);

        put(api.workspace(), "eve@example.com", "Eve's");
        api.sync();
        assertThat(api.get("/api/jobs?unmanaged", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unmanaged=maybe | unmanaged must be true or false",
                "unmanaged&key=a | leave out key, or it",
                "unmanaged&summary | leave out summary, or it",
                "unmanaged&state=held&prefix=a | leave out state, prefix, or it",
                "unmanaged&key=a&settings | leave out key, or it",
                "unmanaged&after=etl/daily | after must be the id of a job beside unmanaged",
                "unmanaged&after=9999999999999999999 | after must be the id of a job beside unmanaged",
                "unmanaged&limit=1001 | limit must be a number from 1 to 1000",
                "unmanaged&q=%20 | q is blank",
            })
    void what_makes_no_sense_beside_it_is_400(String query, String detail) throws Exception {
        HttpResponse<String> answer = api.get("/api/jobs?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(detail);
        conforms(answer);
    }

    @Test
    void whoever_may_read_jobs_may_ask_and_nobody_else(@TempDir Path folder) throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            assertThat(app.as("Jobs.Read", "GET", "/api/entra/jobs?unmanaged=true")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(app.as("Jobs.Other", "GET", "/api/entra/jobs?unmanaged=true")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(app.api().get("/api/entra/jobs?unmanaged=true").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void each_target_has_its_own_and_its_name_is_in_the_commands(@TempDir Path folder) throws Exception {
        try (ServedTargets app = new ServedTargets(folder, List.of("dev", "prod"), Map.of())) {
            app.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
            app.write("jobs/all.json", "{\"name\": \"all\"}");
            long id = put(app.workspace("prod"), "bob@example.com", "Bob's");
            assertThat(app.send("POST", "sync?target=prod").statusCode()).isEqualTo(200);

            JsonNode prod = ServedTargets.json(app.send("GET", "jobs?unmanaged&target=prod"));
            assertThat(prod.path("target").asText()).isEqualTo("prod");
            assertThat(prod.at("/unmanaged/command").asText())
                    .isEqualTo("db-dsc-jobs export --unmanaged --target prod --folder .");
            assertThat(prod.at("/unmanaged/jobs/0/command").asText())
                    .isEqualTo("db-dsc-jobs export --id " + id + " --target prod --folder .");

            HttpResponse<String> all = app.send("GET", "jobs?unmanaged&limit=1");
            conforms(all);
            JsonNode targets = ServedTargets.json(all).path("targets");
            assertThat(targets.findValuesAsText("target")).containsExactly("dev", "prod");
            assertThat(targets.at("/0/unmanaged/jobs")).isEmpty();
            assertThat(targets.at("/0/unmanaged").has("asOf")).isFalse();
            assertThat(names(targets.at("/1/unmanaged"))).containsExactly("Bob's");
            assertThat(app.send("GET", "jobs?unmanaged&target=nowhere").statusCode())
                    .isEqualTo(404);
        }
    }
}
