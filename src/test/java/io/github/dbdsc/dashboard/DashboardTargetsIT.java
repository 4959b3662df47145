package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** One page for the jobs of three workspaces: a card for each, and everything else about the one that is chosen. */
class DashboardTargetsIT {

    private static final String[] RULES = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"};
    private static final String RUN = SampleAnswers.RUN;

    /** Makes the page's calls with this in their path wait until {@code answerLate()}, and lets the others through. */
    private static final String HOLD_CALLS = "(() => { const asked = window.fetch; const go = new Promise((free) =>"
            + " { window.answerLate = free; }); window.fetch = async (path, ...given) => {"
            + " const answer = await asked(path, ...given); if (path.includes('CALL')) await go;"
            + " return answer; }; return 0; })()";

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    /** What the app answers to calls that name no target, and those that name one of the three. */
    @BeforeEach
    void severalTargets() throws IOException {
        api.severalTargets();
        Answer unsaid = Answer.problem(400, "The request was not understood", "there are several targets");
        for (String call : List.of("GET jobs", "GET plan", "POST sync", "POST hold", "GET runs")) {
            api.on(call, unsaid);
        }
        api.on("GET jobs?summary", SampleAnswers.of("targets")).on("GET runs?limit=50", runsOfAll());
        int amount = 10;
        for (String target : List.of("dev", "test", "prod")) {
            api.on("GET jobs?target=" + target, jobs(target, amount))
                    .on("GET plan?target=" + target, plan(target))
                    .on("GET runs?limit=50&target=" + target, SampleAnswers.runs(0, amount));
            amount++;
        }
    }

    private static ObjectNode jobs(String target, int amount) throws IOException {
        ObjectNode answer = SampleAnswers.jobs(amount).put("target", target).put("owner", "data-platform");
        for (JsonNode job : answer.path("jobs")) {
            ((ObjectNode) job).put("name", job.path("name").asText() + " in " + target);
        }
        return target.equals("dev") ? answer.put("mode", "development") : answer;
    }

    private static ObjectNode plan(String target) throws IOException {
        ObjectNode plan = SampleAnswers.of("plan").put("target", target);
        ((ObjectNode) plan.at("/changes/0")).put("name", "Churn score in " + target);
        return plan;
    }

    private static ObjectNode runsOfAll() {
        ObjectNode page = SampleAnswers.runs(0, 3);
        ((ObjectNode) page.at("/runs/0")).put("target", "prod");
        ((ObjectNode) page.at("/runs/1")).put("target", "dev");
        ((ObjectNode) page.at("/runs/2")).put("target", "test");
        return page;
    }

    private void cards() {
        dashboard.visit("");
        browser.until("document.querySelectorAll('#cards > li').length === 3");
    }

    /** Opens the jobs of a target and waits for them. */
    private void jobsOf(String target) {
        dashboard.visit("#jobs?target=" + target);
        browser.untilText("#jobs-rows", " in " + target);
        browser.until("document.querySelectorAll('#switch option').length === 4");
    }

    private void switchTo(String target) {
        browser.find("#switch option[value='" + target + "']").click();
    }

    private List<String> callsOf(String part) {
        return api.calls().stream().filter(call -> call.contains(part)).toList();
    }

    private String hash() {
        return String.valueOf(browser.evaluate("location.hash"));
    }

    @Test
    void the_page_opens_with_a_card_for_each_target_and_no_job_is_loaded_before_one_is_chosen() throws IOException {
        browser.clockAt("2026-11-22T16:00:50Z");
        cards();

        assertThat(browser.text("#cards > li:nth-child(1)"))
                .contains("dev", "development", "adb-1111111111111111.1.azuredatabricks.net", "400 jobs", "3 drifted")
                .contains("Last run 5 min ago")
                .doesNotContain("fail");
        assertThat(browser.text("#cards > li:nth-child(2)"))
                .contains("1 failed", "Runs fail, and nothing is applied", "the workspace answered HTTP 503")
                .contains("For 2 h")
                .doesNotContain("development");
        assertThat(browser.find("#cards > li:nth-child(3) .aside a").getAttribute("href"))
                .startsWith("https://adb-5938211746035712.12.azuredatabricks.net");
        assertThat(browser.text("#target")).isEqualTo("3 targets");
        assertThat(api.calls()).containsExactly("GET jobs?summary");
        assertThat(browser.find("#actions").isDisplayed())
                .as("nothing is planned or done to no target in particular")
                .isFalse();
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();

        browser.click("#card-drifted-dev");
        browser.untilText("#jobs-shown", "2 of 10 jobs");
        assertThat(hash()).isEqualTo("#jobs?state=drifted&target=dev");
        assertThat(browser.text("#target")).contains("dev in ", "development");
        assertThat(browser.evaluate("document.title")).isEqualTo("Jobs · dev · Databricks jobs");
        browser.back();
        browser.until("document.activeElement.id === 'card-drifted-dev'");
    }

