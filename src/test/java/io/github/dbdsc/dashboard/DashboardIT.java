package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Checks what the dashboard shows: jobs, plans, runs and what went wrong. */
class DashboardIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @Test
    void jobs_that_need_somebody_come_first_each_with_its_state_and_link() {
        dashboard.visitJobs();

        assertThat(browser.text("#target")).isEqualTo("data-platform in adb-5938211746035712.12.azuredatabricks.net");
        assertThat(browser.text("#jobs-rows tr:first-child"))
                .contains("Failed", "finance/ledger-close", "Standard_D64s_v2 is not supported");
        assertThat(browser.text("#jobs-shown")).isEqualTo("412 jobs");
        assertThat(browser.find("#jobs-rows tr:first-child td.job a").getAttribute("href"))
                .isEqualTo(SampleAnswers.WORKSPACE + "/jobs/604417330958212");
    }

    @Test
    void ids_beyond_what_a_number_holds_exactly_are_shown_exactly() {
        dashboard.visitJobs();
        browser.type("#job-search", "etl/orders");

        assertThat(browser.text("#jobs-rows td.job")).isEqualTo("9007199254741067");
    }

    @Test
    void jobs_are_filtered_by_state_and_found_by_any_words() {
        dashboard.visitJobs();

        browser.click("[data-status=drifted]");
        assertThat(browser.text("#jobs-shown")).isEqualTo("2 of 412 jobs");
        assertThat(browser.find("[data-status=drifted]").getAttribute("aria-pressed"))
                .isEqualTo("true");

        browser.type("#job-search", "HAND forecast");
        assertThat(browser.text("#jobs-rows")).contains("sales/forecast-weekly").doesNotContain("churn");

        browser.type("#job-search", "no such thing");
        assertThat(browser.text("#jobs-shown")).isEqualTo("No job matches the filter.");
        assertThat(browser.find("#jobs-table").isDisplayed()).isFalse();
    }

    @Test
    void ten_thousand_jobs_stay_quick() throws IOException {
        api.on("GET jobs", SampleAnswers.jobs(10_000));
        dashboard.visitJobs();

        assertThat(browser.text("#jobs-shown")).isEqualTo("10,000 jobs");
        assertThat(browser.count("#jobs-rows tr")).isLessThan(1_000);
        // the quickest of several, since the machine does other things at the same time
        Number milliseconds = (Number) browser.evaluate("(() => { const search = document.getElementById('job-search');"
                + " return Math.min(...Array.from({ length: 7 }, (_, time) => { const began = performance.now();"
                + " search.value = time % 2 ? 'ledger' : 'ledger 77';"
                + " search.dispatchEvent(new Event('input')); document.body.offsetHeight;"
                + " return performance.now() - began; })); })()");
        assertThat(milliseconds.doubleValue())
                .as("ms to find among 10,000: it does not stall")
                .isLessThan(2_500);
        assertThat(browser.count("#jobs-rows tr")).isBetween(1, 200);

        browser.type("#job-search", "");
        browser.press(Keys.END);
        browser.evaluate("window.scrollTo(0, document.body.scrollHeight) ?? 0");
        browser.until("document.querySelectorAll('#jobs-rows tr').length > 200");
    }

    @Test
    void what_a_job_is_called_is_only_ever_text() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(1);
        String markup = "<img src=x onerror=alert(1)>";
        ((ObjectNode) answer.at("/jobs/0"))
                .put("key", markup)
                .put("name", markup)
                .put("reason", markup)
                .put("link", "javascript:alert(1)");
        api.on("GET jobs", answer);
        dashboard.visitJobs();
        browser.type("#job-search", "onerror");

        assertThat(browser.text("#jobs-rows")).contains(markup);
        assertThat(browser.count("#jobs-rows img, #jobs-rows td.job a")).isZero();
    }

    @Test
    void unchanged_jobs_are_not_sent_again() throws IOException {
        api.on("GET jobs", new Answer(200, Map.of("ETag", "\"1\""), SampleAnswers.jobs(20)));
        dashboard.visitJobs();

        browser.click("#jobs-refresh");

        browser.until("performance.getEntriesByType('resource').filter((r) => r.name.endsWith('/jobs')).length === 2");
        browser.untilText("#jobs-shown", "20 jobs");
    }

    @Test
    void jobs_that_could_not_be_read_once_are_shown_again_though_they_are_unchanged() throws IOException {
        Answer unchanged = new Answer(200, Map.of("ETag", "\"1\""), SampleAnswers.jobs(20));
        api.on("GET jobs", unchanged);
        dashboard.visitJobs();
        api.on("GET jobs", Answer.problem(502, "Storage did not answer", "try again"));
        browser.click("#jobs-refresh");
        browser.untilText("#jobs-notices", "Storage did not answer");

        api.on("GET jobs", unchanged);
        browser.click("#jobs-notices button");

        browser.until("document.getElementById('jobs-notices').childElementCount === 0");
    }

    @Test
    void an_empty_installation_says_what_to_do_and_a_full_poison_queue_is_seen() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(0);
        answer.putArray("jobs");
        answer.remove(List.of("runId", "asOf"));
        answer.putObject("queue").put("waiting", 1).put("poison", 3).put("oldest", "2026-11-22T15:42:00Z");
        answer.putArray("settings").add("SCHEDULE is missing, so the Functions host does not run OnSchedule");
        api.on("GET jobs", answer).on("GET runs", SampleAnswers.runs(0, 0));

        dashboard.visit("");
        browser.untilText("#jobs-notices", "No run has ended so far");
        assertThat(browser.text("#jobs-notices"))
                .contains(
                        "A setting of the function app is wrong",
                        "the Functions host does not run OnSchedule",
                        "3 requests failed too often",
                        "1 request waiting for a run, or at work",
                        "The oldest of them has waited for its turn for ",
                        "22 Nov 2026, 15:42:00 UTC");

        dashboard.visit("#runs");
        browser.untilText("#runs-notices", "No runs yet");
    }

    @Test
    void a_plan_shows_each_field_before_and_after() {
        dashboard.visit("#plan");
        browser.untilText("#plan-body", "changes nothing");
        browser.click("#plan-body button");
        browser.untilText("#plan-body", "customer/churn-score");

        assertThat(browser.text("#plan-body .differences li:first-child"))
                .contains("tasks[score].new_cluster.num_workers", "2", "8");
        assertThat(browser.text("#plan-body")).contains("9007199254741067", "not set", "somebody set it by hand");
        assertThat(browser.text("#plan-body .problems")).contains("jobs/marketing/attribution.json:14:9", "'workers'");
        assertThat(browser.text("#plan-body .facts"))
                .contains("405 in sync", "74b8c7a2f09fec27")
                .contains("411, 1 of them held back by an error");
        assertThat(browser.count("#plan-body .change")).isEqualTo(6);
    }

    @Test
    void a_plan_shows_the_settings_of_a_new_job_when_they_are_unfolded() {
        dashboard.visit("#plan");
        browser.click("#plan-body button");
        browser.untilText("#plan-body", "etl/clickstream");
        assertThat(browser.text("#plan-body")).doesNotContain("max_concurrent_runs");

        browser.click("#plan-body .settings summary");

        browser.untilText("#plan-body .settings", "\"max_concurrent_runs\": 1");
    }

    @Test
    void runs_are_a_chart_and_a_table_and_older_ones_come_when_asked_for() {
        ObjectNode first = SampleAnswers.runs(0, 50);
        first.put("next", "/api/runs?limit=50&before=20261121T113000Z-000000");
        api.on("GET runs?limit=50", first)
                .on("GET runs?limit=50&before=20261121T113000Z-000000", SampleAnswers.runs(50, 30));
        dashboard.visit("#runs");
        browser.until("document.querySelectorAll('#runs-rows tr').length === 50");

        assertThat(browser.find("#runs-chart svg").getAttribute("aria-label")).contains("each of 50 runs");
        assertThat(browser.count("#runs-chart svg g")).isEqualTo(50);
        assertThat(browser.text("#runs-rows"))
                .contains("Failed", "2 failed, 1 problem", "nothing to change", "1 created, 4 updated");
        assertThat(browser.text("#runs-rows tr:nth-child(10)")).contains("1 deleted");
        assertThat(browser.text("#runs-rows tr:nth-child(4)"))
                .contains("2 applied")
                .doesNotContain("updated");

        browser.click("#runs-more");
        browser.until("document.querySelectorAll('#runs-rows tr').length === 80");
        assertThat(browser.find("#runs-more").isDisplayed()).isFalse();
        assertThat(browser.count("#runs-chart svg g")).isEqualTo(80);
    }

    @Test
    void one_run_of_300_changes_leaves_the_others_to_be_seen_and_the_chart_names_its_scale() {
        ObjectNode page = SampleAnswers.runs(0, 3);
        ((ObjectNode) page.at("/runs/0")).put("applied", 299);
        ((ObjectNode) page.at("/runs/0/counts")).put("failed", 1);
        ((ObjectNode) page.at("/runs/1")).put("applied", 3);
        ((ObjectNode) page.at("/runs/2")).put("applied", 75);
        api.on("GET runs", page);
        dashboard.visit("#runs");
        browser.until("document.querySelectorAll('#runs-rows tr').length === 3");

        assertThat(browser.text("#runs-chart figcaption")).contains("square-root scale");
        assertThat(browser.text("#runs-chart .scale").lines()).containsExactly("300", "75", "0");
        assertThat(browser.find("#runs-chart svg").getAttribute("aria-label"))
                .contains("square-root scale; at most 300 in one run");
        assertThat(barOf(1)).as("75 of 300").isEqualTo(50);
        assertThat(barOf(2)).as("3 of 300").isEqualTo(10);
        assertThat(barOf(3)).as("299 of 300").isBetween(99.0, 100.0);
    }

    /** Returns how high the part of a run is that was applied, in percent. */
    private double barOf(int run) {
        return Double.parseDouble(
                browser.find("#runs-chart g:nth-of-type(" + run + ") rect.ok").getAttribute("height"));
    }

    @Test
    void a_run_whose_process_is_gone_is_lost_and_says_what_to_do() {
        ObjectNode page = SampleAnswers.runs(0, 1);
        ((ObjectNode) page.at("/runs/0"))
                .put("runId", "gone")
                .put("status", "lost")
                .putObject("counts");
        api.on("GET runs", page)
                .on(
                        "GET runs/gone",
                        page.objectNode()
                                .put("runId", "gone")
                                .put("status", "lost")
                                .put("error", "the process ended before it finished; ask again"));
        dashboard.visit("#runs");
        browser.untilText("#runs-rows", "Lost");
        assertThat(browser.text("#runs-rows")).contains("the process ended before it finished; ask again");

        browser.click("#runs-rows a");
        browser.untilText("#run-body", "This run was lost before it had a report");
        assertThat(browser.text("#run-body")).contains("ask again");
    }

    @Test
    void a_run_at_work_shows_how_much_is_done_and_one_that_fails_is_not_called_queued() {
        ObjectNode page = SampleAnswers.runs(0, 2);
        ((ObjectNode) page.at("/runs/0"))
                .put("status", "running")
                .put("done", 1349)
                .put("total", 5000)
                .put("secondsLeft", 245)
                .putObject("counts");
        ((ObjectNode) page.at("/runs/1"))
                .put("status", "failing")
                .put("error", "the workspace answered HTTP 403")
                .put("tries", 4)
                .putObject("counts");
        api.on("GET runs", page);

        dashboard.visit("#runs");

        browser.untilText("#runs-rows tr:first-child", "1,349 of 5,000 changes done, 15 a second, about 4 min left");
        ObjectNode reading = ((ObjectNode) page.at("/runs/0")).putObject("reading");
        reading.put("what", "listing jobs").put("done", 2_500);
        dashboard.visit("#jobs");
        dashboard.visit("#runs");
        browser.untilText("#runs-rows tr:first-child", "listing jobs: 2,500");
        assertThat(browser.text("#runs-rows tr:first-child")).contains("Running");
        assertThat(browser.text("#runs-rows tr:last-child"))
                .contains("Failing", "the workspace answered HTTP 403 (4 tries)")
                .doesNotContain("Queued");
    }

    @Test
    void an_outage_is_red_on_every_view_with_its_reason_since_when_and_how_often() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(20);
        answer.putObject("stale")
                .put("since", "2026-11-22T15:42:00Z")
                .put("lastFailure", "2026-11-22T15:58:00Z")
                .put("tries", 7)
                .put("reason", "the workspace answered HTTP 403 PERMISSION_DENIED")
                .put("runId", SampleAnswers.RUN);
        api.on("GET jobs", answer);
        browser.clockAt("2026-11-22T16:02:00Z");
        for (String view :
                List.of("#jobs", "#jobs/customer/churn-score", "#plan", "#runs", "#runs/" + SampleAnswers.RUN)) {
            dashboard.visit(view);
            browser.untilText("#outage .notice.failed", "the workspace answered HTTP 403 PERMISSION_DENIED");
            assertThat(browser.text("#outage"))
                    .contains(
                            "Runs fail, and nothing is applied", "For 20 min", "22 Nov 2026, 15:42:00 UTC", "7 tries");
        }
        dashboard.visit("#jobs");
        browser.untilText("#jobs-as-of", "out of date for 20 min");

        answer.remove("stale");
        browser.click("#jobs-refresh");
        browser.until("document.getElementById('outage').childElementCount === 0");
    }

    @Test
    void a_run_without_a_report_says_why() throws IOException {
        api.on(
                "GET runs/given-up",
                new Answer(
                        200,
                        Map.of(),
                        SampleAnswers.of("plan").removeAll().put("error", "HTTP 403 from the workspace")));
        dashboard.visit("#runs/given-up");

        browser.untilText("#run-body", "HTTP 403 from the workspace");
    }

    @Test
    void a_run_has_an_address_and_one_that_is_gone_says_so() {
        dashboard.visit("#runs/" + SampleAnswers.RUN);
        browser.untilText("#run-body", "etl/clickstream");
        assertThat(browser.text("#run-body")).contains("applied");

        api.on("GET runs/gone", Answer.problem(404, "There is no such run", "gone"));
        dashboard.visit("#runs/gone");
        browser.untilText("#run-body", "There is no such report");
    }

    @Test
    void faults_are_shown_in_the_words_of_the_answer_and_can_be_tried_again() throws IOException {
        api.on(
                "GET plan",
                Answer.problem(502, "Storage or workspace did not answer as they should", "401 from the workspace"));
        dashboard.visitJobs();
        browser.click("#make-plan");
        browser.untilText("#plan-body", "Storage or workspace did not answer as they should. 401 from the workspace");

        ObjectNode plan = SampleAnswers.of("plan");
        plan.putArray("changes");
        api.on("GET plan", plan);
        browser.click("#plan-body button");
        browser.untilText("#plan-body", "every job is as defined");
    }
}
