package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.SyncRequestJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One app over HTTP, with the jobs of three workspaces. */
class TargetsOverHttpTest {

    @TempDir
    private Path folder;

    private ServedTargets app;

    @BeforeEach
    void start() throws IOException {
        app = new ServedTargets(folder, List.of("dev", "test", "prod"), Map.of("MODE__dev", "development"));
        app.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ vars.time }}}");
        app.write("vars.json", "{\"time\": 60}");
        app.write("vars/prod.json", "{\"time\": 600}");
        app.write("jobs/all.json", "{\"name\": \"all\"}");
        app.write("jobs/prod.json", "{\"$targets\": [\"prod\"], \"name\": \"only prod\"}");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private JsonNode get(String path, int status) {
        HttpResponse<String> answer = app.send("GET", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return ServedTargets.json(answer);
    }

    private JsonNode run(String id) {
        return ServedTargets.json(app.send("GET", "runs/" + id));
    }

    private void sync(String target) {
        HttpResponse<String> answer = app.send("POST", "sync?target=" + target);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ServedTargets.json(answer).path("target").asText()).isEqualTo(target);
    }

    private List<String> names(String target) {
        return app.workspace(target).jobs().all().stream()
                .map(job -> job.settings().path("name").asText())
                .sorted()
                .toList();
    }

    @Test
    void a_sync_of_one_target_makes_its_jobs_and_no_others() {
        sync("prod");

        assertThat(names("prod")).containsExactly("all", "only prod");
        assertThat(names("dev")).isEmpty();

        sync("dev");
        assertThat(names("dev")).containsExactly("[dev] all");
        assertThat(names("test")).isEmpty();
        assertThat(app.workspace("prod").jobs().all()).allSatisfy(job -> assertThat(
                        job.settings().path("timeout_seconds").asInt())
                .isEqualTo(600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "sync?dryRun=true", "sync?prune=true"})
    void a_sync_of_no_target_in_particular_names_those_that_there_are(String path) {
        HttpResponse<String> answer = app.send("POST", path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("there are several targets: dev, test, prod; say which one is meant with target=<name>");
        assertThat(app.workspace("dev").calls().count()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | sync?target=prdo | did you mean 'prod'?",
                "GET | plan?target=x | there are dev, test, prod",
                "GET | jobs?target=x | there are dev, test, prod",
                "GET | runs?target=x | there are dev, test, prod",
                "GET | hold?target=x | there are dev, test, prod",
                "POST | sync?target=dev&key=prod | jobs/prod.json is not for the target dev, says its $targets",
                "POST | sync?target=dev&key=prod&dryRun | jobs/prod.json is not for the target dev, says its $targets"
            })
    void a_target_that_there_is_not_is_not_found(String method, String path, String said) {
        HttpResponse<String> answer = app.send(method, path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(ServedTargets.json(answer).path("detail").asText()).contains(said);
    }

    @Test
    void a_sync_of_all_targets_puts_one_request_each_into_the_queue() {
        HttpResponse<String> answer = app.send("POST", "sync?target=*");

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode runs = ServedTargets.json(answer).path("runs");
        assertThat(runs.findValuesAsText("target")).containsExactly("dev", "test", "prod");
        for (JsonNode run : runs) {
            String id = run.path("runId").asText();
            Eventually.holds("run " + id + " has a report", () -> run(id).has("changes"));
            assertThat(run(id).path("target").asText())
                    .isEqualTo(run.path("target").asText());
        }
        assertThat(names("dev")).containsExactly("[dev] all");
        assertThat(names("prod")).containsExactly("all", "only prod");
    }

    @Test
    void a_sync_of_all_targets_of_which_none_can_be_asked_for_is_not_accepted() {
        app.misconfigure("dev");
        app.misconfigure("test");
        HttpResponse<String> some = app.send("POST", "sync?target=*");
        assertThat(some.statusCode()).isEqualTo(202);
        assertThat(ServedTargets.json(some).at("/runs/0").toString())
                .isEqualTo("{\"target\":\"dev\",\"error\":\"DATABRICKS_URI__dev is missing\"}");
        assertThat(ServedTargets.json(some).at("/runs/2/status").asText()).isEqualTo("queued");

        app.misconfigure("prod");

        assertThat(app.send("POST", "sync?target=*").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync?target=*&key=all",
                "sync?target=*&plan=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void a_plan_and_a_key_are_those_of_one_target(String path) {
        HttpResponse<String> answer = app.send("POST", path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("a plan and a key are those of one target");
    }

    @ParameterizedTest
    @CsvSource({"GET, hold", "POST, hold", "GET, jobs/all", "GET, runs", "GET, jobs"})
    void what_is_about_one_target_is_not_asked_of_all(String method, String path) {
        String more = path.equals("hold") ? "&all" : path.contains("/") ? "" : "&key=all";

        HttpResponse<String> answer =
                app.send(method, path + "?target=*" + (method.equals("GET") && path.equals("hold") ? "" : more));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .contains("this is about one target, and target=* means all of them; there are dev, test, prod");
    }

    @Test
    void a_plan_is_of_one_target_or_of_each() {
        JsonNode one = get("plan?target=dev", 200);
        assertThat(one.path("target").asText()).isEqualTo("dev");
        assertThat(one.path("owner").asText()).isEqualTo("db-dsc-jobs");
        assertThat(one.at("/counts/create").asInt()).isEqualTo(1);
        assertThat(one.at("/changes/0/mode/0").asText()).isEqualTo("name");

        JsonNode all = get("plan", 200).path("targets");
        assertThat(all.findValuesAsText("target")).containsExactly("dev", "test", "prod");
        assertThat(all.at("/2/counts/create").asInt()).isEqualTo(2);
    }

    @Test
    void a_target_that_can_not_be_planned_hides_no_other() {
        app.workspace("test").close();

        JsonNode all = get("plan", 502).path("targets");

        assertThat(all.at("/0/counts/create").asInt()).isEqualTo(1);
        assertThat(all.at("/1/target").asText()).isEqualTo("test");
        assertThat(all.at("/1/status").asInt()).isEqualTo(502);
        assertThat(all.at("/2/counts/create").asInt()).isEqualTo(2);
    }

    @Test
    void a_plan_of_files_that_are_not_uploaded_is_of_each_target() {
        HttpResponse<String> answer = app.send(
                "POST",
                "plan",
                HttpRequest.BodyPublishers.ofString(
                        "{\"files\": {\"jobs/new.json\": \"{\\\"name\\\": \\\"new\\\", \\\"$targets\\\": [\\\"dev\\\"]}\"}}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode plans = ServedTargets.json(answer).path("targets");
        assertThat(plans.at("/0/counts/create").asInt()).isEqualTo(2);
        assertThat(plans.at("/1/counts/create").asInt()).isEqualTo(1);
    }

    @Test
    void jobs_and_runs_are_told_of_all_targets_or_of_one() {
        sync("prod");
        sync("dev");

        JsonNode all = get("jobs", 200).path("targets");
        assertThat(all.findValuesAsText("target")).containsExactly("dev", "test", "prod");
        assertThat(all.at("/0/mode").asText()).isEqualTo("development");
        assertThat(all.at("/0/jobs")).hasSize(1);
        assertThat(all.at("/1/jobs")).isEmpty();
        assertThat(all.at("/2/jobs")).hasSize(2);
        assertThat(get("jobs?target=prod", 200).path("jobs")).hasSize(2);
        assertThat(get("jobs?summary", 200).at("/targets/2/counts").toString()).isEqualTo("{\"changed\":2}");
        assertThat(get("jobs/all?target=dev", 200).path("name").asText()).isEqualTo("[dev] all");
        get("jobs/all", 400);

        JsonNode runs = get("runs", 200).path("runs");
        // two runs of one second have no order
        assertThat(runs.findValuesAsText("target")).containsExactlyInAnyOrder("dev", "prod");
        assertThat(get("runs?target=prod", 200).path("runs")).hasSize(1);
        assertThat(get("runs?target=prod&key=all", 200).at("/runs/0/target").asText())
                .isEqualTo("prod");
        JsonNode first = get("runs?limit=1", 200);
        HttpResponse<String> next = app.send("GET", first.path("next").asText().replace("/api/", ""));
        assertThat(List.of(
                        first.at("/runs/0/target").asText(),
                        ServedTargets.json(next).at("/runs/0/target").asText()))
                .containsExactlyInAnyOrder("dev", "prod");
        HttpResponse<String> accepted = app.send("POST", "sync?target=test&wait=0");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(ServedTargets.json(accepted).path("target").asText()).isEqualTo("test");
    }

    @Test
    void a_page_of_a_targets_jobs_leads_to_the_next_of_the_same_target() {
        sync("prod");

        String next = get("jobs?limit=1", 200).at("/targets/2/next").asText();

        assertThat(next).contains("target=prod");
        assertThat(get(next.replace("/api/", ""), 200).at("/jobs/0/key").asText())
                .isEqualTo("prod");
    }

    @Test
    void the_page_is_told_that_there_are_several() {
        assertThat(app.send("GET", "dashboard").body()).contains("<meta name=\"targets\" content=\"several\">");
    }

    @Test
    void a_hold_is_of_one_target() {
        sync("prod");

        assertThat(app.send("POST", "hold?all=true&reason=x").statusCode()).isEqualTo(400);
        assertThat(app.send("POST", "hold?target=prod&all=true&reason=x").statusCode())
                .isEqualTo(200);

        assertThat(get("hold?target=prod", 200).has("all")).isTrue();
        assertThat(get("hold?target=dev", 200).has("all")).isFalse();
        assertThat(get("hold?target=dev", 200).path("target").asText()).isEqualTo("dev");
    }

    @Test
    void an_undo_finds_the_target_of_its_run() {
        sync("prod");
        String run = get("runs?target=prod", 200).at("/runs/0/runId").asText();

        JsonNode undo = ServedTargets.json(app.send("POST", "runs/" + run + "/undo"));

        assertThat(undo.path("target").asText()).isEqualTo("prod");
        assertThat(undo.at("/counts/delete").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&plan=0000000000000000000000000000000000000000000000000000000000000000"})
    void an_undo_of_another_targets_run_undoes_nothing(String more) {
        sync("dev");
        String run = get("runs?target=dev", 200).at("/runs/0/runId").asText();

        HttpResponse<String> answer = app.send("POST", "runs/" + run + "/undo?target=prod" + more);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(ServedTargets.json(answer).path("title").asText()).isEqualTo("There is no such run");
        assertThat(names("dev")).containsExactly("[dev] all");
    }

    @Test
    void runs_of_a_target_whose_settings_are_wrong_hide_those_of_no_other() {
        sync("prod");
        String run = get("runs?target=prod", 200).at("/runs/0/runId").asText();

        app.misconfigure("dev");

        JsonNode runs = get("runs", 200);
        assertThat(runs.path("runs").findValuesAsText("target")).containsExactly("prod");
        assertThat(runs.path("unread").toString())
                .isEqualTo("[{\"target\":\"dev\",\"error\":\"DATABRICKS_URI__dev is missing\"}]");
        assertThat(get("runs/" + run, 200).path("target").asText()).isEqualTo("prod");
        assertThat(app.send("POST", "runs/" + run + "/undo").statusCode()).isEqualTo(200);
        get("runs?target=dev", 503);
        // nobody can tell whether it is one of dev
        get("runs/20261122T120000Z-000001", 503);
    }

    @Test
    void each_line_in_the_log_of_a_request_names_its_target() {
        RecordedContext context = new RecordedContext();
        QueueFunction function = new QueueFunction(app);
        String now = Instant.now().minusSeconds(60).toString();
        for (SyncRequest request : List.of(
                SyncRequest.SYNC.as("20261122T120000Z-000001"),
                SyncRequest.SYNC.as("20261122T120000Z-000002"),
                SyncRequest.SYNC.as("20261122T120000Z-000003").only(new JobKey("prod")))) {
            function.runSync(SyncRequestJson.write(request.because("a test").to("dev")), now, "1", context);
        }
        app.misconfigure("dev");
        function.runSync(
                SyncRequestJson.write(SyncRequest.SYNC
                        .as("20261122T120000Z-000004")
                        .because("a test")
                        .to("dev")),
                now,
                "1",
                context);

        assertThat(context.lines()).allMatch(line -> line.startsWith("dev: ") || line.contains("\"target\":\"dev\""));
        assertThat(context.lines())
                .anyMatch(line -> line.startsWith("dev: Plan: 1 to create"))
                .anyMatch(line -> line.startsWith("dev: done already by run 20261122T120000Z-000001"))
                .anyMatch(line -> line.startsWith("dev: jobs/prod.json is not for the target dev"))
                .anyMatch(line -> line.startsWith("dev: tried again in "));
    }

    @Test
    void requests_of_a_target_that_is_down_keep_no_look_for_changes_of_another_from_asking() throws IOException {
        sync("prod");
        sync("test");
        SyncRequest request = SyncRequest.CHANGES.because("an upload");
        for (int i = 0; i < 5; i++) {
            app.of("dev").queue().send(request.as("20261122T120000Z-00000" + i), Duration.ofHours(1));
        }
        app.failures("dev").tryLater(request.as("20261122T120000Z-00000a").watched(true), "no answer");
        app.write("jobs/late.json", "{\"name\": \"late\"}");

        RecordedContext context = new RecordedContext();
        app.events().lookForChanges("", context);

        assertThat(context.lines()).anyMatch(line -> line.startsWith("prod: files have changed, asked for run"));
        assertThat(context.lines()).anyMatch(line -> line.startsWith("dev: files have changed, and 6 requests wait"));
        Eventually.holds("the job of prod is there", () -> names("prod").contains("late"));
    }

    @Test
    void what_each_target_keeps_is_in_a_place_of_its_own() throws IOException {
        sync("prod");
        sync("dev");

        assertThat(folder.resolve(".dsc/targets/prod/ids.json")).exists();
        assertThat(Files.readString(folder.resolve(".dsc/targets/dev/ids.json")))
                .contains("\"target\" : \"dev\"", "[dev] all");
        assertThat(folder.resolve(".dsc/targets/prod/reports")).isDirectory();
        assertThat(folder.resolve(".dsc/reports")).doesNotExist();
        assertThat(folder.resolve(".dsc/ids.json")).doesNotExist();
    }

    @Test
    void events_ask_for_runs_of_the_targets_that_read_the_file() {
        app.events()
                .onDefinitionLanded(new byte[0], "vars/prod.json", app.host().contextOf("OnDefinitionLanded"));

        Eventually.holds("the jobs of prod are there", () -> names("prod").equals(List.of("all", "only prod")));
        assertThat(names("dev")).isEmpty();
        assertThat(get("runs?target=dev", 200).path("runs")).isEmpty();
    }
}
