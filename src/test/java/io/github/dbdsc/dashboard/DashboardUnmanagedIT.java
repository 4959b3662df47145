package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The jobs of the workspace that are nobody's, with the commands that make definitions of them. */
class DashboardUnmanagedIT {

    private static final String[] RULES = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"};
    private static final String CALL = "GET jobs?unmanaged=true";

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    private void nobodys(int amount) throws IOException {
        api.on("GET jobs", SampleAnswers.jobsBeside(amount)).on(CALL, SampleAnswers.unmanaged(amount));
    }

    private void visit(String shown) {
        dashboard.visit("#unmanaged");
        browser.untilText("#unmanaged-shown", shown);
    }

    private boolean isShown(String css) {
        return browser.find(css).isDisplayed();
    }

    @Test
    void where_every_job_is_somebodys_the_page_is_as_it_was() {
        dashboard.visitJobs();

        assertThat(isShown("#unmanaged-tab")).isFalse();
        assertThat(browser.text("nav")).isEqualTo("Jobs\nPlan\nRuns");
        assertThat(api.calls()).doesNotContain(CALL);
    }

    @Test
    void a_view_of_its_own_has_them_the_newest_first_with_links_and_commands() throws IOException {
        browser.clockAt("2026-11-22T16:00:50Z");
        nobodys(37);
        dashboard.visitJobs();
        assertThat(browser.text("#unmanaged-tab")).isEqualTo("Not managed 37");

        browser.click("#unmanaged-tab");
        browser.untilText("#unmanaged-shown", "37 jobs");

        assertThat(browser.evaluate("document.title")).isEqualTo("Not managed · Databricks jobs");
        assertThat(browser.find("#unmanaged-tab").getAttribute("aria-current")).isEqualTo("page");
        assertThat(browser.text("#unmanaged-as-of")).startsWith("as of 18 min ago");
        assertThat(browser.text("#unmanaged-all code")).isEqualTo("db-dsc-jobs export --unmanaged --folder .");
        assertThat(browser.count("#unmanaged-rows tr")).isEqualTo(37);
        assertThat(browser.text("#unmanaged-rows tr:nth-child(1)"))
                .contains("finance orders, try 0", "9007199254741000", "ann@contoso.example", "4 h ago")
                .contains("db-dsc-jobs export --id 9007199254741000 --folder .");
        assertThat(browser.find("#unmanaged-rows tr:nth-child(2) a").getAttribute("href"))
                .isEqualTo(SampleAnswers.WORKSPACE + "/jobs/9007199254741067");
        assertThat(browser.text("#unmanaged-rows tr:nth-child(5)")).contains("a user who is gone");
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();
    }

    @Test
    void one_click_selects_a_command() throws IOException {
        nobodys(3);
        visit("3 jobs");

        browser.click("#unmanaged-rows tr:nth-child(3) code");

        assertThat(browser.evaluate("getSelection().toString()"))
                .isEqualTo("db-dsc-jobs export --id 9007199254741134 --folder .");
    }

    @Test
    void a_filter_leaves_those_with_all_its_words_in_name_creator_or_id() throws IOException {
        nobodys(37);
        visit("37 jobs");

        browser.type("#unmanaged-search", "ANN finance");
        browser.untilText("#unmanaged-shown", "of 37 jobs");
        assertThat(browser.text("#unmanaged-rows")).contains("finance").doesNotContain("sales", "bob@");

        browser.type("#unmanaged-search", "9007199254741067");
        browser.untilText("#unmanaged-shown", "1 of 37 jobs");
        browser.type("#unmanaged-search", "nothing like it");
        browser.untilText("#unmanaged-shown", "No job matches the filter.");
        assertThat(isShown("#unmanaged-table")).isFalse();
    }

    @Test
    void of_more_than_are_kept_it_says_so_and_shows_them_a_chunk_at_a_time() throws IOException {
        nobodys(10_000);
        visit("1,000 jobs These are the newest of 10,000.");

        assertThat(browser.text("#unmanaged-amount")).isEqualTo("10,000");
        assertThat(browser.count("#unmanaged-rows tr")).isLessThan(1000);
        assertThat(isShown("#unmanaged-more")).isTrue();
    }

    @Test
    void names_are_shown_as_text_with_what_could_hide_something_written_out() throws IOException {
        nobodys(1);
        ObjectNode odd = SampleAnswers.unmanaged(1);
        ((ObjectNode) odd.at("/unmanaged/jobs/0"))
                .put("name", "<img src=x onerror=alert(1)>\u202etxt")
                .put("creator", "a\u0000b<script>")
                .put("link", "javascript:alert(1)");
        api.on(CALL, odd);
        visit("1 job");

        assertThat(browser.text("#unmanaged-rows td.definition")).contains("<img src=x onerror=alert(1)>\\u202etxt");
        assertThat(browser.text("#unmanaged-rows td.author")).isEqualTo("a\\u0000b<script>");
        assertThat(browser.count("#unmanaged-rows img, #unmanaged-rows script, #unmanaged-rows a"))
                .isZero();
    }

