package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.notice.SampleRuns;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();

    @TempDir
    Path folder;

    @BeforeEach
    void define() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Files.writeString(folder.resolve("jobs/a.json"), "{\"name\": \"A\"}");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private JsonNode line(SyncRequest request) throws JsonProcessingException {
        Reconciler reconciler = Wiring.reconciler(
                AppSettings.of(Map.of(
                                "DATABRICKS_URI",
                                workspace.uri().toString(),
                                "AUTHORITY_TYPE",
                                "pat",
                                "PAT_TOKEN",
                                Caller.DEMO.token(),
                                "OWNER",
                                "us"))
                        .settings(),
                FolderStores.in(folder));
        String line = RunLog.line(reconciler.run(request), null);
        assertThat(line).startsWith("dsc-pass {").doesNotContain("\n");
        return new JsonMapper().readTree(line.substring(RunLog.PREFIX.length()));
    }

    @Test
    void what_was_done_is_counted_and_a_pass_that_changes_nothing_is_a_success_too() throws Exception {
        JsonNode first = line(SyncRequest.SYNC);
        JsonNode second = line(SyncRequest.SYNC);

        assertThat(first.path("outcome").asText()).isEqualTo("ok");
        assertThat(first.path("dryRun").asBoolean(true)).isFalse();
        assertThat(first.path("created").asInt()).isEqualTo(1);
        assertThat(first.path("owner").asText()).isEqualTo("us");
        assertThat(second.path("outcome").asText()).isEqualTo("ok");
        assertThat(second.path("created").asInt(-1)).isZero();
        assertThat(second.path("inSync").asInt()).isEqualTo(1);
    }

    @Test
    void a_dry_run_says_so_and_counts_nothing_as_done() throws Exception {
        JsonNode plan = line(SyncRequest.PLAN);

        assertThat(plan.path("dryRun").asBoolean()).isTrue();
        assertThat(plan.path("created").asInt(-1)).isZero();
    }

    @Test
    void a_job_of_somebody_else_is_a_refusal() throws Exception {
        workspace
                .jobs()
                .put("bob@example.com", JsonNodeFactory.instance.objectNode().put("name", "A"));

        JsonNode run = line(SyncRequest.SYNC);

        assertThat(run.path("outcome").asText()).isEqualTo("refused");
        assertThat(run.path("refused").asInt()).isEqualTo(1);
    }

    @Test
    void a_definition_with_an_error_is_a_failure_that_people_should_know_of() throws Exception {
        Files.writeString(folder.resolve("jobs/b.json"), "{");

        JsonNode run = line(SyncRequest.SYNC);

        assertThat(run.path("outcome").asText()).isEqualTo("failed");
        assertThat(run.path("errors").asInt()).isEqualTo(1);
        assertThat(run.path("created").asInt()).isEqualTo(1);
    }

    private static List<String> logged(Report report) {
        RecordedContext context = new RecordedContext();
        RunLog.log(report, null, context.getLogger());
        return context.lines();
    }

    private static List<JsonNode> jobs(List<String> lines) throws JsonProcessingException {
        JsonMapper json = new JsonMapper();
        List<JsonNode> jobs = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(RunLog.JOB_PREFIX)) {
                jobs.add(json.readTree(line.substring(RunLog.JOB_PREFIX.length())));
            }
        }
        return jobs;
    }

    @Test
    void each_job_that_was_changed_failed_or_refused_has_one_line_the_failed_ones_first() throws Exception {
        List<String> lines = logged(SampleRuns.eventful());

        assertThat(lines).hasSize(6).doesNotHaveDuplicates();
        assertThat(lines.get(0)).startsWith("Plan: ");
        assertThat(lines.get(1)).startsWith(RunLog.PREFIX);
        assertThat(jobs(lines))
                .containsExactly(
                        job("etl/daily", "update", "failed")
                                .put("error", "HTTP 400 INVALID_PARAMETER_VALUE: no <such> node type & no pool"),
                        job("other", "refused", "refused")
                                .put("error", "job 8 of this name was made by bob@example.com"),
                        job("new", "create", "applied"),
                        job("weekly", "update", "applied").put("drift", true));
    }

    private static ObjectNode job(String key, String action, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("run", SampleRuns.RUN)
                .put("key", key)
                .put("action", action)
                .put("outcome", outcome)
                .put("jobId", 100_001);
    }

    @Test
    void a_dry_run_has_no_lines_for_jobs() {
        assertThat(logged(SampleRuns.dryRun(SampleRuns.refused("a")))).hasSize(2);
    }

    @Test
    void a_run_over_thousands_of_jobs_does_not_flood_the_log_and_never_hides_a_failure() throws Exception {
        Report report = SampleRuns.run(Stream.concat(
                        IntStream.range(0, 10_000).mapToObj(number -> SampleRuns.updated("job-" + number)),
                        Stream.of(SampleRuns.failed("last", "HTTP 403")))
                .toArray(Outcome[]::new));

        List<JsonNode> jobs = jobs(logged(report));

        assertThat(jobs).hasSize(RunLog.MOST_JOBS + 1);
        assertThat(jobs.get(0).path("key").asText()).isEqualTo("last");
        assertThat(jobs.get(RunLog.MOST_JOBS))
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("run", SampleRuns.RUN)
                        .put("omitted", 10_001 - RunLog.MOST_JOBS)
                        .put("report", "/api/runs/" + SampleRuns.RUN));
    }

    @Test
    void lines_name_the_target_where_there_is_one_and_are_as_ever_where_there_is_none() {
        assertThat(RunLog.givenUp("run-1", "dev", "storage is away"))
                .isEqualTo("dsc-given-up {\"run\":\"run-1\",\"target\":\"dev\",\"error\":\"storage is away\"}");
        assertThat(RunLog.givenUp("run-1", "", "storage is away"))
                .isEqualTo("dsc-given-up {\"run\":\"run-1\",\"error\":\"storage is away\"}");
        SampleRuns.eventful().outcomes().forEach(outcome -> {
            assertThat(RunLog.jobLine("run-1", "dev", outcome))
                    .startsWith("dsc-job {\"run\":\"run-1\",\"target\":\"dev\",\"key\":");
            assertThat(RunLog.jobLine("run-1", "", outcome)).startsWith("dsc-job {\"run\":\"run-1\",\"key\":");
        });
    }

    @Test
    void a_line_fits_into_a_trace_however_long_an_error_is() {
        List<String> lines = logged(SampleRuns.run(SampleRuns.failed("a", "x".repeat(100_000))));

        assertThat(lines.stream().max(Comparator.comparingInt(String::length)))
                .hasValueSatisfying(longest -> assertThat(longest).hasSizeBetween(1_000, 32_000));
    }

    @Test
    void the_lag_is_from_the_request_to_the_end_of_the_pass_and_never_below_nothing() throws Exception {
        Report report = SampleRuns.run(SampleRuns.corrected("a"));
        Instant start = report.startedAt();

        assertThat(read(report, start.minusSeconds(10)).path("lag").asDouble()).isEqualTo(11.5);
        assertThat(read(report, start.plusSeconds(10)).path("lag").asDouble(-1)).isZero();
        assertThat(read(report, null).has("lag")).isFalse();
        assertThat(read(report, null).path("corrected").asInt()).isEqualTo(1);
    }

    private static JsonNode read(Report report, @Nullable Instant queuedAt) throws JsonProcessingException {
        return new JsonMapper().readTree(RunLog.line(report, queuedAt).substring(RunLog.PREFIX.length()));
    }
}
