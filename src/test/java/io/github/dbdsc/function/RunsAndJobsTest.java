package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.SecretForm;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.reconcile.Passes;
import io.github.dbdsc.sync.PendingRun;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what people can see of runs and jobs. */
class RunsAndJobsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ASKED = "20261122T120000Z-000001";
    private static final String OTHER = "20261122T120001Z-000002";

    private ApiUnderTest api;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("detail").asText()).contains(detail);
    }

    @Test
    void a_sync_is_listed_and_its_report_is_kept() throws Exception {
        String runId = json(api.sync()).path("runId").asText();

        JsonNode run = json(api.get("/api/runs")).at("/runs/0");
        assertThat(run.path("runId").asText()).isEqualTo(runId);
        assertThat(run.path("status").asText()).isEqualTo("ok");
        assertThat(run.path("applied").asInt()).isEqualTo(1);
        assertThat(run.at("/counts/create").asInt()).isEqualTo(1);

        JsonNode report = json(api.get("/api/runs/" + runId));
        assertThat(report.at("/changes/0/outcome").asText()).isEqualTo("applied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etl/da%C3%AFly%20x", "etl%2Fda%C3%AFly%20x", "jobs/etl/da%C3%AFly%20x.json"})
    void others_get_the_id_of_a_job_by_its_key(String path) throws Exception {
        api.write("jobs/etl/daïly x.json", "{\"name\": \"D\"}");
        api.sync();

        JsonNode job = json(api.get("/api/jobs/" + path));

        assertThat(job.path("key").asText()).isEqualTo("etl/daïly x");
        assertThat(job.path("jobId").asLong())
                .isEqualTo(api.workspace().jobs().named("D").get(0).id());
        assertThat(job.path("name").asText()).isEqualTo("D");
        assertThat(job.path("link").asText())
                .endsWith("/jobs/" + job.path("jobId").asLong());
        assertThat(json(api.get("/api/jobs")).path("jobs")).hasSize(2);
        assertThat(json(api.get("/api/jobs/")).path("jobs")).hasSize(2);
    }

    @Test
    void a_job_that_there_is_not_or_that_is_not_clear_has_no_id() throws Exception {
        assertProblem(api.get("/api/jobs/a"), 404, "no run has seen a job of jobs/a.json");
        api.write("jobs/broken.json", "{");
        api.sync();
        assertThat(api.get("/api/jobs/a").statusCode()).isEqualTo(200);

        assertProblem(api.get("/api/jobs/b"), 404, "no run has seen a job of jobs/b.json");
        assertProblem(api.get("/api/jobs/broken"), 404, "yet to be made: jobs/broken.json:1");
        assertProblem(api.get("/api/jobs/a?settings=true"), 400, "there is only target");

        api.workspace().accept(Passes.ROBOT);
        Passes.client(api.workspace()).create(Jobs.settings("{'name': 'C'}"));
        api.write("jobs/c.json", "{\"name\": \"C\"}");
        api.sync();
        assertProblem(api.get("/api/jobs/c"), 409, "it is not clear which job jobs/c.json means");
    }

    @Test
    void a_job_whose_change_is_refused_keeps_its_id() throws Exception {
        api.sync();
        long id = json(api.get("/api/jobs/a")).path("jobId").asLong();
        api.write(
                "templates/caller.jinja2",
                "{\"name\": \"A\", \"tasks\": [{\"task_key\": \"m\", \"run_job_task\": {\"job_id\": {{ job_ref('broken') }} }}]}");
        api.write("jobs/a.json", "{\"$template\": \"caller.jinja2\", \"name\": \"A\"}");
        api.write("jobs/broken.json", "{");
        api.sync();

        JsonNode job = json(api.get("/api/jobs/a"));

        assertThat(job.path("status").asText()).isEqualTo("refused");
        assertThat(job.path("jobId").asLong()).isEqualTo(id);
    }

    @Test
    void a_dry_run_is_not_kept() throws Exception {
        assertThat(api.get("/api/plan").statusCode()).isEqualTo(200);

        assertThat(json(api.get("/api/runs")).path("runs")).isEmpty();
    }

    @Test
    void pages_follow_each_other_until_all_runs_are_seen_once() throws Exception {
        List<String> written = new ArrayList<>();
        for (int day = 10; day < 15; day++) {
            written.add(0, "202611" + day + "T120000Z-000001");
            PendingRun.queued(written.get(0), NOON, "").writeTo(api.reports());
        }

        List<String> seen = new ArrayList<>();
        String next = "/api/runs?limit=2";
        while (!next.isEmpty()) {
            JsonNode page = json(api.get(next));
            page.path("runs").forEach(run -> seen.add(run.path("runId").asText()));
            next = page.path("next").asText();
        }

        assertThat(seen).isEqualTo(written);
    }

    @Test
    void a_last_page_that_is_full_has_no_next_one() throws Exception {
        PendingRun.queued(ASKED, NOON, "").writeTo(api.reports());
        PendingRun.queued(OTHER, NOON, "").writeTo(api.reports());

        assertThat(json(api.get("/api/runs?limit=2")).has("next")).isFalse();
        assertThat(json(api.get("/api/runs?limit=1")).path("next").asText())
                .isEqualTo("/api/runs?limit=1&before=" + OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=201", "limit=x", "limit=", "limit=99999999999", "before=", "before=yesterday"})
    void a_query_that_is_not_understood_is_400(String query) throws Exception {
        assertProblem(api.get("/api/runs?" + query), 400, query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {ASKED, "nope", "..%2F..%2Flock", "%00"})
    void an_unknown_run_is_404(String id) throws Exception {
        assertProblem(api.get("/api/runs/" + id), 404, "nothing is known");
    }

    @Test
    void a_run_that_waits_or_works_is_202() throws Exception {
        PendingRun.queued(ASKED, NOON, "jobs/a.json landed").writeTo(api.reports());
        HttpResponse<String> queued = api.get("/api/runs/" + ASKED);
        PendingRun.running(ASKED, NOON, "jobs/a.json landed").writeTo(api.reports());
        HttpResponse<String> running = api.get("/api/runs/" + ASKED);

        assertThat(queued.statusCode()).isEqualTo(202);
        assertThat(queued.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(json(queued).path("status").asText()).isEqualTo("queued");
        assertThat(running.statusCode()).isEqualTo(202);
        assertThat(json(running).path("status").asText()).isEqualTo("running");
        assertThat(json(api.get("/api/runs")).at("/runs/0/status").asText()).isEqualTo("running");
        assertThat(json(api.get("/api/runs")).at("/runs/0/why").asText()).isEqualTo("jobs/a.json landed");
    }

    @Test
    void a_covered_run_shows_the_report_of_the_run_that_did_its_work() throws Exception {
        String runId = json(api.sync()).path("runId").asText();
        PendingRun.covered(OTHER, NOON, "", runId).writeTo(api.reports());
        PendingRun.covered(ASKED, NOON, "", OTHER).writeTo(api.reports());

        HttpResponse<String> answer = api.get("/api/runs/" + ASKED);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("coveredBy").asText()).isEqualTo(runId);
        assertThat(json(answer).at("/counts/create").asInt()).isEqualTo(1);
    }

    @Test
    void a_covered_run_waits_with_the_one_that_covers_it() throws Exception {
        PendingRun.running(OTHER, NOON, "").writeTo(api.reports());
        PendingRun.covered(ASKED, NOON, "", OTHER).writeTo(api.reports());

        HttpResponse<String> answer = api.get("/api/runs/" + ASKED);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("runId").asText()).isEqualTo(ASKED);
    }

    @Test
    void runs_that_cover_each_other_are_no_endless_search() throws Exception {
        PendingRun.covered(OTHER, NOON, "", ASKED).writeTo(api.reports());
        PendingRun.covered(ASKED, NOON, "", OTHER).writeTo(api.reports());

        assertProblem(api.get("/api/runs/" + ASKED), 404, ASKED);
    }

    @Test
    void a_run_that_failed_before_its_report_says_why() throws Exception {
        PendingRun.failed(ASKED, NOON, "", "the workspace did not answer").writeTo(api.reports());

        HttpResponse<String> answer = api.get("/api/runs/" + ASKED);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("error").asText()).isEqualTo("the workspace did not answer");
    }

    @Test
    void jobs_are_sent_again_only_when_something_has_changed() throws Exception {
        assertThat(api.sync().statusCode()).isEqualTo(200);
        HttpResponse<String> first = api.get("/api/jobs");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second = api.get("/api/jobs", "If-None-Match", "\"other\", W/" + tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).hasValue(tag);

        assertThat(api.sync().statusCode()).isEqualTo(200);
        HttpResponse<String> third = api.get("/api/jobs", "If-None-Match", tag);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(json(third).at("/jobs/0/status").asText()).isEqualTo("in-sync");
    }

    @Test
    void requests_that_wait_or_were_given_up_are_shown_with_the_reason_and_to_strangers_without() throws Exception {
        api.fillQueue();

        JsonNode queue = json(api.get("/api/jobs")).path("queue");
        assertThat(queue.path("waiting").asInt()).isEqualTo(1);
        assertThat(queue.path("poison").asInt()).isEqualTo(1);
        assertThat(queue.at("/reasons/0").asText()).isEqualTo("the workspace did not answer");

        JsonNode health = json(api.get("/api/health")).path("queue");
        assertThat(health.path("waiting").asInt()).isEqualTo(1);
        assertThat(health.path("poison").asInt()).isEqualTo(1);
        assertThat(health.has("reasons")).isFalse();
    }

    @Test
    void while_runs_fail_jobs_and_health_are_stale_with_since_when_and_only_jobs_say_why() throws Exception {
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.awaitEndOfRun();
        api.failing(ASKED, "the workspace answered HTTP 403");

        JsonNode jobs = json(api.get("/api/jobs"));
        assertThat(jobs.at("/jobs/0/key").asText()).isEqualTo("a");
        assertThat(jobs.at("/stale/reason").asText()).isEqualTo("the workspace answered HTTP 403");
        assertThat(jobs.at("/stale/tries").asInt()).isEqualTo(1);
        assertThat(jobs.at("/stale/runId").asText()).isEqualTo(ASKED);

        HttpResponse<String> answer = api.get("/api/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode health = json(answer);
        assertThat(health.path("status").asText()).isEqualTo("stale");
        assertThat(health.at("/stale/since")).isEqualTo(jobs.at("/stale/since"));
        assertThat(answer.body()).doesNotContain("HTTP 403");

        JsonNode run = json(api.get("/api/runs/" + ASKED));
        assertThat(run.path("status").asText()).isEqualTo("failing");
        assertThat(run.path("tries").asInt()).isEqualTo(1);
    }

    @Test
    void the_report_of_a_run_is_text_for_who_accepts_that() throws Exception {
        String runId = json(api.sync()).path("runId").asText();

        HttpResponse<String> answer = api.get("/api/runs/" + runId, "Accept", "text/plain");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.body()).contains("  + a  created  'A' (job ").contains("Applied 1, failed 0.");
    }

    @Test
    void whoever_asks_for_the_head_of_an_answer_gets_its_status_and_length_only() throws Exception {
        for (String path : List.of("/api/health", "/api/jobs", "/api/runs", "/api/plan", "/api/openapi.json")) {
            HttpResponse<String> head = api.sent("HEAD", path);

            assertThat(head.statusCode()).as(path).isEqualTo(api.get(path).statusCode());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0))
                    .as(path)
                    .isPositive();
        }
        assertThat(api.sent("HEAD", "/api/sync").statusCode()).isEqualTo(404);
    }

    @Test
    void the_history_of_a_job_goes_from_its_creation_to_its_deletion_and_on_after_it() throws Exception {
        String created = json(api.sync()).path("runId").asText();
        api.write("jobs/b.json", "{\"name\": \"B\"}");
        api.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 3}");
        String updated = json(api.sync()).path("runId").asText();
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.remove("jobs/a.json");
        String deleted = json(api.post("/api/sync?prune", "application/json", ""))
                .path("runId")
                .asText();

        // runs that begin in the same second have no order
        ObjectNode runs = JsonNodeFactory.instance.objectNode();
        json(api.get("/api/runs?key=a"))
                .path("runs")
                .forEach(run -> runs.set(run.path("runId").asText(), run));
        assertThat(runs.fieldNames()).toIterable().containsExactlyInAnyOrder(deleted, updated, created);
        assertThat(runs.path(created).at("/job/action").asText()).isEqualTo("create");
        JsonNode update = runs.path(updated);
        assertThat(update.path("created").asInt()).isEqualTo(1);
        assertThat(update.path("updated").asInt()).isEqualTo(1);
        assertThat(update.at("/job/paths/0").asText()).isEqualTo("timeout_seconds");
        JsonNode deletion = runs.path(deleted);
        assertThat(deletion.path("why").asText()).isEqualTo("POST /api/sync");
        assertThat(deletion.path("deleted").asInt()).isEqualTo(1);
        assertThat(deletion.at("/job/action").asText()).isEqualTo("delete");
        assertThat(deletion.at("/job/outcome").asText()).isEqualTo("applied");
        assertThat(deletion.at("/job/reason").asText()).isEqualTo("jobs/a.json is gone");
        assertThat(json(api.get("/api/runs?key=b")).path("runs").findValuesAsText("runId"))
                .containsExactly(updated);

        JsonNode only = json(api.get("/api/runs/" + updated + "?key=a"));
        assertThat(only.path("changes").findValuesAsText("key")).containsExactly("a");
        assertThat(only.at("/changes/0/differences/0/after").asInt()).isEqualTo(3);
        assertThat(only.at("/counts/create").asInt()).isEqualTo(1);
        assertProblem(api.get("/api/runs/" + updated + "?key=bb"), 404, "the run has nothing to tell of bb");
    }

    @Test
    void a_page_of_a_history_leads_to_the_next_one_whatever_is_in_the_key() throws Exception {
        String key = "täglich & mehr/a+b%20c";
        api.write("jobs/" + key + ".json", "{\"name\": \"K\"}");
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.write("jobs/" + key + ".json", "{\"name\": \"L\"}");
        assertThat(api.sync().statusCode()).isEqualTo(200);

        List<String> actions = new ArrayList<>();
        String next = "/api/runs?limit=1&key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
        while (!next.isEmpty()) {
            JsonNode page = json(api.get(next));
            actions.addAll(page.path("runs").findValuesAsText("action"));
            next = page.path("next").asText();
        }

        assertThat(actions).containsExactlyInAnyOrder("update", "create");
    }

    @Test
    void nothing_is_known_of_an_unknown_job_and_that_is_no_fault() throws Exception {
        HttpResponse<String> runs = api.get("/api/runs?key=unknown");
        assertThat(runs.statusCode()).isEqualTo(200);
        assertThat(json(runs).path("runs")).isEmpty();
        assertThat(json(runs).has("next")).isFalse();

        JsonNode jobs = json(api.get("/api/jobs?key=unknown"));
        assertThat(jobs.path("jobs")).isEmpty();
        assertThat(jobs.at("/definition/path").asText()).isEqualTo("jobs/unknown.json");
        assertThat(jobs.path("definition").has("text")).isFalse();
    }

    @Test
    void one_job_is_shown_with_its_definition_and_its_settings_cost_one_call_of_the_workspace() throws Exception {
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.write("jobs/b.json", "{\"name\": \"B\"}");
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.workspace().calls().reset();

        HttpResponse<String> answer = api.get("/api/jobs?key=a");
        JsonNode about = json(answer);
        assertThat(about.path("jobs").findValuesAsText("key")).containsExactly("a");
        assertThat(about.at("/definition/text").asText()).isEqualTo("{\"name\": \"A\"}");
        assertThat(about.at("/jobs/0").has("settings")).isFalse();
        assertThat(api.workspace().calls().count()).isZero();
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(api.get("/api/jobs?key=a", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        api.write("jobs/a.json", "{\"name\": \"C\"}");
        assertThat(api.get("/api/jobs?key=a", "If-None-Match", tag).statusCode())
                .isEqualTo(200);

        JsonNode settings = json(api.get("/api/jobs?key=a&settings=true")).at("/jobs/0/settings");
        assertThat(settings.path("name").asText()).isEqualTo("A");
        assertThat(api.workspace().calls().count()).isEqualTo(1);
    }

    @Test
    void what_looks_like_a_secret_is_hidden_in_the_settings_and_the_definition_of_a_job() throws Exception {
        api.write("templates/standard.jinja2", "{{ job | tojson }}");
        api.write("jobs/a.json", "{\"name\": \"A\", \"tags\": {\"db_password\": \"hunter2\", \"team\": \"data\"}}");
        assertThat(api.sync().statusCode()).isEqualTo(200);

        JsonNode about = json(api.get("/api/jobs?key=a&settings=true"));

        assertThat(about.at("/jobs/0/settings/tags/team").asText()).isEqualTo("data");
        assertThat(about.at("/jobs/0/settings/tags/db_password").asText()).isEqualTo(SecretForm.HIDDEN);
        assertThat(about.at("/definition/text").asText()).contains("data", SecretForm.HIDDEN);
        assertThat(about.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs?key=", "jobs?key=%20", "jobs?settings=true", "jobs?key=a&settings=yes", "runs?key"})
    void a_query_about_a_job_that_is_not_understood_is_400(String call) throws Exception {
        assertProblem(api.get("/api/" + call), 400, "the query parameter");
    }

    @Test
    void jobs_are_shown_without_asking_the_workspace() throws Exception {
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.workspace().calls().reset();

        JsonNode job = json(api.get("/api/jobs")).at("/jobs/0");

        assertThat(job.path("key").asText()).isEqualTo("a");
        assertThat(job.path("status").asText()).isEqualTo("changed");
        assertThat(job.path("link").asText())
                .isEqualTo(api.workspace().uri() + "/jobs/" + job.path("jobId").asLong());
        assertThat(api.workspace().calls().count()).isZero();
    }
}