    @Test
    void before_a_run_and_where_there_are_none_any_more_it_says_so() throws IOException {
        ObjectNode unknown = SampleAnswers.unmanaged(0);
        ((ObjectNode) unknown.path("unmanaged")).remove("asOf");
        ((ObjectNode) unknown.path("unmanaged")).remove("count");
        api.on(CALL, unknown);
        dashboard.visit("#unmanaged");
        browser.untilText("#unmanaged-notices", "Nothing is known yet");
        assertThat(browser.text("#unmanaged-tab")).isEqualTo("Not managed");

        api.on(CALL, SampleAnswers.unmanaged(0));
        browser.click("#unmanaged-refresh");
        browser.untilText("#unmanaged-notices", "No job of the workspace is nobody’s");
        assertThat(isShown("#unmanaged-filter")).isFalse();

        browser.click("nav a[href='#runs']");
        browser.until("document.querySelector('#unmanaged-tab').hidden");
    }

    @Test
    void a_list_that_a_later_run_found_otherwise_is_read_again_while_it_is_shown() throws IOException {
        browser.clockAt("2026-11-22T16:00:50Z");
        nobodys(3);
        visit("3 jobs");

        ObjectNode jobs = SampleAnswers.jobsBeside(4);
        ((ObjectNode) jobs.path("unmanaged")).put("asOf", "2026-11-22T16:01:00Z");
        ObjectNode list = SampleAnswers.unmanaged(4);
        ((ObjectNode) list.path("unmanaged")).put("asOf", "2026-11-22T16:01:00Z");
        api.on("GET jobs", jobs).on(CALL, list);
        browser.pass(Duration.ofMinutes(2));

        browser.untilText("#unmanaged-shown", "4 jobs");
        assertThat(browser.text("#unmanaged-amount")).isEqualTo("4");
    }

    @Test
    void an_answer_that_is_known_costs_little_and_one_that_fails_can_be_tried_again() throws IOException {
        nobodys(3);
        api.on(CALL, new Answer(200, Map.of("ETag", "\"3\""), SampleAnswers.unmanaged(3)));
        visit("3 jobs");
        browser.click("#unmanaged-refresh");
        browser.until("document.querySelectorAll('#unmanaged-rows tr').length === 3");

        api.on(CALL, Answer.problem(502, "Storage failed", "it is busy"));
        browser.click("#unmanaged-refresh");
        browser.untilText("#unmanaged-notices", "Storage failed");
        assertThat(browser.consoleMessages())
                .allSatisfy(line -> assertThat(line).contains("502"));

        api.on(CALL, SampleAnswers.unmanaged(5));
        browser.click("#unmanaged-notices button");
        browser.untilText("#unmanaged-shown", "5 jobs");
    }

    @Test
    void with_the_keyboard_alone_the_view_is_reached_and_its_jobs_are() throws IOException {
        nobodys(3);
        dashboard.visitJobs();

        browser.evaluate("document.querySelector('nav a').focus() ?? 0");
        browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER);
        browser.untilText("#unmanaged-shown", "3 jobs");
        browser.until("document.activeElement.id === 'unmanaged-title'");
        browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB);
        assertThat(browser.evaluate("document.activeElement.textContent")).isEqualTo("finance orders, try 0");
    }

    @Test
    void it_fits_a_phone_the_dark_and_forced_colours() throws IOException {
        nobodys(37);
        browser.darkMode(true);
        browser.size(320, 640);
        visit("37 jobs");
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
        assertThat(browser.accessibilityFaults(RULES)).isEmpty();

        browser.forcedColours();
        visit("37 jobs");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
    }

    @Test
    void a_report_says_how_many_there_are_and_leads_to_them() throws IOException {
        nobodys(37);
        api.on("GET plan", SampleAnswers.of("plan").put("unmanaged", 37));
        dashboard.visitFilled("#plan");

        assertThat(browser.text("#plan-body .facts")).contains("Not managed\n37 jobs");
        browser.click("#plan-body .facts a[href='#unmanaged']");
        browser.untilText("#unmanaged-shown", "37 jobs");
    }

    @Test
    void with_several_targets_it_is_about_the_one_that_is_chosen() throws IOException {
        api.severalTargets();
        ObjectNode targets = SampleAnswers.of("targets");
        ((ObjectNode) targets.at("/targets/0"))
                .putObject("unmanaged")
                .put("count", 2)
                .put("runId", SampleAnswers.RUN)
                .put("asOf", "2026-11-22T15:42:00Z");
        api.on("GET jobs?summary", targets);
        for (String target : new String[] {"dev", "prod"}) {
            int amount = target.equals("dev") ? 2 : 5;
            api.on("GET jobs?target=" + target, SampleAnswers.jobsBeside(amount).put("target", target))
                    .on(CALL + "&target=" + target, SampleAnswers.unmanaged(amount));
        }

        dashboard.visit("#unmanaged");
        browser.untilText("#unmanaged-notices", "Choose the target");
        browser.click("nav a[href='#jobs']");
        browser.untilText("#cards", "2 jobs not managed");
        browser.click("#card-unmanaged-dev");
        browser.untilText("#unmanaged-shown", "2 jobs");
        assertThat(browser.evaluate("location.hash")).isEqualTo("#unmanaged?target=dev");

        browser.type("#unmanaged-search", "finance");
        browser.find("#switch option[value='prod']").click();
        browser.untilText("#unmanaged-shown", "5 jobs");
        assertThat(browser.evaluate("location.hash")).isEqualTo("#unmanaged?target=prod");
        assertThat(browser.text("#unmanaged-amount")).isEqualTo("5");
    }
}
