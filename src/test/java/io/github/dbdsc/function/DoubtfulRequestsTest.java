package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.dbdsc.local.host.HostRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of which only a part reaches a function as parameters, since the Functions host drops those without a value. */
class DoubtfulRequestsTest {

    private static final String PLAN = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws IOException {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void assertRefused(HttpResponse<String> answer, String detail) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("detail").asText()).contains(detail);
        assertThat(api.workspace().calls().count()).as("nothing was done").isZero();
        assertThat(api.reports().list(null, 10)).isEmpty();
    }

    private void assertRefused(HttpResponseMessage answer, String detail) {
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(String.valueOf(answer.getBody())).contains(detail);
        assertThat(api.workspace().calls().count()).as("nothing was done").isZero();
    }

    @Test
    void a_dry_run_without_a_value_writes_nothing() throws Exception {
        HttpResponse<String> answer = api.post("/api/sync?dryRun", "application/json", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("dryRun").asBoolean()).isTrue();
        assertThat(api.workspace().jobs().all()).isEmpty();
    }

    @Test
    void a_prune_without_a_value_prunes() throws Exception {
        api.write("jobs/gone.json", "{\"name\": \"Gone\"}");
        api.sync();
        api.awaitEndOfRun();
        api.remove("jobs/gone.json");

        assertThat(api.post("/api/sync?prune&wait=100", "application/json", "").statusCode())
                .isEqualTo(200);
        assertThat(api.workspace().jobs().all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "dryRun=, dryRun has no value",
        "plan=, plan has no value",
        "plan, plan has no value",
        "key=, key has no value",
        "key, key has no value",
        "wait=, wait has no value",
        "prune=true&plan=, plan has no value",
        "prune=, prune has no value",
        "nonsense, no query parameter 'nonsense'",
        "nonsense=1, no query parameter 'nonsense'",
        "dryrun=true, no query parameter 'dryrun'",
        "dryRun=true&dryRun=false, dryRun more than once",
        "dryRun&dryRun, dryRun more than once",
        "key=a&key=b, key more than once",
        "dryRun=yes, dryRun must be true or false",
        "=true, an empty parameter",
        "&dryRun=true, an empty parameter",
        "dryRun=true&, an empty parameter",
        "dryRun=true&&wait=1, an empty parameter",
        "key=%FF, not UTF-8",
        "key=+, etl/daily",
    })
    void a_sync_that_is_not_clear_is_refused_before_anything_is_done(String query, String detail) throws Exception {
        assertRefused(api.post("/api/sync?" + query, "application/json", ""), detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "runs", "runs/20261122T154200Z-3fa94c"})
    void a_function_refuses_what_is_none_of_its_parameters(String path) throws Exception {
        for (String query : List.of("nonsense", "dryRun=true", "a=1&a=2")) {
            assertRefused(api.get("/api/" + path + "?" + query), "there is no query parameter");
        }
        assertRefused(api.get("/api/" + path + "?key=a&key=b"), "key more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "dashboard", "openapi.json"})
    void a_function_without_parameters_refuses_every_one(String path) throws Exception {
        for (String query : List.of("nonsense", "dryRun=true", "a=1&a=2")) {
            assertRefused(api.get("/api/" + path + "?" + query), "takes none");
        }
        assertRefused(api.answer(HostRequest.Sent.plain("GET", "https://app.example/api/" + path + "?")), "empty");
    }

    @Test
    void a_sync_takes_no_body_since_whoever_writes_a_dry_run_there_wants_no_sync() throws Exception {
        assertRefused(api.post("/api/sync", "application/json", "{\"dryRun\": true}"), "takes no body");

        assertThat(api.post("/api/sync?dryRun=true", "application/json", " {} ").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_plan_takes_the_name_of_a_target_only() throws Exception {
        for (String query : List.of("nonsense", "dryRun=true", "a=1&a=2")) {
            assertRefused(api.get("/api/plan?" + query), "there is only target");
        }
        assertRefused(api.post("/api/plan?dryRun", "application/json", "{\"files\": {}}"), "there is only target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "limit=", "before=", "limit=1&limit=2", "before", "offset=1"})
    void a_list_of_runs_that_is_not_clear_is_refused(String query) throws Exception {
        assertRefused(api.get("/api/runs?" + query), "");
    }

    @Test
    void the_hosts_own_parameters_are_no_concern_of_a_function() throws Exception {
        assertThat(api.get("/api/jobs?code=a%2Fb==&clientId=default").statusCode())
                .isEqualTo(200);
        assertThat(api.post("/api/sync?code=&dryRun=true&code=b", "application/json", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.workspace().jobs().all()).isEmpty();
    }

    @Test
    void a_query_of_which_nothing_is_left_is_refused() {
        assertRefused(
                api.answer(HostRequest.Sent.plain("POST", "https://app.example/api/sync?")), "an empty parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryRun=%zz", "key=a|b", "dryRun=true&key={", "%"})
    void an_address_that_is_no_uri_is_refused(String query) throws Exception {
        assertRefused(
                api.answer(HostRequest.Sent.plain("POST", "https://app.example/api/sync?" + query)), "percent-encoded");
    }

    @Test
    void every_parameter_of_a_sync_is_read_from_the_address() throws Exception {
        HttpResponse<String> answer =
                api.post("/api/sync?dryRun=true&prune=false&key=%61&plan=" + PLAN + "&wait=0", "application/json", "");

        assertThat(answer.statusCode()).as("the plan is another").isEqualTo(409);
        assertThat(json(answer).path("changes")).hasSize(1);
        assertThat(json(answer).path("objections").toString()).contains(PLAN);
    }

    @Test
    void a_path_is_found_in_any_case_with_a_slash_at_its_end_and_by_no_method_that_it_does_not_have() throws Exception {
        assertThat(api.get("/API/Jobs/").statusCode()).isEqualTo(200);
        assertThat(api.get("/api/sync").statusCode()).isEqualTo(404);
        for (String method : List.of("HEAD", "OPTIONS", "DELETE", "PUT")) {
            HttpResponse<String> answer = api.sent(method, "/api/sync");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEmpty();
        }
        HttpResponse<String> none = api.get("/api/runs/a%2Fb");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(json(none).path("detail").asText()).contains("'a%2Fb'");
    }
}
