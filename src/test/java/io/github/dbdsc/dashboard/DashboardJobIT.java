package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks the page of one job. */
class DashboardJobIT {

    private static final String ADDRESS = "#jobs/customer/churn-score";

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @Test
    void a_job_has_a_page_with_an_address_that_tells_how_it_stands_why_and_who_changed_it() {
        dashboard.visitJobs();
        browser.type("#job-search", "churn-score");
        browser.click("#jobs-rows tr:first-child .key a");
        browser.untilText("#job-last", "num_workers");
        browser.untilText("#job-body", "Drifted");

        assertThat(browser.evaluate("location.hash")).isEqualTo(ADDRESS);
        assertThat(browser.evaluate("document.title")).isEqualTo("customer/churn-score · Databricks jobs");
        assertThat(browser.text("#job-title")).isEqualTo("customer/churn-score");
        assertThat(browser.text("#job-body"))
                .contains("Drifted", "Churn score (prod)", "Why: it differs from its definition")
                .contains(
                        "jobs/customer/churn-score.json", "Zoë Müller in 3fa94c1e6b2d, ", "22 Nov 2026, 11:31:04 UTC");
        assertThat(browser.find("#job-body .facts a").getAttribute("href"))
                .isEqualTo(SampleAnswers.WORKSPACE + "/jobs/731904466120385");
        assertThat(browser.text("#job-last")).contains("Last differences", "2", "8", "9007199254741067");
        assertThat(browser.text("nav a[aria-current]")).isEqualTo("Jobs");

        browser.evaluate("location.reload() ?? 0");
        browser.untilText("#job-last", "num_workers");
        assertThat(browser.text("#job-title")).isEqualTo("customer/churn-score");
    }

    @Test
    void its_history_tells_what_each_run_did_with_it_and_leads_to_the_report() {
        dashboard.visitFilled(ADDRESS);

        assertThat(browser.count("#job-rows tr")).isEqualTo(5);
        assertThat(browser.text("#job-rows tr:nth-child(1)"))
                .contains("update", "applied", "tasks[score].timeout_seconds and 2 more")
                .contains("Zoë Müller in 3fa94c1e6b2d", "template: Bob in 77ab20c4", "schedule");
        assertThat(browser.text("#job-rows tr:nth-child(2)")).contains("failed", "INVALID_PARAMETER_VALUE");
        assertThat(browser.text("#job-rows tr:nth-child(3)")).contains("blocked", ":3:14: not JSON");
        assertThat(browser.text("#job-rows tr:nth-child(4)")).contains("delete", "is gone");

        browser.click("#job-rows tr:nth-child(1) td.run a");
        browser.untilText("#run-body", "etl/clickstream");
        browser.click("#run-body .change:nth-child(1) .key a");
        browser.until("location.hash === '" + ADDRESS + "'");
        browser.untilText("#job-last", "num_workers");
    }

    @Test
    void the_workspace_is_called_only_for_its_settings_and_only_when_somebody_looks() throws IOException {
        ObjectNode settled = SampleAnswers.job();
        ((ObjectNode) settled.at("/jobs/0")).putObject("settings").put("max_concurrent_runs", 7);
        ObjectNode report = SampleAnswers.reportOfJob();
        ArrayNode differences = (ArrayNode) report.at("/changes/0/differences");
        while (differences.size() < 25) {
            differences.add(differences.get(0));
        }
        api.on("GET runs/" + SampleAnswers.RUN + "?" + OpenDashboard.JOB, report);
        api.on("GET jobs?" + OpenDashboard.JOB + "&settings=true", Answer.problem(502, "No answer", "HTTP 503"));
        dashboard.visitFilled(ADDRESS);
        assertThat(browser.count("#job-last .differences li")).isEqualTo(20);
        assertThat(browser.text("#job-last")).contains("5 more are in the report");
        assertThat(api.calls()).hasSize(4).noneMatch(call -> call.contains("settings"));

        browser.click("#job-body section:last-child summary");
        browser.untilText("#job-body", "No answer. HTTP 503");
        api.on("GET jobs?" + OpenDashboard.JOB + "&settings=true", settled);
        browser.click("#job-body section:last-child button");
        browser.untilText("#job-body", "\"max_concurrent_runs\": 7");

        browser.click("#job-body summary");
        browser.untilText("#job-body", "\"workers\": 8");
    }

    @Test
    void a_deleted_job_still_has_its_history_and_older_runs_come_when_asked_for() throws IOException {
        ObjectNode about = SampleAnswers.job();
        about.putArray("jobs");
        ((ObjectNode) about.get("definition")).remove("text");
        ObjectNode first = SampleAnswers.history();
        first.put("next", "/api/runs?key=customer%2Fchurn-score&limit=20&before=" + SampleAnswers.RUN);
        api.on("GET jobs?" + OpenDashboard.JOB, about)
                .on("GET runs?" + OpenDashboard.JOB + "&limit=20", first)
                .on("GET runs?" + OpenDashboard.JOB + "&limit=20&before=" + SampleAnswers.RUN, SampleAnswers.history());
        dashboard.visitFilled(ADDRESS);

        assertThat(browser.text("#job-body")).contains("There is no such job now", "There is no such file");
        browser.click("#job-more");
        browser.until("document.querySelectorAll('#job-rows tr').length === 10");
        assertThat(browser.find("#job-more").isDisplayed()).isFalse();
    }

    @Test
    void any_key_has_an_address_and_all_that_others_wrote_is_only_ever_text() throws IOException {
        String markup = "50% <img src=x onerror=alert(1)>/ä#b";
        String query = "key=50%25%20%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%2F%C3%A4%23b";
        ObjectNode about = SampleAnswers.job();
        ((ObjectNode) about.at("/jobs/0")).put("key", markup).put("reason", markup);
        ((ObjectNode) about.get("definition")).put("author", markup).put("text", markup);
        ObjectNode history = SampleAnswers.history();
        ((ObjectNode) history.at("/runs/0/job")).putArray("paths").add(markup);
        ((ObjectNode) history.at("/runs/0/job/definition")).put("author", markup);
        api.on("GET jobs", about)
                .on("GET jobs?" + query, about)
                .on("GET runs?" + query + "&limit=20", history)
                .on("GET runs/" + SampleAnswers.RUN + "?" + query, SampleAnswers.of("plan"));
        dashboard.visitJobs();
        browser.click("#jobs-rows .key a");
        browser.untilText("#job-last", "num_workers");

        assertThat(browser.text("#job-title")).isEqualTo(markup);
        assertThat(browser.text("#job-rows")).contains(markup);
        assertThat(browser.text("#job-body")).contains(markup);
        assertThat(browser.count("#view-job img")).isZero();
    }

    @Test
    void an_unknown_key_says_that_nothing_is_known_and_a_fault_can_be_tried_again() throws IOException {
        ObjectNode about = SampleAnswers.job();
        about.putArray("jobs");
        ((ObjectNode) about.get("definition")).remove("text");
        api.on("GET jobs?key=nope", about).on("GET runs?key=nope&limit=20", Answer.problem(502, "Storage", "is away"));
        dashboard.visit("#jobs/nope");
        browser.untilText("#job-body", "There is no such job now");
        browser.untilText("#job-history", "Storage. is away");

        api.on("GET runs?key=nope&limit=20", SampleAnswers.runs(0, 0));
        browser.click("#job-history button");
        browser.untilText("#job-history", "No run whose report is kept had to do with it.");
    }
}
