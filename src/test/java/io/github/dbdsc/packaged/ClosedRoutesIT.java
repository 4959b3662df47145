package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.fakes.KeyPairs;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks every packaged function, every method in its {@code function.json} and every mode, as the worker loads and calls it,
 * with everything that is no good token. A call that gets past the way in ends at the settings, which are missing. The calls
 * are those that the Functions host lets through: it has checked keys where a function asks for one.
 */
class ClosedRoutesIT {

    private static final Set<String> OPEN = Set.of("health", "dashboard", "openapi.json", "auth");

    private final FakeIssuer issuer = new FakeIssuer();

    @AfterEach
    void stop() {
        issuer.close();
    }

    /** One method of a function. */
    private record Call(String function, String route, String method, String level) {

        String argument(String authorization) {
            return method + "|" + URLEncoder.encode(authorization, StandardCharsets.UTF_8) + "|" + function;
        }

        boolean wantsToken() {
            return route.startsWith("entra/");
        }
    }

    private static List<Call> calls() throws IOException {
        List<Call> calls = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PackagedAppIT.APP, 2)) {
            for (Path file : files.filter(path -> path.endsWith("function.json"))
                    .sorted()
                    .toList()) {
                for (JsonNode binding : new JsonMapper().readTree(file.toFile()).path("bindings")) {
                    if (binding.path("type").asText().equals("httpTrigger")) {
                        binding.path("methods")
                                .forEach(method -> calls.add(new Call(
                                        PackagedAppIT.APP
                                                .relativize(file)
                                                .getName(0)
                                                .toString(),
                                        binding.path("route").asText(),
                                        method.asText(),
                                        binding.path("authLevel").asText())));
                    }
                }
            }
        }
        return calls;
    }

    private Map<String, String> settings(String mode, String options) {
        Map<String, String> settings = new HashMap<>(issuer.settings(mode));
        settings.put(
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=" + KeyPairs.SERVER.store() + " -Djavax.net.ssl.trustStorePassword="
                        + KeyPairs.PASSWORD + options);
        return settings;
    }

    private static List<String> results(Map<String, String> settings, List<String> arguments) throws Exception {
        return PackagedAppIT.results(
                PackagedAppIT.worker(settings, arguments.toArray(String[]::new)).lines());
    }

    /** Returns what a call is answered that comes by this way in this mode and has nothing to show but a key. */
    private static String refusal(Call call, String mode) {
        if (OPEN.contains(call.route())) {
            return "";
        }
        if (call.wantsToken()) {
            return mode.equals("keys") ? " 403 " : " 401 ";
        }
        return mode.equals("entra") ? " 403 " : "";
    }

    private void walk(String mode) throws Exception {
        List<String> arguments = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (Map.Entry<String, String> bad : issuer.refused(Instant.now()).entrySet()) {
            for (Call call : calls()) {
                if (!OPEN.contains(call.route())) {
                    arguments.add(call.argument(bad.getValue()));
                    expected.add(refusal(call, mode));
                }
            }
        }

        List<String> results = results(settings(mode, ""), arguments);

        assertThat(results).hasSameSizeAs(expected);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(30 * 12);
        for (int i = 0; i < results.size(); i++) {
            String what = results.get(i);
            if (expected.get(i).isEmpty()) {
                assertThat(what).as(mode).containsPattern(" 503 .*DATABRICKS_URI| 400 .*must have either");
            } else {
                assertThat(what).as(mode).contains(expected.get(i)).doesNotContain("DATABRICKS_URI");
            }
        }
    }

    @Test
    void with_keys_no_route_for_tokens_is_open() throws Exception {
        walk("keys");
    }

    @Test
    void with_tokens_no_route_for_keys_is_open_nor_any_other_without_a_good_token() throws Exception {
        walk("entra");
    }

    @Test
    void with_both_no_route_for_tokens_is_open_without_a_good_one() throws Exception {
        walk("both");
    }

    @Test
    void a_value_that_is_no_mode_closes_every_route_for_data_even_with_a_good_token() throws Exception {
        List<String> arguments = new ArrayList<>();
        for (Call call : calls()) {
            if (!OPEN.contains(call.route())) {
                arguments.add(call.argument(FakeIssuer.bearer(issuer.token(Instant.now(), "Jobs.Prune"))));
            }
        }

        List<String> results = results(settings("Entra-ID", ""), arguments);

        assertThat(results).hasSameSizeAs(arguments).allSatisfy(result -> assertThat(result)
                .contains(" 503 ", "AUTH is not a known choice")
                .doesNotContain("DATABRICKS_URI"));
    }

    @Test
    void a_good_token_of_a_real_issuer_gets_past_every_way_in_for_tokens() throws Exception {
        List<String> arguments = new ArrayList<>();
        for (Call call : calls()) {
            if (call.wantsToken()) {
                arguments.add(call.argument(FakeIssuer.bearer(issuer.token(Instant.now(), "Jobs.Prune"))));
            }
        }

        List<String> results = results(settings("entra", ""), arguments);

        assertThat(results).hasSameSizeAs(arguments).allSatisfy(result -> assertThat(result)
                .containsPattern(" 503 .*DATABRICKS_URI| 400 .*must have either"));
        assertThat(issuer.requests()).containsExactly(FakeIssuer.KEYS);
    }

    @Test
    void with_keys_nothing_that_checks_tokens_is_loaded(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("classes.log");
        String options = " -Xlog:class+load:file=" + log;
        List<String> arguments = new ArrayList<>();
        for (Call call : calls()) {
            arguments.add(call.argument(FakeIssuer.bearer(issuer.token(Instant.now(), "Jobs.Prune"))));
        }

        List<String> results = results(settings("keys", options), arguments);

        assertThat(results).hasSameSizeAs(arguments);
        assertThat(Files.readAllLines(log))
                .hasSizeGreaterThan(1000)
                .anyMatch(line -> line.contains("io.github.dbdsc.function.HttpAccess"))
                .noneMatch(
                        line -> line.contains("com.nimbusds") || line.contains("io.github.dbdsc.access.EntraTokens"));
    }
}
