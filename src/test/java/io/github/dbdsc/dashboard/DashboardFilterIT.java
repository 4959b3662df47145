package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Finds jobs: filtered, searched, sorted and grouped, all of which is in the address. */
class DashboardFilterIT {

    private static final String[] RULES = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"};

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    private String hash() {
        return String.valueOf(browser.evaluate("location.hash"));
    }

    private void untilHash(String hash) {
        browser.until("location.hash === '" + hash + "'");
    }

    private String first(String column) {
        return browser.text("#jobs-rows tr:first-child td." + column);
    }

    @Test
    void what_is_shown_has_an_address_that_survives_a_reload_and_can_be_passed_on() {
        dashboard.visit("#jobs?state=drifted&q=HAND+forecast&sort=-key&group=folder");
        browser.untilText("#jobs-rows", "sales/forecast-weekly");
        browser.reload();
        browser.untilText("#jobs-shown", "1 of 412 jobs");

        assertThat(browser.find("#job-search").getDomProperty("value")).isEqualTo("HAND forecast");
        assertThat(browser.find("[data-status=drifted]").getAttribute("aria-pressed"))
                .isEqualTo("true");
        assertThat(browser.find("#jobs-group").getAttribute("aria-pressed")).isEqualTo("true");
        assertThat(browser.find("th.definition").getAttribute("aria-sort")).isEqualTo("descending");
        assertThat(browser.text("#jobs-rows")).doesNotContain("churn");
        assertThat(browser.text("nav a[aria-current]")).isEqualTo("Jobs");
    }

    @Test
    void the_back_button_undoes_one_filter_after_the_other_and_what_was_typed_in_one_go_at_once() {
        dashboard.visitJobs();
        browser.click("[data-status=drifted]");
        assertThat(hash()).isEqualTo("#jobs?state=drifted");
        assertThat(browser.focus()).as("the keyboard stays").isEqualTo("Drifted2");
        browser.type("#job-search", "fore");
        untilHash("#jobs?state=drifted&q=fore");
        browser.write("cast");
        untilHash("#jobs?state=drifted&q=forecast");
        browser.click("#jobs-group");
        assertThat(hash()).isEqualTo("#jobs?state=drifted&q=forecast&group=folder");

        int calls = api.calls().size();
        browser.back();
        browser.until("document.querySelectorAll('#jobs-rows .folder').length === 0");
        assertThat(browser.text("#jobs-shown")).isEqualTo("1 of 412 jobs");
        browser.back();
        browser.untilText("#jobs-shown", "2 of 412 jobs");
        assertThat(browser.find("#job-search").getDomProperty("value")).isEqualTo("");
        browser.back();
        browser.until("document.getElementById('jobs-shown').innerText === '412 jobs'");
        assertThat(hash()).isEmpty();
        assertThat(api.calls()).as("filters ask for nothing").hasSize(calls);
    }

    @Test
    void a_job_s_page_leads_back_to_the_jobs_as_they_were_filtered() {
        dashboard.visit("#jobs?q=churn-score&sort=key");
        browser.untilText("#jobs-rows", "customer/churn-score");
        browser.type("#job-search", "churn-scor");
        browser.click("#jobs-rows .key a");
        browser.untilText("#job-last", "num_workers");
        assertThat(hash()).isEqualTo("#jobs/customer/churn-score");

        browser.click("#all-jobs");
        untilHash("#jobs?q=churn-scor&sort=key");
        browser.untilText("#jobs-shown", "1 of 412 jobs");
        browser.until("document.activeElement.id === 'jobs-title'");
    }

    @Test
    void a_link_to_a_state_that_no_job_is_in_says_so_and_nonsense_in_an_address_is_left_out() {
        dashboard.visit("#jobs?state=held&sort=constructor&group=owner&x=1");
        browser.untilText("#jobs-shown", "No job matches the filter.");

        assertThat(browser.text("[data-status=held]")).contains("Held", "0");
        assertThat(browser.find("[data-status=held]").getAttribute("aria-pressed"))
                .isEqualTo("true");
        browser.click("[data-status=all]");
        assertThat(hash()).isEqualTo("#jobs");
        assertThat(browser.text("#jobs-shown")).isEqualTo("412 jobs");
    }

