package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.local.host.HostRequest;
import io.github.dbdsc.local.host.LocalHost;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks every function with an HTTP trigger, every method of it, every mode, and everything that is no good token: none gets
 * past the way in. {@code ClosedRoutesIT} does so in the worker.
 */
class ClosedRoutesTest {

    private static final Set<String> OPEN = Set.of("health", "dashboard", "openapi.json", "auth");

    @TempDir
    Path folder;

    /** A function's route and one of its methods. */
    private record Call(String route, String method, boolean isAnonymous) {

        String path() {
            return "/api/" + route.replace("{id}", "20261122T120000Z-000001").replaceAll("\\{[*]key.*}", "a")
                    + (route.endsWith("sync") ? "?dryRun=true" : "");
        }

        boolean wantsToken() {
            return route.startsWith("entra/");
        }
    }

    private static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (Object instance : new FunctionApp().functions()) {
            for (Method method : instance.getClass().getMethods()) {
                if (method.isAnnotationPresent(FunctionName.class)) {
                    for (Parameter parameter : method.getParameters()) {
                        HttpTrigger trigger = parameter.getAnnotation(HttpTrigger.class);
                        if (trigger != null) {
                            for (HttpMethod http : trigger.methods()) {
                                calls.add(new Call(
                                        trigger.route(),
                                        http.name(),
                                        trigger.authLevel() == AuthorizationLevel.ANONYMOUS));
                            }
                        }
                    }
                }
            }
        }
        return calls;
    }

    private Map<String, String> refused(ApiWithTokens app) {
        return app.issuer().refused(Clock.systemUTC().instant());
    }

    private static HttpResponse<String> call(ApiWithTokens app, Call call, String header) throws Exception {
        return header.isEmpty()
                ? app.api().sent(call.method(), call.path())
                : app.api().sent(call.method(), call.path(), "Authorization", header);
    }

    private static void isProblem(HttpResponse<String> answer, Call call, int status, String as) throws Exception {
        assertThat(answer.statusCode()).as(as).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).as(as).hasValue("application/problem+json");
        if (!call.method().equals("HEAD")) {
            assertThat(ApiUnderTest.json(answer).path("status").asInt()).as(as).isEqualTo(status);
        }
    }

    @Test
    void every_route_is_there_twice_but_for_those_that_are_open() {
        List<String> keyed = calls().stream()
                .filter(call -> !call.isAnonymous())
                .map(call -> call.method() + " entra/" + call.route())
                .toList();
        List<String> withToken = calls().stream()
                .filter(Call::wantsToken)
                .map(call -> call.method() + " " + call.route())
                .toList();

        assertThat(withToken).hasSizeGreaterThanOrEqualTo(15).containsExactlyInAnyOrderElementsOf(keyed);
        assertThat(calls())
                .filteredOn(call -> call.isAnonymous() && !call.wantsToken())
                .extracting(Call::route)
                .isSubsetOf(OPEN);
    }

    @Test
    void in_each_mode_no_bad_token_opens_any_method_of_any_route() throws Exception {
        for (String mode : List.of("keys", "entra", "both")) {
            try (ApiWithTokens app = new ApiWithTokens(folder, mode)) {
                int refusals = 0;
                for (Map.Entry<String, String> bad : refused(app).entrySet()) {
                    for (Call call : calls()) {
                        String as = mode + ", " + call + ", " + bad.getKey();
                        HttpResponse<String> answer = call(app, call, bad.getValue());
                        if (OPEN.contains(call.route())) {
                            assertThat(answer.statusCode()).as(as).isEqualTo(200);
                        } else if (call.wantsToken() && !mode.equals("keys")) {
                            isProblem(answer, call, 401, as);
                            assertThat(answer.headers()
                                            .firstValue("WWW-Authenticate")
                                            .orElseThrow())
                                    .as(as)
                                    .startsWith("Bearer");
                            refusals++;
                        } else if (call.wantsToken() || mode.equals("entra")) {
                            isProblem(answer, call, 403, as);
                            refusals++;
                        } else {
                            assertThat(answer.statusCode()).as(as).isNotIn(401, 403);
                        }
                    }
                }
                assertThat(refusals).isGreaterThanOrEqualTo(15 * 12);
            }
        }
    }

    @Test
    void a_token_without_any_role_opens_nothing_and_is_told_which_one_is_missing() throws Exception {
        try (ApiWithTokens app = new ApiWithTokens(folder, "entra")) {
            for (Call call : calls()) {
                if (call.wantsToken()) {
                    HttpResponse<String> answer = app.as("Others.Role", call.method(), call.path());
                    isProblem(answer, call, 403, call.toString());
                    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                            .contains("insufficient_scope", "Jobs.");
                }
            }
        }
    }

    @Test
    void a_setting_that_is_wrong_closes_everything_and_turns_health_red() throws Exception {
        Map<String, Map<String, String>> wrong = new LinkedHashMap<>();
        wrong.put("AUTH", Map.of("AUTH", "none"));
        wrong.put("AUTH_TENANT", Map.of("AUTH_TENANT", " "));
        wrong.put("AUTH_TENANT ", Map.of("AUTH_TENANT", "contoso.example"));
        wrong.put("AUTH_AUDIENCE", Map.of("AUTH_AUDIENCE", ""));
        wrong.put("AUTH_AUDIENCE ", Map.of("AUTH_AUDIENCE", "everybody"));
        for (Map.Entry<String, Map<String, String>> setting : wrong.entrySet()) {
            try (ApiWithTokens app = new ApiWithTokens(folder, "both", setting.getValue())) {
                for (Call call : calls()) {
                    if (!OPEN.contains(call.route())) {
                        isProblem(app.as("Jobs.Prune", call.method(), call.path()), call, 503, setting + " " + call);
                    }
                }
                for (String path : List.of("/api/health", "/api/auth")) {
                    HttpResponse<String> answer = app.api().get(path);
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.body()).contains(setting.getKey().strip()).doesNotContain("contoso", "everybody");
                }
                assertThat(app.api().get("/api/dashboard").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_host_on_this_machine_asks_for_no_key_but_for_a_token_where_auth_says_so() throws Exception {
        try (ApiUnderTest api = new ApiUnderTest(folder);
                FakeIssuer issuer = new FakeIssuer()) {
            FunctionApp keyless =
                    FunctionApp.onThisMachine(TargetServices.ofOne(api::services), () -> "folder", Map.of());
            FunctionApp asking = FunctionApp.onThisMachine(
                    TargetServices.ofOne(api::services), () -> "folder", issuer.settings("entra"));
            HostRequest.Sent keyed = HostRequest.Sent.plain("GET", "http://localhost/api/jobs");
            HostRequest.Sent withToken = HostRequest.Sent.plain("GET", "http://localhost/api/entra/jobs");
            try (LocalHost open = LocalHost.start(0, List.copyOf(keyless.functions()), line -> {});
                    LocalHost closed = LocalHost.start(0, List.copyOf(asking.functions()), line -> {})) {
                assertThat(open.answer(keyed).getStatusCode()).isEqualTo(200);
                assertThat(open.answer(withToken).getStatusCode()).isEqualTo(403);
                assertThat(closed.answer(keyed).getStatusCode()).isEqualTo(403);
                assertThat(closed.answer(withToken).getStatusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void health_is_green_in_each_mode_and_the_page_is_told_what_to_ask_for() throws Exception {
        for (String mode : List.of("keys", "entra", "both")) {
            try (ApiWithTokens app = new ApiWithTokens(folder, mode)) {
                assertThat(app.api().get("/api/health").statusCode()).as(mode).isEqualTo(200);

                JsonNode auth = ApiUnderTest.json(app.api().get("/api/auth"));
                assertThat(auth.path("mode").asText()).isEqualTo(mode);
                assertThat(auth.has("keys")).isEqualTo(!mode.equals("entra"));
                assertThat(auth.at("/entra/root").asText()).isEqualTo(mode.equals("keys") ? "" : "/api/entra");
                assertThat(auth.at("/entra/clientId").isTextual()).isEqualTo(!mode.equals("keys"));
            }
        }
    }
}
