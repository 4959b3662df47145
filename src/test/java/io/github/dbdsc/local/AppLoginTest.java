package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.FakeFunctionApp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command line gets into a function app: what it asks, whom it asks for a token, and where it sends that. */
class AppLoginTest {

    private static final String KEY = "planted-key";
    private static final String TENANT = "22222222-aaaa-4000-8000-00000000000b";
    private static final String CLIENT = "33333333-aaaa-4000-8000-00000000000c";
    private static final String REPORT = "{\"changes\": [], \"counts\": {}}";

    private final FakeFunctionApp app = new FakeFunctionApp();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final AtomicInteger issued = new AtomicInteger();

    @AfterEach
    void stop() {
        app.close();
    }

    private static String auth(String mode, String... audiences) {
        return "{\"mode\": \"" + mode + "\", \"entra\": {\"root\": \"//elsewhere.example/\", \"tenant\": \"" + TENANT
                + "\", \"audiences\": [\"" + String.join("\", \"", audiences) + "\"]}}";
    }

    private AppExchange exchange() {
        return exchange(app.uri());
    }

    /** Reaches the app by any name: as the proxy of its clients. */
    private AppExchange exchange(URI address) {
        HttpClient.Builder http = HttpClient.newBuilder();
        if (!address.equals(app.uri())) {
            http.proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.port())));
        }
        return new AppExchange(address, AppEntry.OPEN, http.build(), Duration.ofSeconds(30), time -> {});
    }

    private AppEntry entry(AppExchange exchange) {
        return new AppLogin(environment, (audience, tenant) -> {
                    asked.add(audience + " of " + tenant);
                    return () -> "planted-token-" + issued.incrementAndGet();
                })
                .entry(exchange);
    }

    private AppClient client() {
        AppExchange exchange = exchange();
        return new AppClient(exchange.as(entry(exchange)));
    }

    @Test
    void with_a_key_the_app_is_not_asked_what_it_takes() {
        environment.put("DB_DSC_JOBS_KEY", KEY);
        app.answer(200, REPORT);

        client().plan(Map.of());

        assertThat(app.requests()).containsExactly("POST /api/plan");
        assertThat(app.keys()).containsExactly(KEY);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"entra", "both"})
    void without_a_key_a_token_for_the_audience_opens_the_other_routes(String mode) {
        app.answer(200, auth(mode, CLIENT, "api://" + CLIENT))
                .answer(200, REPORT)
                .answer(200, "{\"jobs\": []}");
        AppClient client = client();

        client.plan(Map.of());
        client.jobs();

        assertThat(app.requests()).containsExactly("GET /api/auth", "POST /api/entra/plan", "GET /api/entra/jobs");
        assertThat(app.authorizations()).containsExactly("null", "Bearer planted-token-1", "Bearer planted-token-2");
        assertThat(app.keys()).containsOnly("null");
        assertThat(asked).containsExactly("api://" + CLIENT + " of " + TENANT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com",
                "https://vault.azure.net",
                "https://graph.microsoft.com",
                "api://AzureADTokenExchange",
                "https://contoso.example/jobs"
            })
    void an_app_can_not_have_tokens_for_other_services_sent_to_it(String audience) {
        app.answer(200, auth("entra", audience)).answer(200, auth("entra", audience));

        assertThatThrownBy(this::client)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("set DB_DSC_JOBS_AUDIENCE");
        assertThat(asked).isEmpty();

        environment.put("DB_DSC_JOBS_AUDIENCE", "https://contoso.example/jobs");
        client();
        assertThat(asked).containsExactly("https://contoso.example/jobs of " + TENANT);
    }

    @Test
    void the_id_of_a_service_of_microsoft_is_asked_for_as_an_application_of_ones_own() {
        app.answer(200, auth("entra", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"));

        client();

        assertThat(asked).containsExactly("api://2ff814a6-3304-4ab8-85cb-cd0e6f879c1d of " + TENANT);
    }

    @Test
    void a_token_does_not_follow_a_redirect() {
        try (FakeFunctionApp elsewhere = new FakeFunctionApp()) {
            app.answer(200, auth("entra", CLIENT));
            AppEntry entry = entry(exchange());
            app.redirect(elsewhere.uri());
            AppClient client = new AppClient(AppExchange.with(app.uri()).as(entry));

            assertThatThrownBy(client::jobs)
                    .isInstanceOf(AppException.class)
                    .hasMessageContaining("it leads elsewhere");

            assertThat(app.authorizations()).last().isEqualTo("Bearer planted-token-1");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void without_a_key_an_app_that_takes_nothing_else_is_an_error_but_on_this_machine() {
        app.answer(404, "").answer(200, "{\"mode\": \"keys\"}");

        assertThat(entry(exchange()).kind()).isEqualTo(AppEntry.Kind.OPEN);
        assertThat(entry(exchange()).kind()).isEqualTo(AppEntry.Kind.OPEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 |                          | since this version of the app takes nothing else",
                "200 | {\"mode\": \"keys\"}     | since it takes nothing else (AUTH=keys)"
            })
    void without_a_key_an_app_elsewhere_that_takes_nothing_else_names_the_variable(
            int status, String body, String why) {
        app.answer(status, body == null ? "" : body);
        AppExchange elsewhere = exchange(URI.create("http://app.example:" + app.port()));

        assertThatThrownBy(() -> entry(elsewhere))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("DB_DSC_JOBS_KEY is not set; it should be a function key of http://app.example")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>log in</html>                      | answered something that is no report",
                "200 | {\"mode\": \"other\"}                    | answered something that is no report",
                "200 | {\"mode\": \"entra\", \"entra\": {\"audiences\": [\"33333333-aaaa-4000-8000-00000000000c\"], \"tenant\": \"--x\"}} | answered something that is no report",
                "302 | x                                        | it leads elsewhere",
                "401 | x                                        | Check that --app is the function app's address",
                "403 | x                                        | Check the app's access restrictions"
            })
    void an_app_that_does_not_say_what_it_takes_gets_nothing(int status, String body, String message) {
        app.answer(status, body);

        assertThatThrownBy(() -> entry(exchange()))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("GET /api/auth of " + app.uri())
                .hasMessageContaining(message);
        assertThat(issued).hasValue(0);
    }

    @Test
    void an_app_whose_setting_is_wrong_says_so() {
        for (int i = 0; i < 3; i++) {
            app.answer(503, "{\"detail\": \"AUTH is not a known choice; it should be keys, entra or both\"}");
        }

        assertThatThrownBy(() -> entry(exchange()))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("answered HTTP 503: AUTH is not a known choice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | this call needs the app role Jobs.Apply, and the token has only Jobs.Read | needs the app role Jobs.Apply",
                "401 | the token has expired; send Authorization: Bearer <token>, with more      | the token has expired. The token is that of whoever is logged in here",
                "403 |                                                                           | Check the app's access restrictions",
                "404 | there is no run x                                                         | there is no run x."
            })
    void what_the_app_says_of_a_token_is_told_without_it(int status, String detail, String message) {
        app.answer(200, auth("entra", CLIENT))
                .answer(status, detail == null ? "" : "{\"detail\": \"" + detail + "\", \"role\": \"Jobs.Apply\"}");
        AppClient client = client();

        assertThatThrownBy(() -> client.sync(false, false, null, null))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("POST /api/entra/sync of " + app.uri() + " answered HTTP " + status)
                .hasMessageContaining(message)
                .hasMessageNotContaining("planted")
                .hasMessageNotContaining("Bearer");
    }

    @Test
    void a_way_in_shows_no_secret() {
        assertThat(AppEntry.ofKey(KEY).toString() + AppEntry.ofTokens(() -> "planted-token"))
                .doesNotContain("planted");
    }
}
