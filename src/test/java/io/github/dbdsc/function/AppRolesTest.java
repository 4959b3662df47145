package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fakes.FakeIssuer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which call needs which role: the description, the table for people and what the app does are one. */
class AppRolesTest {

    private static final List<String> ROLES = List.of("Jobs.Read", "Jobs.Plan", "Jobs.Apply", "Jobs.Prune");
    private static final String RUN = "20261122T120000Z-000001";

    @TempDir
    Path folder;

    /** A line of the table. */
    private record Need(String method, String path, String query, String role) {

        String row() {
            return "| `" + method + " " + path + "` | " + (query.isEmpty() ? "" : shown()) + " | `" + role + "` |";
        }

        private String shown() {
            return query.replaceFirst("^(\\S+)", "`$1`");
        }

        boolean isKnownBefore() {
            return !query.contains(" ");
        }

        String address() {
            String asked = query.replace("<fingerprint>", "0".repeat(64));
            String other = path.equals("/hold") && !method.equals("GET")
                    ? "key=nope"
                    : path.equals("/sync") ? (asked.isEmpty() ? "wait=0" : "&wait=0") : "";
            return "/api/entra" + path.replace("{id}", RUN).replace("{key}", "a")
                    + (asked.isEmpty() && other.isEmpty() ? "" : "?" + asked + other);
        }
    }

