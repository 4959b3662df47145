package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.function.AppTargets;
import io.github.dbdsc.function.RunLog;
import io.github.dbdsc.infra.PredictedResources.Resource;
import io.github.dbdsc.notice.SampleRuns;
import io.github.dbdsc.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts, workbook and table of metrics tell targets apart by the name that the program writes. */
class TargetMonitoringIT {

    /** What stands in the place of a target where a line is about none. */
    private static final String NO_TARGET = "the app";

    /** What is left of the names when those with a success are taken away, one row for each. */
    private static final Pattern WITHOUT_SUCCESS =
            Pattern.compile(" \\| where tostring\\(pass\\.outcome\\) == \"ok\" \\| project target"
                    + " \\| join kind=rightanti \\(datatable\\(target: string\\)(\\[.*])\\) on target$");

    static Stream<PredictedResources> named() {
        return PredictedResources.variants().stream().filter(resources -> resources.isGiven("targets = "));
    }

    static Stream<PredictedResources> single() {
        return PredictedResources.variants().stream().filter(resources -> !resources.isGiven("targets = "));
    }

    @ParameterizedTest
    @MethodSource("named")
    void every_alert_has_a_state_for_each_target_by_a_column_that_is_never_empty(PredictedResources resources) {
        assertThat(resources.of(MonitoringIT.LOG_ALERT))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(alert -> {
                    assertThat(criterion(alert).path("dimensions"))
                            .hasToString("[{\"name\":\"target\",\"operator\":\"Include\",\"values\":[\"*\"]}]");
                    assertThat(criterion(alert).path("operator").asText())
                            .as("a target without lines has no group that could be counted")
                            .isEqualTo("GreaterThan");
                    assertThat(query(alert))
                            .matches(text ->
                                    text.endsWith("extend target = iff(isempty(target), \"" + NO_TARGET + "\", target)")
                                            || WITHOUT_SUCCESS.matcher(text).find());
                });
    }

    @Test
    void no_target_can_have_the_name_of_what_is_no_target_s() {
        assertThat(AppTargets.of(Map.of("TARGETS", NO_TARGET)).shared())
                .anyMatch(fault -> fault.contains("a name that no target can have"));
    }

    @ParameterizedTest
    @MethodSource("single")
    void where_there_is_one_workspace_alerts_have_one_state(PredictedResources resources) {
        assertThat(resources.of(MonitoringIT.LOG_ALERT))
                .allSatisfy(
                        alert -> assertThat(criterion(alert).path("dimensions")).isEmpty());
        JsonNode silence = criterion(silence(resources));
        assertThat(silence.path("operator").asText()).isEqualTo("LessThan");
        assertThat(silence.path("threshold").asInt()).isEqualTo(1);
        assertThat(silence.path("query").asText())
                .endsWith("| where tostring(pass.outcome) == \"ok\"")
                .doesNotContain("datatable");
    }

    @ParameterizedTest
    @MethodSource("named")
    void a_target_without_success_is_told_while_others_have_some_and_so_is_one_that_never_ran(
            PredictedResources resources) throws IOException {
        List<String> names = AppTargets.of(DeployedSettings.of(resources)).names();
        List<String> lines = new ArrayList<>();
        assertThat(told(resources, lines)).as("none has ever run").containsExactlyElementsOf(names);

        for (String target : names) {
            lines.add(RunLog.line(failed(target), null));
            lines.add(RunLog.line(planned(target), null));
            lines.add(RunLog.jobLine("run-1", target, SampleRuns.created("a")));
            lines.add(RunLog.givenUp("run-1", target, "storage is away"));
        }
        assertThat(told(resources, lines)).as("all fail").containsExactlyElementsOf(names);

        for (int succeeded = 0; succeeded < names.size(); succeeded++) {
            assertThat(told(resources, lines)).containsExactlyElementsOf(names.subList(succeeded, names.size()));
            lines.add(RunLog.line(MonitoringIT.nothingToDo(names.get(succeeded)), Instant.EPOCH));
        }
        assertThat(told(resources, lines)).isEmpty();
        assertThat(criterion(silence(resources)).path("threshold").asInt()).isZero();
    }

    @Test
    void names_that_begin_with_another_and_names_with_dashes_are_tried() {
        assertThat(named().map(resources ->
                        AppTargets.of(DeployedSettings.of(resources)).names()))
                .anySatisfy(names -> assertThat(names).contains("dev", "dev2", "dev-2", "prod_eu"));
    }