    @Test
    void columns_sort_both_ways_by_their_headers_which_say_so() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(40);
        ((ObjectNode) answer.at("/jobs/9")).put("runId", "20261122T170000Z-aaaaaa");
        ((ObjectNode) answer.at("/jobs/10")).remove("runId");
        api.on("GET jobs", answer);
        dashboard.visitJobs();
        assertThat(browser.find("th.state").getAttribute("aria-sort")).isEqualTo("ascending");
        assertThat(first("state")).isEqualTo("Failed");

        browser.click("th.state button");
        assertThat(hash()).isEqualTo("#jobs?sort=-state");
        assertThat(first("state")).isEqualTo("In sync");

        browser.click("th.job button");
        assertThat(first("job")).isEqualTo("118230947711203");
        assertThat(browser.count("[aria-sort]")).isEqualTo(1);
        assertThat(browser.text("#jobs-rows tr:last-child td.job")).isEqualTo("none");
        browser.click("th.job button");
        assertThat(first("job")).as("beyond what a number holds exactly").isEqualTo("9007199254741067");
        assertThat(browser.text("#jobs-rows tr:last-child td.job"))
                .as("a job without a number is last either way")
                .isEqualTo("none");

        browser.click("th.run button");
        assertThat(hash()).isEqualTo("#jobs?sort=-run");
        assertThat(browser.find("th.run").getAttribute("aria-sort")).isEqualTo("descending");
        assertThat(first("definition")).contains(answer.at("/jobs/9/key").asText());
        assertThat(browser.text("#jobs-rows tr:last-child td.definition"))
                .contains(answer.at("/jobs/10/key").asText());
        assertThat(browser.focus()).isEqualTo("Last run");

        browser.click("th.definition button");
        assertThat(first("definition")).startsWith("customer/churn");
        browser.click("th.definition button");
        assertThat(first("definition")).startsWith("supply/");
    }

    @Test
    void jobs_are_grouped_by_folder_with_what_needs_somebody_in_each() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(40);
        ((ObjectNode) answer.at("/jobs/20")).put("key", "nightly");
        api.on("GET jobs", answer);
        dashboard.visitJobs();
        browser.click("#jobs-group");

        assertThat(hash()).isEqualTo("#jobs?group=folder");
        assertThat(browser.text("#jobs-rows tr:first-child")).contains("no folder", "1 job");
        assertThat(browser.text("#jobs-rows")).contains("finance/ 5 jobs").contains("1 failed");
        assertThat(browser.text("#jobs-shown")).isEqualTo("40 jobs");
        assertThat(browser.count("#jobs-rows tr:not(.folder)")).isEqualTo(40);
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();

        browser.size(320, 640);
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
        assertThat(browser.find("th.run button").isDisplayed()).isTrue();
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();
        browser.click("#jobs-group");
        assertThat(browser.count("#jobs-rows .folder")).isZero();
    }

    @Test
    void ten_thousand_jobs_are_sorted_and_grouped_quickly() throws IOException {
        api.on("GET jobs", SampleAnswers.jobs(10_000));
        dashboard.visitJobs();
        Number milliseconds = (Number) browser.evaluate("(() => Math.min(...Array.from({ length: 5 }, () => {"
                + " const began = performance.now(); document.querySelector('th.definition button').click();"
                + " document.getElementById('jobs-group').click(); document.body.offsetHeight;"
                + " return performance.now() - began; })))()");

        assertThat(milliseconds.doubleValue())
                .as("ms to sort and group 10,000: it does not stall")
                .isLessThan(5_000);
        assertThat(browser.count("#jobs-rows tr")).isBetween(1, 200);
    }
}
