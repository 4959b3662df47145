package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Shows times: how long ago, and exactly, with seconds and zone. */
class DashboardTimesIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @BeforeEach
    void clock() {
        browser.clockAt("2026-11-22T15:45:10Z");
    }

    private boolean isShown(String css) {
        return Boolean.TRUE.equals(browser.evaluate("(() => { const exact = document.querySelector('" + css + "');"
                + " const { left, right } = exact.getBoundingClientRect(); return exact.scrollWidth > 150"
                + " && right - left > 150 && left >= 0 && right <= innerWidth; })()"));
    }

    @Test
    void times_say_how_long_ago_and_stay_true_without_the_table_being_made_anew() throws IOException {
        api.on("GET jobs", new Answer(200, Map.of("ETag", "\"1\""), SampleAnswers.jobs(412)));
        dashboard.visitJobs();
        assertThat(browser.text("#jobs-as-of .ago")).isEqualTo("3 min ago");
        browser.evaluate("document.querySelector('#jobs-rows tr').id = 'same'");

        browser.pass(Duration.ofSeconds(58));
        assertThat(browser.text("#jobs-as-of .ago")).isEqualTo("3 min ago");
        assertThat(browser.text("#same .ago")).isEqualTo("4 min ago");
        browser.pass(Duration.ofMinutes(1));
        assertThat(browser.text("#jobs-as-of .ago")).isEqualTo("4 min ago");
        browser.pass(Duration.ofHours(30));
        assertThat(browser.text("#same .ago")).isEqualTo("30 h ago");
        browser.pass(Duration.ofDays(3));
        assertThat(browser.text("#same .ago")).isEqualTo("4 days ago");
        assertThat(browser.count("#same")).isEqualTo(1);
    }

    @Test
    void the_exact_time_is_there_for_the_pointer_the_keyboard_and_screen_readers_and_can_be_put_away() {
        browser.zone("America/New_York");
        dashboard.visitJobs();
        String exact = "22 Nov 2026, 10:42:09 GMT-5";
        assertThat(String.valueOf(browser.evaluate("document.querySelector('#jobs-as-of time').textContent")))
                .isEqualTo("3 min ago, " + exact);
        assertThat(browser.find("#jobs-as-of time").getAttribute("datetime")).isEqualTo("2026-11-22T15:42:09Z");
        assertThat(isShown("#jobs-as-of .exact")).isFalse();

        browser.pointAt("#jobs-as-of time");
        assertThat(isShown("#jobs-as-of .exact")).isTrue();
        browser.press(Keys.ESCAPE);
        assertThat(isShown("#jobs-as-of .exact")).isFalse();
        browser.pointAt("#jobs-title");

        browser.evaluate("document.getElementById('jobs-refresh').focus() ?? 0");
        browser.pressBackward();
        assertThat(isShown("#jobs-as-of .exact")).isTrue();
        browser.evaluate("document.querySelector('#jobs-rows td.run a').focus() ?? 0");
        assertThat(isShown("#jobs-rows td.run .exact")).isTrue();
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);

        browser.size(320, 640);
        assertThat(isShown("#jobs-rows td.run .exact")).isTrue();
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
    }

    @Test
    void a_row_of_the_runs_shows_its_exact_time_while_its_link_has_the_focus() {
        dashboard.visitFilled("#runs");
        assertThat(browser.text("#runs-rows tr:first-child .ago")).isEqualTo("3 h ago");

        browser.evaluate("document.querySelector('#runs-rows a').focus() ?? 0");
        assertThat(isShown("#runs-rows tr:first-child .exact")).isTrue();
        assertThat(isShown("#runs-rows tr:last-child .exact")).isFalse();
    }

    @Test
    void clocks_that_differ_by_seconds_make_no_time_of_the_future_and_one_without_a_time_is_unknown()
            throws IOException {
        ObjectNode answer = SampleAnswers.jobs(20);
        answer.put("asOf", "2026-11-22T15:45:40Z");
        answer.putObject("stale")
                .put("since", "2026-11-22T16:45:40Z")
                .put("lastFailure", "soon")
                .put("tries", 1)
                .put("reason", "no answer")
                .put("runId", SampleAnswers.RUN);
        api.on("GET jobs", answer);
        dashboard.visitJobs();

        assertThat(browser.text("#jobs-as-of")).startsWith("as of just now").contains("for less than a minute");
        assertThat(browser.text("#outage")).contains("the last one unknown");
    }
}
