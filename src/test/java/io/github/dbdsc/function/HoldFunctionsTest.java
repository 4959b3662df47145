package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.local.host.HostRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds over HTTP. */
class HoldFunctionsTest {
    private ApiUnderTest api;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> post(String query) throws Exception {
        return api.sent("POST", "/api/hold" + query);
    }

    private HttpResponse<String> delete(String query) throws Exception {
        return api.sent("DELETE", "/api/hold" + query);
    }

    private JsonNode job(String key) throws Exception {
        for (JsonNode job : json(api.get("/api/jobs")).path("jobs")) {
            if (job.path("key").asText().equals(key)) {
                return job;
            }
        }
        throw new AssertionError("no job " + key);
    }

    private void differ() throws Exception {
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.awaitEndOfRun();
        api.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 60}");
    }

    @Test
    void a_held_job_is_not_written_and_the_answer_is_200() throws Exception {
        differ();

        HttpResponse<String> held = post("?key=a&reason=the%20warehouse%20moves&hours=6&by=ann");

        assertThat(held.statusCode()).isEqualTo(200);
        JsonNode hold = json(held).path("jobs").path(0);
        assertThat(hold.path("key").asText()).isEqualTo("a");
        assertThat(hold.at("/hold/from").asText()).isEqualTo("person");
        assertThat(hold.at("/hold/by").asText()).isEqualTo("ann");
        assertThat(hold.at("/hold/reason").asText()).isEqualTo("the warehouse moves");
        assertThat(hold.at("/hold/text").asText())
                .startsWith("held by ann since ")
                .contains(" until ");
        assertThat(json(api.get("/api/hold"))).isEqualTo(json(held));
        HttpResponse<String> sync = api.sync();
        assertThat(sync.statusCode()).isEqualTo(200);
        assertThat(json(sync).at("/changes/0/outcome").asText()).isEqualTo("held");
        assertThat(api.workspace()
                        .jobs()
                        .all()
                        .get(0)
                        .settings()
                        .path("timeout_seconds")
                        .asInt())
                .isZero();
        assertThat(job("a").path("status").asText()).isEqualTo("held");
    }

    @Test
    void the_page_learns_of_a_hold_at_once_and_of_its_end() throws Exception {
        differ();
        HttpResponse<String> before = api.get("/api/jobs");
        String tag = before.headers().firstValue("ETag").orElseThrow();
        assertThat(api.get("/api/jobs", "If-None-Match", tag).statusCode()).isEqualTo(304);

        post("?key=a");

        assertThat(api.get("/api/jobs", "If-None-Match", tag).statusCode()).isEqualTo(200);
        assertThat(job("a").at("/hold/text").asText()).startsWith("held by somebody since ");
        assertThat(job("a").path("status").asText()).isEqualTo("changed");
        api.sync();
        api.awaitEndOfRun();
        assertThat(job("a").path("status").asText()).isEqualTo("held");
        assertThat(delete("?key=a").statusCode()).isEqualTo(200);
        assertThat(job("a").has("hold")).isFalse();
        assertThat(job("a").path("status").asText()).isEqualTo("drifted");
        assertThat(job("a").path("reason").asText()).contains("its hold is over");
        assertThat(json(api.sync()).at("/changes/0/outcome").asText()).isEqualTo("applied");
    }

    @Test
    void a_job_is_held_and_let_go_by_the_path_of_its_definition_too() throws Exception {
        differ();

        assertThat(json(post("?key=jobs/a.json")).at("/jobs/0/key").asText()).isEqualTo("a");
        assertThat(api.sent("POST", "/api/sync?key=jobs/a.json").statusCode()).isEqualTo(200);
        assertThat(json(api.get("/api/runs?key=jobs/a.json")).path("runs").isEmpty())
                .isFalse();
        assertThat(delete("?key=jobs/a.json").statusCode()).isEqualTo(200);
    }

    @Test
    void a_held_job_whose_definition_moves_is_shown_as_held() throws Exception {
        differ();
        post("?key=a");
        api.write("jobs/b.json", "{\"name\": \"A\"}");
        api.remove("jobs/a.json");

        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.awaitEndOfRun();

        assertThat(job("b").path("status").asText()).isEqualTo("held");
        delete("?key=a");
        assertThat(job("b").path("status").asText()).isEqualTo("drifted");
    }

    @Test
    void holds_can_be_looked_at_without_their_list() throws Exception {
        HttpResponse<String> head = api.sent("HEAD", "/api/hold");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void all_are_held_and_let_go_together() throws Exception {
        differ();
        post("?key=a");

        HttpResponse<String> held = post("?all=true&reason=incident");

        assertThat(json(held).at("/all/from").asText()).isEqualTo("everything");
        assertThat(json(api.get("/api/jobs")).at("/hold/reason").asText()).isEqualTo("incident");
        assertThat(json(delete("?all")).has("all")).isFalse();
        assertThat(json(api.get("/api/hold")).path("jobs").size()).isEqualTo(1);
        assertThat(delete("?all").statusCode()).isEqualTo(404);
    }

    @Test
    void the_hold_of_a_definition_is_listed_and_ends_with_it() throws Exception {
        api.write("jobs/a.json", "{\"name\": \"A\", \"$hold\": {\"reason\": \"audit\"}}");
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.awaitEndOfRun();

        assertThat(json(api.get("/api/hold")).at("/jobs/0/hold/from").asText()).isEqualTo("definition");
        assertThat(job("a").path("reason").asText()).isEqualTo("held by its definition: audit");
        HttpResponse<String> refused = delete("?key=a");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(json(refused).path("detail").asText()).contains("\"$hold\" is taken out of jobs/a.json");
    }

    @ParameterizedTest(name = "POST {0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                   | either key=
            ?all=false           | either key=
            ?key=a&all=true      | either key=
            ?key=a&hours=0       | from 1 to 8784
            ?key=a&hours=9000    | from 1 to 8784
            ?key=a&hours=1.5     | from 1 to 8784
            ?key=a&reason=       | has no value
            ?key=a&nonsense=1    | no query parameter
            ?key=%20             | key must be a definition's key
            """)
    void what_is_not_clear_holds_nothing(String query, String why) throws Exception {
        HttpResponse<String> answer = post(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(why);
        assertThat(json(api.get("/api/hold")).path("jobs").size()).isZero();
    }

    @Test
    void texts_have_a_limit_and_no_signs_that_hide_something() throws Exception {
        assertThat(post("?key=a&reason=" + "x".repeat(201)).statusCode()).isEqualTo(400);
        assertThat(post("?key=a&by=" + "x".repeat(101)).statusCode()).isEqualTo(400);

        JsonNode hold = json(post("?key=a&reason=%3Cb%3E%0Aline%E2%80%AEtxet&by=%1B[31mann"))
                .at("/jobs/0/hold");

        assertThat(hold.path("reason").asText()).isEqualTo("<b> line\\u202etxet");
        assertThat(hold.path("by").asText()).isEqualTo("[31mann");
    }

    @Test
    void a_job_that_nobody_knows_is_not_held_and_a_mistyped_one_is_guessed() throws Exception {
        api.write("jobs/etl/daily.json", "{\"name\": \"Daily\"}");
        assertThat(post("?key=etl/daily").statusCode())
                .as("no run knows it yet")
                .isEqualTo(200);
        api.sync();
        api.awaitEndOfRun();

        HttpResponse<String> answer = post("?key=etl/daly");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("detail").asText())
                .contains("neither a definition jobs/etl/daly.json", "did you mean 'etl/daily'?");
    }

    @Test
    void a_job_whose_definition_is_gone_can_be_held() throws Exception {
        api.write("jobs/b.json", "{\"name\": \"B\"}");
        api.sync();
        api.awaitEndOfRun();
        api.remove("jobs/b.json");

        assertThat(post("?key=b").statusCode()).isEqualTo(200);

        HttpResponse<String> pruned = api.post("/api/sync?prune=true", "application/json", "");
        assertThat(pruned.statusCode()).isEqualTo(200);
        assertThat(api.workspace().jobs().named("B")).hasSize(1);
    }

    @Test
    void only_a_host_that_asks_callers_who_they_are_is_believed() throws Exception {
        HostRequest.Sent sent = new HostRequest.Sent(
                "POST",
                "/api/hold?key=a&by=ann",
                Map.of("X-MS-CLIENT-PRINCIPAL-NAME", List.of("mallory@example.com")),
                new byte[0]);

        assertThat(String.valueOf(api.answer(sent).getBody())).contains("ann").doesNotContain("mallory");

        HoldFunctions named = new HoldFunctions(
                TargetServices.ofOne(api::services),
                Wiring.access(Map.of("WEBSITE_AUTH_ENABLED", "true")),
                Clock.systemUTC());
        JsonNode hold = new JsonMapper()
                .readTree(String.valueOf(named.hold(HostRequest.of(sent, StandardCharsets.UTF_8), new RecordedContext())
                        .getBody()));
        assertThat(hold.at("/jobs/0/hold/by").asText()).isEqualTo("mallory@example.com");
    }
}