    @Test
    void the_name_in_a_line_is_read_from_where_it_is() throws IOException {
        assertThat(MonitoringIT.parsed(RunLog.PREFIX, RunLog.line(MonitoringIT.nothingToDo("dev-2"), null))
                        .path("target")
                        .asText())
                .isEqualTo("dev-2");
        assertThat(MonitoringIT.parsed(RunLog.JOB_PREFIX, RunLog.jobLine("run-1", "dev-2", SampleRuns.created("a")))
                        .path("target")
                        .asText())
                .isEqualTo("dev-2");
        assertThat(MonitoringIT.parsed(RunLog.GIVEN_UP_PREFIX, RunLog.givenUp("run-1", "dev-2", "storage is away"))
                        .path("target")
                        .asText())
                .isEqualTo("dev-2");
        assertThat(single().findFirst().stream()
                        .flatMap(TargetMonitoringIT::queries)
                        .filter(query -> query.contains("MaxDequeueCount")))
                .hasSize(2)
                .allMatch(query -> query.contains("iff(message startswith \"" + RunLog.GIVEN_UP_PREFIX
                        + "\", tostring(parse_json(substring(message, " + RunLog.GIVEN_UP_PREFIX.length()
                        + ")).target), \"\")"));
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void everything_that_the_workbook_shows_of_runs_and_jobs_names_the_target_and_can_be_cut_down_to_some(
            PredictedResources resources) throws IOException {
        JsonNode workbook = MonitoringIT.workbook(resources);
        List<String> shown = new ArrayList<>();
        workbook.path("items")
                .forEach(item -> shown.add(item.at("/content/query").asText()));

        assertThat(shown)
                .filteredOn(query -> query.contains("pass.") || query.contains("job."))
                .hasSize(7)
                .allMatch(query -> query.startsWith("let chosen = dynamic([{Target}]); "))
                .allMatch(query -> query.contains(" | where array_length(chosen) == 0 or target in (chosen) | "))
                .allMatch(query -> Pattern.compile(
                                "\\| (summarize .* by (target|series = trim\\(\" \", strcat\\(target, )"
                                        + "|project timestamp, target, )")
                        .matcher(query)
                        .find());
        JsonNode choice = workbook.at("/items/1/content/parameters/1");
        assertThat(choice.path("name").asText()).isEqualTo("Target");
        assertThat(choice.path("isRequired").asBoolean(true))
                .as("an empty choice means all")
                .isFalse();
        assertThat(choice.path("query").asText()).endsWith("| distinct target | order by target asc");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_table_of_metrics_has_a_column_for_the_target(PredictedResources resources) {
        assertThat(resources
                        .only("Microsoft.OperationalInsights/workspaces/savedSearches")
                        .properties()
                        .path("query")
                        .asText())
                .contains("Target = tostring(pass.target)");
    }

    /** The rows of the alert's query over these lines, as its parts say. */
    private static List<String> told(PredictedResources resources, List<String> lines) throws IOException {
        String query = query(silence(resources));
        Matcher parts = WITHOUT_SUCCESS.matcher(query);
        assertThat(parts.find()).as(query).isTrue();
        assertThat(query.substring(0, parts.start()))
                .isEqualTo("traces | where message startswith \"" + RunLog.PREFIX
                        + "\" | extend pass = parse_json(substring(message, " + RunLog.PREFIX.length()
                        + ")) | where tobool(pass.dryRun) == false | extend target = tostring(pass.target)");
        Set<String> rows = new LinkedHashSet<>(Bicep.texts(new JsonMapper().readTree(parts.group(1))));
        for (String line : lines) {
            if (line.startsWith(RunLog.PREFIX)) {
                JsonNode pass = MonitoringIT.parsed(RunLog.PREFIX, line);
                if (!pass.path("dryRun").asBoolean(true)
                        && pass.path("outcome").asText().equals("ok")) {
                    rows.remove(pass.path("target").asText());
                }
            }
        }
        return List.copyOf(rows);
    }

    private static Report failed(String target) {
        return of(target, SampleRuns.run(SampleRuns.failed("a", "HTTP 403")));
    }

    /** A plan is no success, since it applies nothing. */
    private static Report planned(String target) {
        return of(target, SampleRuns.dryRun());
    }

    private static Report of(String target, Report report) {
        return new Report(
                MonitoringIT.nothingToDo(target).target(),
                report.runId(),
                report.dryRun(),
                report.why(),
                report.fingerprint(),
                report.outcomes(),
                report.blocked(),
                report.problems(),
                report.objections(),
                report.notes(),
                report.calls(),
                report.startedAt(),
                report.duration());
    }

    private static Resource silence(PredictedResources resources) {
        return resources.of(MonitoringIT.LOG_ALERT).stream()
                .filter(alert -> alert.name().startsWith("dsc-no-success-"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode criterion(Resource alert) {
        return alert.properties().at("/criteria/allOf/0");
    }

    private static String query(Resource alert) {
        return criterion(alert).path("query").asText();
    }

    private static Stream<String> queries(PredictedResources resources) {
        try {
            return MonitoringIT.queries(resources).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
