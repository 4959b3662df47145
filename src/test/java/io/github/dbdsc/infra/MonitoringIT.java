package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.function.RunLog;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.notice.SampleRuns;
import io.github.dbdsc.report.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts and workbook read what the program writes. */
class MonitoringIT {

    private static final Pattern FIELD = Pattern.compile("\\bpass\\.(\\w+)");
    private static final Pattern JOB_FIELD = Pattern.compile("\\bjob\\.(\\w+)");

    /** Windows that log alerts may have. */
    private static final Set<String> WINDOWS = Set.of(
            "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D", "P2D");

    static final String LOG_ALERT = "Microsoft.Insights/scheduledQueryRules";

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void there_is_an_alert_for_everything_a_person_should_hear_of(PredictedResources resources) {
        String insights = resources.only("Microsoft.Insights/components").id();

        assertThat(resources.of(LOG_ALERT))
                .extracting(alert -> alert.name().replaceFirst("-[^-]*$", ""))
                .containsExactly("dsc-failed-pass", "dsc-refused-plan", "dsc-poison-message", "dsc-no-success");
        assertThat(resources.of(LOG_ALERT))
                .allSatisfy(alert -> assertThat(Bicep.texts(alert.properties().path("scopes")))
                        .containsExactly(insights));
        PredictedResources.Resource deadLetters = resources.only("Microsoft.Insights/metricAlerts");
        assertThat(deadLetters.properties().at("/criteria/allOf").findValuesAsText("metricName"))
                .containsExactly("DeadLetteredCount");
        assertThat(deadLetters.properties().path("description").asText())
                .as("an answer that is final, and what to do about it")
                .contains("at once where it was answered with", "401", "infra/subscribe.sh");
        assertThat(Bicep.texts(deadLetters.properties().path("scopes")))
                .containsExactly(
                        resources.only("Microsoft.EventGrid/systemTopics").id());
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void queries_find_the_line_of_a_pass_and_only_fields_that_it_has(PredictedResources resources) throws IOException {
        Set<String> fields = new HashSet<>();
        line().fieldNames().forEachRemaining(fields::add);
        List<String> queries = queries(resources);

        assertThat(queries).filteredOn(query -> query.contains("pass.")).hasSizeGreaterThanOrEqualTo(7);
        assertThat(queries).filteredOn(query -> query.contains("pass.")).allSatisfy(query -> {
            assertThat(query)
                    .contains("message startswith \"" + RunLog.PREFIX + "\"")
                    .contains("substring(message, " + RunLog.PREFIX.length() + ")")
                    .contains("tobool(pass.dryRun) == false");
            assertThat(fields).containsAll(fieldsOf(query, FIELD));
        });
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void queries_find_the_lines_of_jobs_and_only_fields_that_they_have(PredictedResources resources)
            throws IOException {
        Set<String> fields = new HashSet<>();
        for (Outcome outcome : SampleRuns.eventful().outcomes()) {
            parsed(RunLog.JOB_PREFIX, RunLog.jobLine("run-1", "dev", outcome))
                    .fieldNames()
                    .forEachRemaining(fields::add);
        }
        List<String> queries = queries(resources).stream()
                .filter(query -> query.contains("job."))
                .toList();

        assertThat(queries).isNotEmpty().allSatisfy(query -> {
            assertThat(query)
                    .contains("message startswith \"" + RunLog.JOB_PREFIX + "\"")
                    .contains("substring(message, " + RunLog.JOB_PREFIX.length() + ")")
                    // the line that says how many more there are has none
                    .contains("isnotempty(job.key)");
            assertThat(fields).containsAll(fieldsOf(query, JOB_FIELD));
        });
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void requests_that_were_given_up_are_found_whoever_gave_them_up(PredictedResources resources) throws IOException {
        assertThat(queries(resources))
                .filteredOn(query -> query.contains("MaxDequeueCount"))
                .hasSize(2)
                .allMatch(query -> query.contains("message startswith \"" + RunLog.GIVEN_UP_PREFIX + "\""));
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_table_of_metrics_takes_every_number_of_a_pass_and_nothing_else(PredictedResources resources)
            throws IOException {
        JsonNode table = resources
                .only("Microsoft.OperationalInsights/workspaces/savedSearches")
                .properties();
        String query = table.path("query").asText();
        Set<String> words = Pattern.compile("\"(\\w+)\"")
                .matcher(query.replaceAll("(?s).*dynamic\\(\\[(.*?)].*", "$1"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(query)
                .isEqualTo(Files.readString(Bicep.FOLDER.resolve("modules").resolve("pass-metrics.kql")))
                .contains("Message startswith \"" + RunLog.PREFIX + "\"")
                .contains("substring(Message, " + RunLog.PREFIX.length() + ")");
        line().properties().forEach(field -> assertThat(words.contains(field.getKey()))
                .as(field.getKey())
                .isNotEqualTo(field.getValue().isNumber()));
    }

    @Test
    void no_line_is_lost_to_sampling() throws IOException {
        JsonNode host = new JsonMapper().readTree(Path.of("host.json").toFile());

        assertThat(host.at("/logging/applicationInsights/samplingSettings/excludedTypes")
                        .asText()
                        .split(";"))
                .contains("Trace");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void a_pass_without_anything_to_do_is_a_success_for_the_alert_that_waits_for_one(PredictedResources resources)
            throws IOException {
        assertThat(line().path("outcome").asText()).isEqualTo("ok");
        assertThat(queries(resources)).anyMatch(query -> query.contains("tostring(pass.outcome) == \"ok\""));
    }

    /** Variants have one number of hours; the others are in the file only. */
    @Test
    void every_number_of_hours_that_is_allowed_is_a_window_that_alerts_may_have() {
        List<String> hours = Bicep.texts(
                Bicep.file("main.bicep").param("hoursWithoutSuccess").at("/decorators/allowed/0"));
        JsonNode windows = Bicep.file("modules/alerts.bicep").variable("windows");

        assertThat(hours).isNotEmpty().allSatisfy(number -> {
            String window = windows.path(number).asText();
            assertThat(WINDOWS).contains(window);
            assertThat(hours(window)).isEqualTo(Long.parseLong(number));
        });
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_alert_that_waits_for_a_success_waits_as_long_as_it_says(PredictedResources resources) {
        PredictedResources.Resource alert = resources.of(LOG_ALERT).stream()
                .filter(candidate -> candidate.name().startsWith("dsc-no-success-"))
                .findFirst()
                .orElseThrow();

        assertThat(alert.properties().path("displayName").asText())
                .contains("for " + hours(alert.properties().path("windowSize").asText()) + " hours");
        assertThat(resources.of(LOG_ALERT))
                .extracting(each -> each.properties().path("windowSize").asText())
                .isSubsetOf(WINDOWS);
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_workbook_shows_passes_changes_failures_and_durations(PredictedResources resources) throws IOException {
        JsonNode workbook = workbook(resources);
        String insights = resources.only("Microsoft.Insights/components").id();

        assertThat(workbook.path("version").asText()).isEqualTo("Notebook/1.0");
        assertThat(workbook.path("items").findValuesAsText("name"))
                .contains("passes", "changes", "failures", "duration", "TimeRange");
        assertThat(Bicep.texts(workbook.path("fallbackResourceIds"))).containsExactly(insights);
        assertThat(resources
                        .only("Microsoft.Insights/workbooks")
                        .properties()
                        .path("serializedData")
                        .asText())
                .isEqualTo(Files.readString(Bicep.FOLDER.resolve("modules").resolve("workbook.json"))
                        .replace("{insightsId}", insights));
    }

    static List<String> queries(PredictedResources resources) throws IOException {
        Stream<String> ofAlerts = resources.of(LOG_ALERT).stream()
                .flatMap(alert -> alert.properties().at("/criteria/allOf").findValuesAsText("query").stream());
        return Stream.concat(ofAlerts, workbook(resources).findValuesAsText("query").stream())
                .toList();
    }

    private static long hours(String window) {
        return Duration.parse(window.replace("P1D", "PT24H").replace("P2D", "PT48H"))
                .toHours();
    }

    private static Set<String> fieldsOf(String query, Pattern field) {
        return field.matcher(query).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    static JsonNode workbook(PredictedResources resources) throws IOException {
        return new JsonMapper()
                .readTree(resources
                        .only("Microsoft.Insights/workbooks")
                        .properties()
                        .path("serializedData")
                        .asText());
    }

    static JsonNode parsed(String prefix, String line) throws IOException {
        return new JsonMapper().readTree(line.substring(prefix.length()));
    }

    private static JsonNode line() throws IOException {
        return parsed(RunLog.PREFIX, RunLog.line(nothingToDo("dev"), Instant.EPOCH));
    }

    /** A run that somebody asked for, over a target where all is as defined. */
    static Report nothingToDo(String target) {
        return new Report(
                new Target(target, "us", URI.create("https://adb-1.2.azuredatabricks.net")),
                "run-1",
                false,
                "",
                "0",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1,
                Instant.EPOCH,
                Duration.ofSeconds(1),
                List.of(),
                Map.of(),
                null,
                Caller.KEY,
                null);
    }
}
