package io.github.dbdsc.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeFormatTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "notice");
    private static final JsonMapper JSON = new JsonMapper();
    private static final URI LINK = URI.create("https://app.azurewebsites.net/api/dashboard#runs/" + SampleRuns.RUN);

    @ParameterizedTest
    @EnumSource
    void a_notice_is_written_as_the_receiver_takes_it(NoticeFormat format) throws IOException {
        JsonNode body = format.body(Notice.of(SampleRuns.eventful()).orElseThrow(), LINK);
        Path file = GOLDEN.resolve(format.name().toLowerCase(Locale.ROOT) + ".json");
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, body.toPrettyString() + "\n");
        }

        assertThat(body.toPrettyString()).isEqualTo(JSON.readTree(file.toFile()).toPrettyString());
    }

    @ParameterizedTest
    @EnumSource
    void the_longest_notice_is_well_below_the_28_KB_that_teams_takes(NoticeFormat format) {
        Outcome[] outcomes = IntStream.range(0, 1_000)
                .mapToObj(number -> SampleRuns.failed("作".repeat(500) + number, "業<".repeat(4_000)))
                .toArray(Outcome[]::new);
        Notice notice = Notice.of(SampleRuns.run(outcomes)).orElseThrow();

        assertThat(format.body(notice, LINK).toString().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(5_000, 28_000);
    }

    @ParameterizedTest
    @EnumSource
    void without_an_address_of_the_app_there_is_no_link(NoticeFormat format) {
        Notice notice = Notice.givenUp(SampleRuns.request("the schedule"), "prod", "storage can't be reached");

        assertThat(format.body(notice, null).toString())
                .contains("prod", "a run was given up", "the schedule", "storage can't be reached", SampleRuns.RUN)
                .doesNotContain("dashboard", "OpenUrl", "null");
    }

    @Test
    void what_slack_takes_for_markup_is_escaped_so_that_nobody_is_called_by_a_job() {
        Notice notice = Notice.givenUp(SampleRuns.request(""), "prod", "<!channel> & more");

        assertThat(NoticeFormat.SLACK.body(notice, null).path("text").asText()).contains("&lt;!channel&gt; &amp; more");
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.slack.com/services/T0/B0/x,SLACK",
        "https://HOOKS.slack.com/services/T0/B0/x,SLACK",
        "https://prod-05.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=s,TEAMS",
        "https://0a.1b.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/1?sig=s,TEAMS",
        "https://contoso.webhook.office.com/webhookb2/1/IncomingWebhook/2/3,TEAMS",
        "https://logic.azure.com.example.com/x,JSON",
        "https://hooks.slack.com.example.com/x,JSON",
        "https://example.com/hook,JSON",
        "http://127.0.0.1:8080/hook,JSON"
    })
    void the_format_goes_by_the_host(URI address, NoticeFormat format) {
        assertThat(NoticeFormat.at(address)).isEqualTo(format);
    }
}
