package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The dashboard for everybody: with the keyboard, on a phone, in the dark, with a screen reader. */
class DashboardAccessIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @Test
    void everything_can_be_done_with_the_keyboard() throws IOException {
        api.on("POST sync", SampleAnswers.carriedOut(SampleAnswers.of("plan")));
        browser.clockAt("2026-11-22T15:45:00Z");
        dashboard.visitJobs();

        assertThat(tabs(10))
                .containsExactly(
                        "skip",
                        "adb-5938211746035712.12.azuredatabricks.net",
                        "Jobs",
                        "Plan",
                        "Runs",
                        "make-plan",
                        "sync",
                        "prune",
                        "2 min ago, 22 Nov 2026, 15:42:09 UTC",
                        "jobs-refresh");
        browser.pressBackward();
        browser.pressBackward();
        browser.pressBackward();
        assertThat(browser.focus()).isEqualTo("sync");
        assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");

        browser.press(Keys.ENTER);
        browser.untilText("#confirm-go", "Apply 4 changes");
        assertThat(tabs(4)).containsExactly("confirm-body", "Settings", "confirm-cancel", "confirm-go");
        browser.press(Keys.ENTER);
        browser.untilText("#run-body", "etl/clickstream");
        assertThat(browser.focus()).isEqualTo("run-title");
    }

    @Test
    void on_a_phone_of_320_pixels_nothing_is_cut_off() throws IOException {
        browser.size(320, 640);
        everywhere(place -> assertThat(overflow()).as(place).asInstanceOf(LIST).isEmpty());
        assertThat(browser.evaluate(
                        "document.getElementById('key-dialog').getBoundingClientRect().bottom <= innerHeight"))
                .isEqualTo(true);
    }

    @Test
    void text_of_twice_the_size_is_as_large_as_was_asked_for_and_nothing_is_cut_off() throws IOException {
        browser.textSize(32);
        dashboard.visitJobs();
        assertThat(((Number) browser.evaluate("document.querySelector('#jobs-rows td.reason').clientWidth")).intValue())
                .as("room for the reason")
                .isGreaterThan(600);
        everywhere(place -> {
            assertThat(browser.evaluate("getComputedStyle(document.body).fontSize"))
                    .isEqualTo("28px");
            assertThat(overflow()).as(place).asInstanceOf(LIST).isEmpty();
        });
    }

    @Test
    void on_paper_there_is_nothing_to_press_and_the_text_is_dark() throws IOException {
        browser.onPaper(true);
        dashboard.visitFilled("#jobs");
        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('button, input')]"
                                        + ".filter((each) => each.checkVisibility() && !each.closest('thead')).map((each) => each.id || each.textContent)"))
                .asInstanceOf(LIST)
                .isEmpty();
        assertThat(browser.evaluate("getComputedStyle(document.body).color")).isEqualTo("rgb(27, 35, 48)");
        assertThat(browser.text("#jobs-rows")).contains("finance/ledger-close");
    }

    @Test
    void it_follows_the_rules_of_accessibility() throws IOException {
        String[] rules = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"};
        everywhere(place ->
                assertThat(browser.accessibilityFaults(rules)).as(place).isEmpty());
    }

    @Test
    void it_is_as_readable_in_the_dark() throws IOException {
        browser.darkMode(true);
        everywhere(place -> assertThat(browser.accessibilityFaults("color-contrast"))
                .as(place)
                .isEmpty());
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(17, 21, 27)");
    }

    @Test
    void in_forced_colours_the_current_tab_is_seen_and_states_keep_a_mark() throws IOException {
        browser.forcedColours();
        everywhere(place -> {
            assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                    .as(place)
                    .isEmpty();
            if (place.startsWith("#")) {
                assertThat(background("nav a[aria-current]"))
                        .as(place)
                        .isNotEqualTo(background("nav a:not([aria-current])"));
            }
        });
        api.requireKey("", 401);
        dashboard.visitJobs();
        browser.click("#jobs-group");

        assertThat(browser.evaluate("new Set([...document.querySelectorAll('#job-states .dot')]"
                        + ".map((dot) => getComputedStyle(dot, '::before').content)).size"))
                .as("different marks of failed and problem, refused and drifted, orphan, changed, in sync, all")
                .isEqualTo(7L);
        assertThat(browser.evaluate("[...document.querySelectorAll('.badge')]"
                        + ".every((badge) => /\\S/.test(getComputedStyle(badge, '::before').content.split('\"')[1])"
                        + " && getComputedStyle(badge).borderTopStyle === 'solid')"))
                .isEqualTo(true);
        for (String button : List.of("#jobs-group", "[data-status=all]")) {
            assertThat(background(button)).isNotEqualTo(background("[data-status=failed]"));
        }
    }

    private Object background(String css) {
        return browser.evaluate("getComputedStyle(document.querySelector('" + css + "')).backgroundColor");
    }

    @Test
    void what_says_that_runs_fail_or_work_is_within_a_landmark() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(20);
        answer.putObject("stale")
                .put("since", "2026-11-22T15:42:00Z")
                .put("lastFailure", "2026-11-22T15:58:00Z")
                .put("tries", 7)
                .put("reason", "the workspace answered HTTP 403 PERMISSION_DENIED")
                .put("runId", SampleAnswers.RUN);
        api.on("GET jobs", answer).on("GET runs/at-work", FakeApi.Answer.accepted("at-work", "running"));
        dashboard.visit("#runs/at-work");
        browser.untilText("#outage", "403");
        browser.untilText("#watch", "Run running");

        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
    }

    @Test
    void however_long_a_name_is_the_reasons_keep_their_room() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(20);
        ((ObjectNode) answer.at("/jobs/2"))
                .put("name", "ledger close ".repeat(24))
                .put("key", "x".repeat(300));
        api.on("GET jobs", answer);
        for (int width : new int[] {1280, 1000, 760}) {
            browser.size(width, 800);
            dashboard.visitJobs();
            browser.untilText("#jobs-rows", "xxx");
            long reason = ((Number) browser.evaluate("document.querySelector('#jobs-rows td.reason').offsetWidth"))
                    .longValue();
            assertThat(reason).as("of " + width + " px").isGreaterThanOrEqualTo(width * 24L / 100);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            assertThat(browser.evaluate("[...document.querySelectorAll('#jobs-rows td')]"
                            + ".every((cell) => cell.scrollWidth <= cell.clientWidth + 1)"))
                    .as("nothing runs into the next column at " + width)
                    .isEqualTo(true);
        }
    }

    private interface Check {
        void of(String place) throws IOException;
    }

    /** Checks every view with its data, and every dialog. */
    private void everywhere(Check check) throws IOException {
        api.on("GET jobs", SampleAnswers.jobs(40))
                .on("POST sync?dryRun=true&prune=true", SampleAnswers.of("prune-plan"));
        for (String view :
                List.of("#jobs", "#jobs/customer/churn-score", "#plan", "#runs", "#runs/" + SampleAnswers.RUN)) {
            dashboard.visitFilled(view);
            check.of(view);
        }
        browser.click("#prune");
        browser.untilText("#confirm-go", "Delete 2 jobs");
        check.of("the dialog for a prune");
        browser.press(Keys.ESCAPE);
        api.requireKey("a-function-key", 401);
        browser.click("#make-plan");
        browser.until("document.getElementById('key-dialog').open");
        check.of("the dialog for the key");
    }

    private List<String> tabs(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> {
                    browser.press(Keys.TAB);
                    return browser.focus();
                })
                .toList();
    }

    /** Returns what is wider than its space, on the page or in the dialog on top. */
    private Object overflow() {
        return browser.evaluate(
                "[document.documentElement, ...document.querySelectorAll('dialog[open], dialog[open] *')]"
                        + ".filter((box) => getComputedStyle(box).display !== 'inline' && box.className !== 'unseen'"
                        + " && box.scrollWidth > box.clientWidth + 1).map((box) => box.outerHTML.slice(0, 200))");
    }
}
