package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fakes.FakeFunctionApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppClientTest {

    private static final String KEY = "planted-key";
    private static final String REPORT = "{\"changes\": [], \"counts\": {}}";

    private final FakeFunctionApp app = new FakeFunctionApp();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void stop() {
        app.close();
    }

    private AppClient client() {
        return client(app.uri(), Duration.ofSeconds(30));
    }

    private AppClient client(URI address, Duration patience) {
        return new AppClient(
                new AppExchange(address, AppEntry.ofKey(KEY), HttpClient.newHttpClient(), patience, waits::add));
    }

    private JsonNode plan() {
        return client().plan(Map.of());
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::plan)
                .isInstanceOf(AppException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(KEY);
    }

    @Test
    void files_are_sent_with_their_text_and_null_for_those_that_are_gone() throws Exception {
        app.answer(200, REPORT);

        assertThat(client().plan(Map.of("jobs/ü.json", Optional.of("\uFEFF{}"), "jobs/b.json", Optional.empty())))
                .hasToString("{\"changes\":[],\"counts\":{}}");

        assertThat(new JsonMapper().readTree(app.bodies().get(0)))
                .isEqualTo(new JsonMapper()
                        .readTree("{\"files\": {\"jobs/ü.json\": \"\\ufeff{}\", \"jobs/b.json\": null}}"));
        assertThat(app.requests()).containsExactly("POST /api/plan");
        assertThat(app.keys()).containsExactly(KEY);
    }

    @Test
    void a_character_that_stands_for_unreadable_ones_is_sent_as_its_number() throws Exception {
        app.answer(200, REPORT);

        client().plan(Map.of("jobs/a.json", Optional.of("\uFFFD")));

        assertThat(app.bodies().get(0)).isEqualTo("{\"files\":{\"jobs/a.json\":\"\\ufffd\"}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 409, 422})
    void a_report_is_an_answer_whatever_came_of_it(int status) {
        app.answer(status, REPORT);

        assertThat(plan()).hasToString("{\"changes\":[],\"counts\":{}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void such_a_status_without_a_report_is_none(int status) {
        app.answer(status, "{\"detail\": \"something else\"}");

        assertRefused("answered HTTP " + status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | it does not know the key. Set DB_DSC_JOBS_KEY",
                "403 | Check DB_DSC_JOBS_KEY and the app's access restrictions",
                "404 | Check that --app is the function app's address",
                "302 | it leads elsewhere",
                "418 | answered HTTP 418. Try again later"
            })
    void a_refusal_says_what_to_do(int status, String message) {
        app.answer(status, "<html>planted</html>");

        assertRefused(message);
        assertThatThrownBy(this::plan).hasMessageNotContaining("planted");
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void a_key_for_an_app_that_takes_tokens_only_is_told_so(int status) {
        app.answer(status, "").answer(200, "{\"mode\": \"entra\"}");

        assertRefused("it takes no function keys (AUTH=entra). Take DB_DSC_JOBS_KEY away, and log in");
        assertThat(app.requests()).containsExactly("POST /api/plan", "GET /api/auth");
        assertThat(app.keys()).containsExactly(KEY, "null");
    }

    @Test
    void what_the_app_says_itself_is_quoted() {
        app.answer(413, "{\"detail\": \"there are more than 2,000 files; send only those that change\"}");

        assertRefused("answered HTTP 413: there are more than 2,000 files; send only those that change.");
    }

    @Test
    void an_app_that_is_busy_or_fails_is_asked_again() {
        app.failNext(503, 429);
        app.answer(200, REPORT);

        plan();

        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void an_app_that_keeps_failing_is_given_up_after_three_tries_with_its_words() {
        for (int i = 0; i < 3; i++) {
            app.answer(503, "{\"detail\": \"DATABRICKS_URI is missing\"}");
        }

        assertRefused(
                "POST /api/plan of " + app.uri() + " answered HTTP 503: DATABRICKS_URI is missing. Try again later.");
        assertThat(app.requests()).hasSize(3);
    }

    @Test
    void an_answer_that_is_no_report_is_an_error() {
        app.answer(200, "<html>log in</html>")
                .answer(200, "{\"status\": \"ok\"}")
                .answer(200, "[]");

        for (int i = 0; i < 3; i++) {
            assertRefused("answered something that is no report");
        }
    }

    @Test
    void an_address_where_nobody_listens_is_an_error_that_names_it() {
        app.close();

        assertRefused("POST /api/plan of " + app.uri() + " can't be asked for, after 3 tries");
    }

    @Test
    void a_silent_app_is_not_waited_for_without_end() {
        app.keepSilentNext(1);
        app.stallNext(1);
        app.dripNext(1);

        assertThatThrownBy(() -> client(app.uri(), Duration.ofMillis(300)).plan(Map.of()))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("can't be asked for, after 3 tries");
    }
}