    @Test
    void cards_fit_a_phone_the_dark_forced_colours_and_paper() throws IOException {
        browser.darkMode(true);
        browser.size(320, 640);
        cards();
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();
        browser.click("#card-prod");
        browser.untilText("#jobs-rows", " in prod");
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
        assertThat(browser.find("#switch").isDisplayed()).isTrue();
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();

        browser.forcedColours();
        cards();
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
        browser.onPaper(true);
        assertThat(browser.find("#switch").isDisplayed()).isFalse();
        assertThat(browser.find("#targets-refresh").isDisplayed()).isFalse();
        assertThat(browser.text("#cards")).contains("prod", "404 in sync");
    }

    @Test
    void a_target_that_can_not_be_read_hides_no_other_and_texts_with_markup_are_shown_as_texts() throws IOException {
        ObjectNode answer = SampleAnswers.of("targets");
        ((ObjectNode) answer.at("/targets/0"))
                .put("target", "<img src=x onerror=alert(1)>")
                .put("workspace", "javascript:alert(1)");
        ((ObjectNode) answer.at("/targets/1"))
                .removeAll()
                .put("target", "test")
                .put("error", "the vault answered <b>HTTP 403</b>");
        api.on("GET jobs?summary", answer);
        cards();

        assertThat(browser.text("#cards > li:nth-child(1)")).contains("<img src=x onerror=alert(1)>");
        assertThat(browser.text("#cards > li:nth-child(2)"))
                .contains("Its jobs can’t be shown", "<b>HTTP 403</b>")
                .doesNotContain("No run has ended");
        assertThat(browser.text("#cards > li:nth-child(3)")).contains("404 in sync");
        assertThat(browser.count("#cards img, #cards b, #cards [href^=javascript], #switch img"))
                .isZero();
        browser.find("#switch option:nth-child(2)").click();
        browser.untilText("#jobs-notices", "there are several targets");
        assertThat(api.calls()).contains("GET jobs?target=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
    }

    @Test
    void the_switch_leads_to_the_same_view_of_another_target_and_the_keyboard_stays_on_it() {
        jobsOf("dev");
        browser.click("[data-status=drifted]");
        browser.evaluate("document.getElementById('switch').focus() ?? 0");
        browser.press(Keys.ARROW_DOWN);
        browser.untilText("#jobs-rows", " in test");

        assertThat(hash()).isEqualTo("#jobs?state=drifted&target=test");
        assertThat(browser.focus()).isEqualTo("switch");
        assertThat(browser.text("#jobs-shown")).isEqualTo("2 of 11 jobs");
        browser.click("nav a[href^='#runs']");
        browser.until("document.querySelectorAll('#runs-rows tr').length === 11");
        assertThat(hash()).isEqualTo("#runs?target=test");
        switchTo("prod");
        browser.until("document.querySelectorAll('#runs-rows tr').length === 12");
        assertThat(hash()).isEqualTo("#runs?target=prod");
        assertThat(browser.find("nav a[aria-current]").getText()).isEqualTo("Runs");
        browser.reload();
        browser.until("document.querySelectorAll('#runs-rows tr').length === 12");
        assertThat(browser.find("#switch").getDomProperty("value")).isEqualTo("prod");
        browser.click("nav a[href^='#plan']");
        browser.click("#make-plan");
        browser.untilText("#plan-body", "Churn score in prod");
        switchTo("dev");
        browser.untilText("#plan-body", "Make a plan");
        browser.back();
        browser.untilText("#plan-body", "Make a plan");
        assertThat(browser.find("#switch").getDomProperty("value")).isEqualTo("prod");
        switchTo("");
        browser.until("document.getElementById('cards').checkVisibility()");
        assertThat(hash()).isEqualTo("#jobs");
    }

    @Test
    void runs_of_all_targets_say_whose_they_are_and_lead_to_jobs_of_that_target() throws IOException {
        api.on("GET runs/" + RUN, SampleAnswers.carriedOut(plan("prod")));
        dashboard.visit("#runs");
        browser.untilText("#runs-rows", "test");
        assertThat(browser.text("#runs-table thead")).contains("Target");
        assertThat(browser.text("#runs-rows tr:nth-child(2)")).contains("dev");
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();

        dashboard.visit("#runs/" + RUN);
        browser.untilText("#run-body", "Churn score in prod");
        api.on("POST runs/" + RUN + "/undo?target=prod", plan("prod"));
        browser.click("#undo");
        browser.untilText("#confirm-title", "Undo of prod");
        browser.untilText("#confirm-go", "Put back 4 jobs");
        browser.click("#confirm-cancel");
        assertThat(browser.find("#run-body .key a").getAttribute("href")).endsWith("churn-score?target=prod");

        browser.find("#all-runs").click();
        browser.until("document.querySelectorAll('#runs-rows tr').length === 3");
    }

    @Test
    void a_target_whose_runs_can_not_be_had_is_named_beside_the_runs_of_the_others() throws IOException {
        ObjectNode page = runsOfAll();
        page.putArray("unread").addObject().put("target", "dev").put("error", "AUTHORITY_TYPE__dev is missing");
        api.on("GET runs?limit=50", page);

        dashboard.visit("#runs");

        browser.untilText("#runs-rows", "prod");
        assertThat(browser.text("#runs-notices"))
                .contains("The runs of dev can’t be shown", "AUTHORITY_TYPE__dev is missing");
    }

    @Test
    void what_is_about_one_target_asks_for_it_where_none_is_chosen() throws IOException {
        dashboard.visit("#plan");
        browser.untilText("#plan-body", "A plan is one of a target");
        dashboard.visit("#jobs/customer/churn-score");
        browser.untilText("#job-body", "A job is one of a target");
        browser.until("document.querySelectorAll('#switch option').length === 4");
        assertThat(api.calls()).containsOnly("GET jobs?summary");

        api.on("GET jobs?" + OpenDashboard.JOB + "&target=dev", SampleAnswers.job())
                .on("GET runs?" + OpenDashboard.JOB + "&limit=20&target=dev", SampleAnswers.history())
                .on("GET runs/" + RUN + "?" + OpenDashboard.JOB + "&target=dev", SampleAnswers.reportOfJob());
        switchTo("dev");
        browser.untilText("#job-last", "num_workers");
        assertThat(hash()).isEqualTo("#jobs/customer/churn-score?target=dev");
        assertThat(browser.text("#job-title")).isEqualTo("customer/churn-score");
        assertThat(browser.find("#all-jobs").getAttribute("href")).endsWith("#jobs?target=dev");
        assertThat(browser.find("#job-rows .run a").getAttribute("href")).endsWith(RUN + "?target=dev");
    }

    @Test
    void a_sync_and_a_prune_are_those_of_the_target_that_is_shown() throws IOException {
        ObjectNode done = SampleAnswers.carriedOut(plan("prod"));
        api.on("POST sync?plan=" + SampleAnswers.FINGERPRINT + "&wait=2&target=prod", Answer.accepted(RUN, "queued"))
                .on("GET runs/" + RUN + "?target=prod", done)
                .on("POST sync?dryRun=true&prune=true&target=prod", SampleAnswers.of("prune-plan"));
        jobsOf("prod");
        browser.click("#sync");
        browser.untilText("#confirm-title", "Sync of prod");
        browser.untilText("#confirm-go", "Apply 4 changes");
        browser.click("#confirm-go");
        browser.untilText("#run-body", "Churn score in prod");
        assertThat(hash()).isEqualTo("#runs/" + RUN + "?target=prod");
        browser.until("document.getElementById('announcer').textContent.startsWith('Sync of prod done')");

        browser.click("#prune");
        browser.untilText("#confirm-title", "Prune of prod");
        browser.untilText("#confirm-go", "Delete 2 jobs");
        browser.click("#confirm-cancel");
        assertThat(api.calls()).noneMatch(call -> call.contains("target=dev") || call.contains("target=test"));
        assertThat(callsOf("POST")).allMatch(call -> call.endsWith("target=prod"));
    }

    @Test
    void a_hold_is_one_of_the_target_that_is_shown() {
        api.on("POST hold", Answer.ok(JsonNodeFactory.instance.objectNode()));
        jobsOf("test");
        browser.click("#hold-all");
        browser.untilText("#confirm-title", "Hold all jobs of test");
        browser.type("#hold-by", "ann");
        browser.click("#confirm-go");
        browser.until("!document.getElementById('confirm').open");

        assertThat(callsOf("hold")).containsExactly("POST hold?all=true&by=ann&target=test");
    }

    @Test
    void late_answers_of_another_target_do_not_replace_what_is_shown() {
        jobsOf("dev");
        browser.evaluate(HOLD_CALLS.replace("CALL", "target=dev"));
        browser.click("#jobs-refresh");
        switchTo("prod");
        browser.untilText("#jobs-rows", " in prod");
        browser.evaluate("(location.hash = '#plan?target=dev', 0)");
        browser.until("document.title === 'Plan · dev · Databricks jobs'");
        browser.click("#make-plan");
        browser.untilText("#plan-body", "Comparing every definition");
        browser.evaluate("(location.hash = '#runs?target=dev', 0)");
        browser.untilText("#runs-notices", "Reading the runs");
        switchTo("prod");
        browser.until("document.querySelectorAll('#runs-rows tr').length === 12");
        browser.evaluate("(answerLate(), 0)");
        browser.evaluate("fetch('jobs?target=prod').then((answer) => answer.text()).then(() => 0)");

        assertThat(browser.count("#runs-rows tr")).isEqualTo(12);
        browser.click("nav a[href^='#jobs']");
        browser.untilText("#jobs-rows", " in prod");
        assertThat(browser.text("#jobs-rows")).doesNotContain(" in dev");
        assertThat(browser.text("#target")).startsWith("prod");
        browser.click("nav a[href^='#plan']");
        browser.untilText("#plan-body", "Make a plan");
        assertThat(browser.text("#plan-body")).doesNotContain("Churn");
    }

    @Test
    void a_dialog_about_one_target_closes_when_another_one_is_shown() {
        jobsOf("dev");
        switchTo("prod");
        browser.untilText("#jobs-rows", " in prod");
        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");

        browser.back();

        browser.untilText("#jobs-rows", " in dev");
        assertThat(browser.evaluate("document.getElementById('confirm').open")).isEqualTo(false);
        assertThat(callsOf("POST")).isEmpty();
    }

    @Test
    void a_page_that_was_open_before_the_app_had_several_targets_says_that_it_is_out_of_date() throws IOException {
        api.reset();
        api.on("GET jobs", SampleAnswers.of("targets"));
        dashboard.visit("");

        browser.untilText("#jobs-notices", "The app has become one with several targets. Load the page again.");
    }

    @Test
    void an_app_with_one_target_shows_its_name_and_no_card_or_switch_and_knows_no_other_in_an_address()
            throws IOException {
        api.reset();
        api.on("GET jobs", jobs("dev", 10));
        dashboard.visit("#jobs?target=prod&state=drifted");
        browser.untilText("#target", "dev in adb");

        assertThat(api.calls()).containsExactly("GET jobs");
        assertThat(browser.find("#switch").isDisplayed()).isFalse();
        assertThat(browser.find("#actions").isDisplayed()).isTrue();
        assertThat(browser.find("#cards").isDisplayed()).isFalse();
        assertThat(browser.text("#jobs-shown")).isEqualTo("2 of 10 jobs");
        browser.click("nav a[href='#plan']");
        assertThat(hash()).isEqualTo("#plan");
    }

    @Test
    void a_value_of_the_mode_says_so() throws IOException {
        ObjectNode plan = plan("dev");
        ObjectNode update = (ObjectNode) plan.at("/changes/0/differences/0");
        update.put("mode", true);
        ObjectNode create = (ObjectNode) plan.at("/changes/1");
        create.put("action", "create").putArray("mode").add("name").add("tags.dsc-mode");
        api.on("GET plan?target=dev", plan);
        dashboard.visit("#plan?target=dev");
        browser.click("#make-plan");
        browser.untilText("#plan-body", "Churn score in dev");

        assertThat(browser.text("#plan-body .changes > li:nth-child(1) .differences"))
                .contains("by the target’s mode, development");
        assertThat(browser.text("#plan-body .changes > li:nth-child(2)"))
                .contains("Set by the target’s mode, development: name, tags.dsc-mode");
    }
}
