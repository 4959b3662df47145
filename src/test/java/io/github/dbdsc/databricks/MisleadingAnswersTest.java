package io.github.dbdsc.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.databricks.CannedWorkspace.Answer;
import io.github.dbdsc.model.NamedKind;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that once made calls go on endlessly, fail as a bug of this program, or leak a secret. */
class MisleadingAnswersTest {

    private static final String TOKEN = "dapi-0123456789abcdef";

    private final CannedWorkspace service = new CannedWorkspace();
    private final List<Duration> pauses = new ArrayList<>();
    private final DatabricksWorkspace workspace = new DatabricksWorkspace(
            service.uri(), () -> TOKEN, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pauses::add);

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5"})
    void a_workspace_that_asks_for_no_wait_is_not_called_endlessly(String retryAfter) {
        service.answers(new Answer(503, retryAfter, "{}"));

        assertThatThrownBy(workspace::list).isInstanceOf(WorkspaceException.class);

        assertThat(service.calls()).isBetween(5, 30);
        assertThat(pauses).hasSize(service.calls() - 1).noneMatch(Duration::isZero);
    }

    @Test
    void a_wait_too_long_to_represent_is_not_waited_for() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        FailedAttempt failure = new FailedAttempt(
                503, Optional.empty(), "", Optional.empty(), Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));

        assertThat(policy.next(2, failure, 0.5, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void a_listing_whose_pages_form_a_circle_is_not_read_endlessly() {
        service.answers(new Answer(200, "", "{\"jobs\": [], \"has_more\": true, \"next_page_token\": \"n\"}"));

        assertThatThrownBy(workspace::list).hasMessageContaining("leads back to a page that was read before");
        assertThatThrownBy(() -> workspace.named("A")).hasMessageContaining("leads back");
        assertThat(service.calls()).isEqualTo(4);
    }

    @Test
    void a_job_whose_pages_form_a_circle_is_not_read_endlessly() {
        service.answers(new Answer(200, "", "{\"job_id\": 7, \"settings\": {}, \"next_page_token\": \"n\"}"));

        assertThatThrownBy(() -> workspace.get(7)).hasMessageContaining("leads back to a page that was read before");
        assertThat(service.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PIPELINE | {\"statuses\": [], \"next_page_token\": \"n\"}",
                "SERVICE_PRINCIPAL | {\"totalResults\": 2147483647, \"Resources\": [{\"applicationId\": \"i\"}]}"
            })
    void names_whose_pages_form_a_circle_are_not_read_endlessly(NamedKind kind, String page) {
        service.answers(new Answer(200, "", page));

        assertThatThrownBy(() -> workspace.idsByName(kind))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("leads back to a page that was read before");
        assertThat(service.calls()).isEqualTo(2);
    }

    @Test
    void a_token_that_a_gateway_echoes_is_not_passed_on() {
        service.answers(
                new Answer(400, "", "{\"error_code\": \"BAD " + TOKEN + "\", \"message\": \"Bearer " + TOKEN + "\"}"));

        assertThatThrownBy(workspace::list)
                .hasMessageContaining("400")
                .hasMessageContaining("Bearer [token]")
                .hasMessageNotContaining(TOKEN);
    }
}
