package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Syncs and prunes from the dashboard: nothing happens that was not shown and confirmed. */
class DashboardSyncIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @Test
    void a_sync_shows_what_would_change_is_bound_to_it_and_is_followed_until_it_is_done() throws IOException {
        String run = "20261122T160100Z-00aa11";
        api.on("POST sync", Answer.accepted(run, "accepted")).on("GET runs/" + run, Answer.accepted(run, "queued"));
        dashboard.visitJobs();

        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");
        assertThat(browser.text("#confirm-body")).contains("4 jobs would change", "etl/clickstream");
        browser.click("#confirm-go");

        browser.untilText("#watch", "Sync queued");
        assertThat(browser.text("#view-run h1")).contains(run);
        api.on("GET runs/" + run, Answer.accepted(run, "running"));
        browser.until("document.getElementById('announcer').textContent === 'Sync running'");
        assertThat(api.calls()).contains("POST sync?plan=" + SampleAnswers.FINGERPRINT + "&wait=2");

        api.on("GET runs/" + run, SampleAnswers.carriedOut(SampleAnswers.of("plan")));
        browser.untilText("#run-body", "applied");
        browser.until("document.getElementById('announcer').textContent.startsWith('Sync done')");
        assertThat(browser.count("#watch p")).isZero();
    }

    @Test
    void a_sync_that_is_not_taken_on_says_why_where_it_was_asked() {
        api.on("POST sync", Answer.problem(409, "Another pass is working", "try again when it is done"));
        dashboard.visitJobs();
        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");
        browser.click("#confirm-go");

        browser.untilText("#confirm-body", "Another pass is working. try again when it is done");
        assertThat(browser.find("#confirm-go").isDisplayed()).isFalse();
    }

    @Test
    void a_sync_whose_plan_has_become_another_shows_its_report_and_not_an_error() throws IOException {
        ObjectNode report = SampleAnswers.of("plan").put("dryRun", false).put("runId", SampleAnswers.RUN);
        report.putArray("objections").add("the plan is not the approved one");
        api.on("POST sync", new Answer(409, Map.of(), report)).on("GET runs/" + SampleAnswers.RUN, report);
        dashboard.visitJobs();
        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");
        browser.click("#confirm-go");

        browser.untilText("#run-body", "the plan is not the approved one");
        browser.until("document.getElementById('announcer').textContent.startsWith("
                + "'Sync not done, the plan has become another')");
    }

    @Test
    void a_plan_with_errors_in_definitions_is_shown_and_can_be_confirmed() throws IOException {
        api.on("GET plan", new Answer(422, Map.of(), SampleAnswers.of("plan")));
        dashboard.visit("#plan");
        browser.click("#make-plan");
        browser.untilText("#plan-body .problems", "jobs/marketing/attribution.json:14:9");

        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");
    }

    @Test
    void a_run_whose_report_is_lost_says_so_where_it_is_looked_at() {
        String run = "20261122T160100Z-00aa11";
        api.on("POST sync", Answer.accepted(run, "accepted")).on("GET runs/" + run, Answer.accepted(run, "running"));
        dashboard.visitJobs();
        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");
        browser.click("#confirm-go");
        browser.untilText("#watch", "Sync running");

        api.on("GET runs/" + run, Answer.problem(404, "There is no such run", run));

        browser.untilText("#run-body", "There is no such report");
        browser.until("document.getElementById('announcer').textContent.startsWith('It is not known')");
    }

    @Test
    void cancelling_sends_nothing_and_gives_the_focus_back() {
        dashboard.visitJobs();
        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");

        browser.press(Keys.ESCAPE);

        browser.until("!document.getElementById('confirm').open");
        assertThat(browser.focus()).isEqualTo("sync");
        assertThat(api.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void a_prune_needs_the_number_of_jobs_typed_and_is_bound_to_the_plan() throws IOException {
        ObjectNode plan = SampleAnswers.of("prune-plan");
        String confirmed =
                "POST sync?prune=true&plan=" + plan.get("fingerprint").asText() + "&wait=2";
        api.on("POST sync?dryRun=true&prune=true", plan).on(confirmed, SampleAnswers.carriedOut(plan));
        dashboard.visitJobs();

        browser.click("#prune");
        browser.untilText("#confirm-go", "Delete 2 jobs");
        assertThat(browser.text("#confirm-body"))
                .contains("2 jobs will be deleted", "legacy/ftp-import", "PRUNE_LIMIT (10 %) allows 1")
                .contains("Confirming here approves it", "legacy/year-end", "it is protected", "customer/churn-score");
        assertThat(browser.find("#confirm-go").isEnabled()).isFalse();
        browser.type("#confirm-count", "3");
        assertThat(browser.find("#confirm-go").isEnabled()).isFalse();
        browser.type("#confirm-count", "2");
        browser.click("#confirm-go");

        browser.untilText("#run-body", "etl/clickstream");
        assertThat(api.calls()).contains(confirmed);
    }

    @Test
    void with_nothing_to_prune_there_is_no_button_for_it() throws IOException {
        ObjectNode plan = SampleAnswers.of("plan");
        api.on("POST sync?dryRun=true&prune=true", plan);
        dashboard.visitJobs();

        browser.click("#prune");

        browser.untilText("#confirm-body", "There is nothing to delete");
        assertThat(browser.find("#confirm-go").isDisplayed()).isFalse();
    }
}
