package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keeps somebody's place: after an action, on the way back, and while the page reads the jobs again. */
class DashboardPlaceIT {

    private static final String KEY = "customer/churn-score";
    private static final String HOLD = "button[aria-label='Hold " + KEY + "']";
    private static final String END = "button[aria-label='End hold of " + KEY + "']";

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    private static void hold(ObjectNode jobs) {
        for (var job : jobs.path("jobs")) {
            if (job.path("key").asText().equals(KEY)) {
                ((ObjectNode) job)
                        .putObject("hold")
                        .put("from", "person")
                        .put("text", "held by ann since 03:00: the warehouse moves");
            }
        }
    }

    private boolean hasFocus(String css) {
        return Boolean.TRUE.equals(browser.evaluate("document.activeElement.matches(\"" + css + "\")"));
    }

    @Test
    void after_a_hold_the_focus_is_on_what_ends_it_in_the_list_and_for_all() throws IOException {
        ObjectNode held = SampleAnswers.jobs(412);
        hold(held);
        ObjectNode allHeld = SampleAnswers.jobs(412);
        allHeld.putObject("hold").put("from", "everything").put("text", "held with all jobs by ann");
        api.on("POST hold", Answer.ok(JsonNodeFactory.instance.objectNode()));
        dashboard.visitJobs();
        browser.click(HOLD);
        api.on("GET jobs", held);
        browser.click("#confirm-go");
        browser.untilText("#jobs-rows", "held by ann since 03:00");
        assertThat(browser.evaluate(
                        "document.activeElement.ariaLabel ?? document.activeElement.outerHTML.slice(0, 300)"))
                .isEqualTo("End hold of " + KEY);

        browser.click("#hold-all");
        browser.untilText("#confirm-title", "Hold all jobs");
        api.on("GET jobs", allHeld);
        browser.click("#confirm-go");
        browser.untilText("#hold", "held with all jobs by ann");
        assertThat(browser.focus()).isEqualTo("end-hold");
    }

    @Test
    void a_job_s_page_says_who_holds_it_and_why_and_holds_it_or_ends_that() throws IOException {
        ObjectNode held = SampleAnswers.job();
        hold(held);
        api.on("POST hold", Answer.ok(JsonNodeFactory.instance.objectNode()))
                .on("DELETE hold", Answer.ok(JsonNodeFactory.instance.objectNode()));
        dashboard.visitFilled("#jobs/" + KEY);
        browser.click("#job-body " + HOLD);
        browser.untilText("#confirm-title", "Hold " + KEY);
        api.on("GET jobs?" + OpenDashboard.JOB, held);
        browser.click("#confirm-go");

        browser.untilText("#job-body", "Hold: held by ann since 03:00: the warehouse moves");
        assertThat(hasFocus("#job-body " + END)).isTrue();
        assertThat(browser.text("#job-last")).as("stays").contains("num_workers");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
        api.on("GET jobs?" + OpenDashboard.JOB, SampleAnswers.job());
        browser.click("#job-body " + END);
        browser.untilText("#confirm-title", "End the hold of");
        browser.click("#confirm-go");
        browser.until("document.querySelector(\"#job-body " + HOLD + "\") !== null");
        assertThat(hasFocus("#job-body " + HOLD)).isTrue();
    }

    @Test
    void the_way_back_from_a_job_ends_where_it_began_however_far_down_and_a_new_way_at_the_top() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(412);
        api.on("GET jobs", answer);
        String far = "[...document.querySelectorAll('#jobs-rows tr')].at(300).querySelector('.key a')";
        dashboard.visit("#jobs?sort=key");
        browser.until("document.querySelectorAll('#jobs-rows tr').length === 200");
        browser.evaluate("document.getElementById('jobs-more').scrollIntoView() ?? 0");
        browser.until("document.querySelectorAll('#jobs-rows tr').length > 300");
        String hash = String.valueOf(browser.evaluate(
                "(() => { const link = " + far + "; link.scrollIntoView({ block: 'center' }); return link.hash; })()"));
        String key = hash.substring("#jobs/".length()).replace("/", "%2F");
        api.on("GET jobs?key=" + key, SampleAnswers.job())
                .on("GET runs?key=" + key + "&limit=20", SampleAnswers.runs(0, 0));
        Object place = browser.evaluate("scrollY");
        browser.evaluate("(() => { " + far + ".click(); return 0; })()");
        browser.untilText("#job-history", "No run whose report is kept");
        assertThat(browser.evaluate("scrollY")).isEqualTo(0L);

        browser.back();
        browser.until("!document.getElementById('view-jobs').hidden");
        browser.until("document.activeElement.hash === '" + hash + "'");
        assertThat(browser.evaluate("scrollY")).isEqualTo(place);

        browser.click("nav a[href='#runs']");
        browser.click("nav a[href='#jobs']");
        browser.until("document.activeElement.id === 'jobs-title'");
        assertThat(browser.evaluate("scrollY")).isEqualTo(0L);
    }

    @Test
    void a_page_that_stays_open_shows_an_outage_within_a_minute_and_the_keyboard_stays() throws IOException {
        ObjectNode answer = SampleAnswers.jobs(412);
        browser.clockAt("2026-11-22T15:45:10Z");
        api.on("GET jobs", new Answer(200, Map.of("ETag", "\"1\""), answer));
        dashboard.visitJobs();
        browser.evaluate("document.querySelector(\"" + HOLD + "\").focus() ?? 0");
        browser.pass(Duration.ofSeconds(50));
        assertThat(api.calls()).hasSize(1);

        ObjectNode stale = answer.deepCopy();
        stale.putObject("stale")
                .put("since", "2026-11-22T15:42:00Z")
                .put("lastFailure", "2026-11-22T15:45:58Z")
                .put("tries", 2)
                .put("reason", "the workspace answered HTTP 403")
                .put("runId", SampleAnswers.RUN);
        api.on("GET jobs", new Answer(200, Map.of("ETag", "\"2\""), stale));
        browser.pass(Duration.ofSeconds(20));
        browser.untilText("#outage", "the workspace answered HTTP 403");
        assertThat(hasFocus(HOLD)).isTrue();
        assertThat(api.calls()).hasSize(2);

        browser.click("#hold-all");
        browser.pass(Duration.ofMinutes(5));
        assertThat(api.calls()).as("nothing moves under a question").hasSize(2);
    }
}