    private static List<Need> described() throws Exception {
        List<Need> needs = new ArrayList<>();
        try (InputStream resource = DocumentFunctions.class.getResourceAsStream("openapi.json")) {
            JsonNode document = new JsonMapper().readTree(resource);
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> operation
                            .getValue()
                            .path("x-app-roles")
                            .forEach(need -> needs.add(new Need(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    need.path("query").asText(),
                                    need.path("role").asText())))));
        }
        return needs;
    }

    @Test
    void each_call_needs_the_role_that_its_description_names_and_a_higher_one_does() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            List<Need> needs = described().stream().filter(Need::isKnownBefore).toList();
            assertThat(needs).hasSizeGreaterThanOrEqualTo(14);
            for (Need need : needs) {
                for (String role : ROLES) {
                    HttpResponse<String> answer = app.as(role, need.method(), need.address());
                    String as = need + " as " + role + ": " + answer.body();
                    if (ROLES.indexOf(role) >= ROLES.indexOf(need.role())) {
                        assertThat(answer.statusCode()).as(as).isNotIn(401, 403, 500, 503);
                    } else {
                        assertThat(answer.statusCode()).as(as).isEqualTo(403);
                        JsonNode problem = ApiUnderTest.json(answer);
                        assertThat(problem.path("role").asText()).as(as).isEqualTo(need.role());
                        assertThat(problem.path("detail").asText()).as(as).contains(need.role(), role);
                    }
                }
                HttpResponse<String> without = app.api().sent(need.method(), need.address());
                assertThat(without.statusCode()).as(need.toString()).isEqualTo(401);
                assertThat(ApiUnderTest.json(without).path("role").asText())
                        .as(need.toString())
                        .isEqualTo(need.role());
            }
        }
    }

    @Test
    void the_table_for_people_has_the_same_lines_and_no_others() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("docs", "security.md")).stream()
                .filter(line -> line.matches("\\| `(GET|POST|DELETE) .*\\| `Jobs\\..*"))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        described().stream().map(Need::row).toList());
    }

    @Test
    void an_approved_plan_that_deletes_needs_the_role_to_prune() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            app.api().write("jobs/b.json", "{\"name\": \"B\"}");
            assertThat(app.as("Jobs.Apply", "POST", "/api/entra/sync").statusCode())
                    .isEqualTo(200);
            app.api().awaitEndOfRun();
            app.api().remove("jobs/b.json");
            String plan = ApiUnderTest.json(app.as("Jobs.Plan", "POST", "/api/entra/sync?dryRun=true&prune=true"))
                    .path("fingerprint")
                    .asText();

            assertThat(app.as("Jobs.Apply", "POST", "/api/entra/sync?prune=true&plan=" + plan)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(app.api().workspace().jobs().all()).hasSize(2);

            assertThat(app.as("Jobs.Prune", "POST", "/api/entra/sync?prune=true&plan=" + plan)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(app.api().workspace().jobs().all()).hasSize(1);
        }
    }

    @Test
    void an_undo_that_deletes_the_job_that_a_run_made_needs_the_role_to_prune() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            String run = ApiUnderTest.json(app.as("Jobs.Apply", "POST", "/api/entra/sync"))
                    .path("runId")
                    .asText();
            app.api().awaitEndOfRun();
            String undo = "/api/entra/runs/" + run + "/undo";
            String plan = ApiUnderTest.json(app.as("Jobs.Plan", "POST", undo))
                    .path("fingerprint")
                    .asText();

            HttpResponse<String> refused = app.as("Jobs.Apply", "POST", undo + "?plan=" + plan);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
            assertThat(ApiUnderTest.json(refused).path("role").asText()).isEqualTo("Jobs.Prune");
            assertThat(app.api().workspace().jobs().all()).hasSize(1);
            app.api().awaitEndOfRun();

            assertThat(app.as("Jobs.Prune", "POST", undo + "?plan=" + plan).statusCode())
                    .isEqualTo(200);
            assertThat(app.api().workspace().jobs().all()).isEmpty();
        }
    }

    @Test
    void a_run_keeps_its_caller_in_its_report_and_in_the_list_of_runs() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "both")) {
            HttpResponse<String> synced = app.as("Jobs.Apply", "POST", "/api/entra/sync?wait=0");
            String location = synced.headers().firstValue("Location").orElseThrow();
            assertThat(location).startsWith("/api/entra/runs/");
            assertThat(ApiUnderTest.json(synced).at("/caller/name").asText()).isEqualTo("ann@contoso.example");

            app.api().awaitEndOfRun();
            String withKey = ApiUnderTest.json(app.api().sync()).path("runId").asText();
            app.api().awaitEndOfRun();

            assertThat(ApiUnderTest.json(app.as("Jobs.Read", "GET", location))
                            .at("/caller/text")
                            .asText())
                    .isEqualTo("ann@contoso.example (44444444-aaaa-4000-8000-00000000000d)");
            assertThat(app.api()
                            .get("/api/runs/" + withKey, "Accept", "text/plain")
                            .body())
                    .contains("Asked for by somebody with a function key");
            JsonNode page = ApiUnderTest.json(app.as("Jobs.Read", "GET", "/api/entra/runs?limit=1"));
            assertThat(ApiUnderTest.json(app.as("Jobs.Read", "GET", "/api/entra/runs"))
                            .findValuesAsText("kind"))
                    .containsExactlyInAnyOrder("key", "person");
            assertThat(page.path("next").asText()).startsWith("/api/entra/runs?limit=1&before=");
        }
    }

    @Test
    void a_hold_is_by_whoever_the_token_is_of_whatever_name_they_give() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            assertThat(app.as("Jobs.Apply", "POST", "/api/entra/hold?key=a&by=bob")
                            .body())
                    .contains("ann@contoso.example")
                    .doesNotContain("bob");
        }
    }

    @Test
    void while_the_issuer_is_away_nobody_gets_in_and_is_told_to_come_again() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            app.issuer().failNext(503);

            HttpResponse<String> answer = app.as("Jobs.Read", "GET", "/api/entra/jobs");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void a_new_key_of_the_issuer_opens_in_the_middle_of_things() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            assertThat(app.as("Jobs.Read", "GET", "/api/entra/jobs").statusCode())
                    .isEqualTo(200);
            FakeIssuer.Key next = FakeIssuer.Key.named("next");
            app.issuer().publish(next);
            String token = FakeIssuer.signed(
                    next, app.issuer().claims(Clock.systemUTC().instant(), "Jobs.Read"));

            assertThat(app.api()
                            .get("/api/entra/jobs", "Authorization", "bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
