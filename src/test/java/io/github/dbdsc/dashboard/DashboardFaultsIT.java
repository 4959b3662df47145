package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that come late, twice, broken or not at all, and runs that end without a report. */
class DashboardFaultsIT {

    private static final String RUN_ID = "20261122T160100Z-00aa11";

    /** Makes the page's next call wait until {@code answerLate()}, and lets those after it through. */
    private static final String HOLD_NEXT_CALL = "(() => { const asked = window.fetch; let isFirst = true;"
            + " window.fetch = async (...given) => { const answer = await asked(...given);"
            + " if (isFirst) { isFirst = false; await new Promise((go) => { window.answerLate = go; }); }"
            + " return answer; }; return 0; })()";

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    private static ObjectNode failedRun() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("runId", RUN_ID)
                .put("status", "failed")
                .put("error", "the workspace answered HTTP 403");
    }

    private void untilAnnounced(String text) {
        browser.until("document.getElementById('announcer').textContent.includes('" + text + "')");
    }

    @Test
    void a_sync_or_prune_whose_run_fails_before_it_has_a_report_says_why() {
        api.on("POST sync", Answer.accepted(RUN_ID, "queued")).on("GET runs/" + RUN_ID, failedRun());
        dashboard.visitJobs();
        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");
        browser.click("#confirm-go");
        browser.untilText("#run-body", "the workspace answered HTTP 403");
        untilAnnounced("Sync failed: the workspace answered HTTP 403");

        browser.click("#prune");
        browser.untilText("#confirm-body", "The run that looks for them failed. the workspace answered HTTP 403");
    }

    @Test
    void a_failed_run_without_a_report_does_not_read_as_if_there_had_been_nothing_to_change() {
        ObjectNode page = SampleAnswers.runs(0, 1);
        ObjectNode run = (ObjectNode) page.at("/runs/0");
        run.put("status", "failed").put("applied", 0).put("problems", 0).putObject("counts");
        run.remove("created");
        api.on("GET runs", page);
        dashboard.visit("#runs");

        browser.untilText("#runs-rows", "failed before it had a report; the run says why");
        assertThat(browser.text("#runs-rows")).doesNotContain("nothing to change", "NaN");
    }

    @Test
    void a_new_job_whose_settings_have_an_id_beyond_what_a_number_holds_is_shown_and_that_exactly() throws IOException {
        ObjectNode plan = SampleAnswers.of("plan");
        ((ObjectNode) plan.at("/changes/1/settings")).put("job_id", 9007199254741067L);
        api.on("GET plan", plan);
        dashboard.visitFilled("#plan");

        browser.click("details.settings summary");
        browser.untilText("details.settings", "\"job_id\": 9007199254741067");
    }

    @Test
    void an_answer_that_is_empty_or_of_somebody_else_is_no_fault_of_the_page() {
        api.on("GET jobs", new Answer(200, Map.of(), JsonNodeFactory.instance.missingNode()));
        dashboard.visit("#jobs");
        browser.untilText("#jobs-notices", "The answer can’t be read");

        api.on("GET jobs", JsonNodeFactory.instance.textNode("<html>Sign in</html>"));
        browser.click("#jobs-refresh");
        browser.untilText("#jobs-notices", "is there a proxy before it?");
        assertThat(browser.text("#jobs-notices")).doesNotContain("The page has a fault");
    }

    @Test
    void jobs_that_were_asked_for_before_a_hold_and_come_after_it_do_not_hide_it() throws IOException {
        ObjectNode held = SampleAnswers.jobs(40);
        held.putObject("hold").put("from", "everything").put("text", "held with all jobs by ann since 03:00");
        dashboard.visitJobs();
        browser.evaluate(HOLD_NEXT_CALL);
        browser.click("#jobs-refresh");
        browser.until("window.answerLate !== undefined");
        api.on("GET jobs", held);
        browser.click("#jobs-refresh");
        browser.untilText("#hold", "held with all jobs by ann since 03:00");

        browser.evaluate("answerLate() ?? 0");
        browser.evaluate("new Promise((done) => { setTimeout(() => done(0), 50); })");
        assertThat(browser.text("#hold")).contains("held with all jobs by ann since 03:00");
        assertThat(browser.text("#jobs-shown")).isEqualTo("40 jobs");
    }

    @Test
    void a_run_that_can_t_be_had_does_not_take_the_place_of_the_one_that_is_shown_now() {
        api.on("GET runs/" + RUN_ID, Answer.problem(404, "There is no such run", "gone"));
        dashboard.visitFilled("#runs");
        browser.evaluate("fetch('jobs').then((answer) => answer.text()).then(() => 0)");
        browser.evaluate(HOLD_NEXT_CALL);
        browser.evaluate("location.hash = '#runs/" + RUN_ID + "'");
        browser.until("window.answerLate !== undefined");
        browser.evaluate("location.hash = '#runs/" + SampleAnswers.RUN + "'");
        browser.untilText("#run-body", "etl/clickstream");

        browser.evaluate("answerLate() ?? 0");
        browser.evaluate("new Promise((done) => { setTimeout(() => done(0), 50); })");
        assertThat(browser.text("#run-body")).contains("etl/clickstream").doesNotContain("There is no such report");
    }

    @Test
    void older_runs_that_are_asked_for_twice_come_once() {
        ObjectNode first = SampleAnswers.runs(0, 50).put("next", "/api/runs?limit=50&before=x");
        api.on("GET runs", first).on("GET runs?limit=50&before=x", SampleAnswers.runs(50, 20));
        dashboard.visitFilled("#runs");
        browser.evaluate(
                "(() => { const more = document.getElementById('runs-more'); more.click(); more.click(); })() ?? 0");

        browser.until("document.querySelectorAll('#runs-rows tr').length > 50");
        browser.evaluate("new Promise((done) => { setTimeout(() => done(0), 50); })");
        assertThat(browser.count("#runs-rows tr")).isEqualTo(70);
    }

    @Test
    void a_job_that_no_run_tells_of_has_a_page_and_names_that_control_the_order_of_text_are_written_out()
            throws IOException {
        ObjectNode about = SampleAnswers.job();
        ((ObjectNode) about.at("/jobs/0")).put("name", "invoice\u202egpj.exe").remove("runId");
        ((ArrayNode) about.get("jobs")).add(about.at("/jobs/0").deepCopy());
        api.on("GET jobs?" + OpenDashboard.JOB, about);
        dashboard.visitFilled("#jobs/customer/churn-score");

        assertThat(browser.text("#job-body")).contains("invoice\\u202egpj.exe").doesNotContain("Last run", "undefined");
    }
}
