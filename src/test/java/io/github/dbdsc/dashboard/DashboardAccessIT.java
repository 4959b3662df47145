package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

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
        dashboard.visitJobs();

        assertThat(tabs(9))
                .containsExactly(
                        "skip",
                        "adb-5938211746035712.12.azuredatabricks.net",
                        "Jobs",
                        "Plan",
                        "Runs",
                        "make-plan",
                        "sync",
                        "prune",
                        "jobs-refresh");
        browser.pressBackward();
        browser.pressBackward();
        assertThat(browser.focus()).isEqualTo("sync");
        assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");

        browser.press(Keys.ENTER);
        browser.untilText("#confirm-go", "Apply 4 changes");
        assertThat(tabs(3)).containsExactly("confirm-body", "confirm-cancel", "confirm-go");
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
