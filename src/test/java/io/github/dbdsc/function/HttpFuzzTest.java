package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.dbdsc.fuzz.Broken;
import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import io.github.dbdsc.local.simulation.Caller;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks requests to the HTTP API: each is answered, or refused with a problem document that says why. */
class HttpFuzzTest {

    private static final String JSON = "application/json";
    private static final Set<Integer> REFUSED = Set.of(400, 404, 409, 413, 415);

    private static final String CANDIDATES = """
            {"files": {"jobs/new.json": "{\\"name\\": \\"New\\", \\"$adopt\\": true}", "jobs/a.json": null,
             "templates/standard.jinja2": "{\\"name\\": \\"{{ job.name }}\\", \\"timeout_seconds\\": 5}",
             "vars.json": "{\\"a\\": 1}"}}""";

    private static final Map<String, String> SYNC =
            Map.of("dryRun", "true", "prune", "false", "key", "a", "plan", "0123456789abcdef".repeat(4), "wait", "1");
    private static final Map<String, String> RUNS = Map.of("limit", "10", "before", "20261122T154200Z-3fa94c");

    @TempDir
    Path folder;

    private record Request(String path, Map<String, String> query, String type, String body) {

        static Request of(RandomGenerator random) {
            return switch (random.nextInt(6)) {
                case 0, 1 -> new Request("plan", Map.of(), JSON, BrokenJson.of(CANDIDATES, random));
                case 2 -> new Request("plan", Map.of(), Broken.text(JSON, random), CANDIDATES);
                case 3 -> new Request("sync", broken(SYNC, random), JSON, "{}");
                case 4 -> new Request("runs", broken(RUNS, random), "", "");
                default ->
                    new Request(
                            "runs/"
                                    + encoded(Broken.text("20261122T154200Z-3fa94c", random)
                                                    .replace("/", "")
                                            + "-"),
                            Map.of(),
                            "",
                            "");
            };
        }

        private static Map<String, String> broken(Map<String, String> query, RandomGenerator random) {
            Map<String, String> broken = new LinkedHashMap<>();
            query.forEach((name, value) -> {
                if (random.nextInt(3) > 0) {
                    broken.put(
                            random.nextInt(8) == 0 ? Broken.text(name, random) : name,
                            random.nextInt(3) == 0 ? Broken.text(value, random) : value);
                }
            });
            broken.values().removeIf(value -> value.length() > 5_000);
            broken.keySet().removeIf(name -> name.length() > 5_000);
            return broken;
        }

        HttpResponse<String> sentTo(ApiUnderTest api) throws Exception {
            String named = query.entrySet().stream()
                    .map(pair -> "&" + encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                    .collect(Collectors.joining());
            String address = "/api/" + path + "?code=" + ForUsers.SECRET + named;
            return type.isEmpty() ? api.get(address) : api.post(address, headerValue(type), body);
        }

        /** Returns as much of it as the client sends. */
        private static String headerValue(String text) {
            String plain = text.replaceAll("[^\\x20-\\x7e]", "").strip();
            return plain.isEmpty() || plain.length() > 5_000 ? "none" : plain;
        }

        private static String encoded(String text) {
            String shortened = text.length() > 5_000 ? text.substring(0, 5_000) : text;
            return URLEncoder.encode(shortened, StandardCharsets.UTF_8);
        }
    }

    @Test
    void broken_requests_are_answered_or_refused_with_the_reason() throws Exception {
        try (ApiUnderTest api = new ApiUnderTest(folder)) {
            Map<String, Integer> ends = Fuzz.each(Request::of, request -> end(request.sentTo(api)));

            assertThat(api.workspace().jobs().all()).hasSizeLessThanOrEqualTo(1);
            if (Fuzz.isThorough()) {
                assertThat(ends).containsKeys("200", "400", "404", "415");
            }
        }
    }

    /** A report tells with its status what came of it. */
    private static boolean isReport(HttpResponse<String> answer) throws Exception {
        return List.of(409, 422).contains(answer.statusCode())
                && ApiUnderTest.json(answer).has("changes");
    }

    private static String end(HttpResponse<String> answer) throws Exception {
        int status = answer.statusCode();
        ForUsers.assertKeepsSecret(answer.body());
        assertThat(answer.body()).doesNotContain(Caller.DEMO.token());
        if (status == 202) {
            String runId = ApiUnderTest.json(answer).path("runId").asText();
            assertThat(runId).isNotEmpty();
            assertThat(answer.headers().firstValue("Location")).get(STRING).endsWith(runId);
        } else if (!isReport(answer) && status != 200) {
            assertThat(REFUSED).contains(status);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            ForUsers.assertFit(ApiUnderTest.json(answer).path("detail").asText());
        } else {
            List<String> messages = ApiUnderTest.json(answer).path("problems").findValuesAsText("message");
            messages.forEach(ForUsers::assertFit);
        }
        return Integer.toString(status);
    }
}
