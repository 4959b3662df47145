package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.dashboard.FakeApi.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Holds jobs from the dashboard, as somebody does in the night. */
class DashboardHoldIT {
    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    private static ObjectNode hold(String from, String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", from)
                .put("by", "ann")
                .put("text", text);
    }

    private static ObjectNode job(ObjectNode jobs, String key) {
        for (var job : jobs.path("jobs")) {
            if (job.path("key").asText().equals(key)) {
                return (ObjectNode) job;
            }
        }
        throw new AssertionError(key);
    }

    @Test
    void a_job_is_held_with_reason_and_hours_and_let_go_again() throws IOException {
        String key = SampleAnswers.of("jobs").at("/jobs/0/key").asText();
        String markup = "held by ann since 03:00: <img src=x onerror=alert(1)>";
        ObjectNode held = SampleAnswers.of("jobs");
        job(held, key).set("hold", hold("person", markup));
        api.on("POST hold", Answer.ok(JsonNodeFactory.instance.objectNode()))
                .on("DELETE hold", Answer.ok(JsonNodeFactory.instance.objectNode()));
        dashboard.visitJobs();

        browser.click("button[aria-label='Hold " + key + "']");
        browser.untilText("#confirm-title", "Hold " + key);
        browser.until("document.activeElement.id === 'hold-reason'");
        browser.type("#hold-reason", "the warehouse moves");
        browser.type("#hold-hours", "6");
        browser.type("#hold-by", "ann");
        api.on("GET jobs", held);
        browser.click("#confirm-go");

        browser.until("!document.getElementById('confirm').open");
        String encoded = key.replace("/", "%2F");
        assertThat(api.calls()).contains("POST hold?key=" + encoded + "&reason=the+warehouse+moves&hours=6&by=ann");
        browser.untilText("#jobs-rows", markup);
        assertThat(browser.count("#jobs-rows img")).isZero();

        api.on("GET jobs", SampleAnswers.of("jobs"));
        browser.click("button[aria-label='End hold of " + key + "']");
        browser.untilText("#confirm-title", "End the hold of " + key);
        browser.click("#confirm-go");
        browser.until("!document.getElementById('confirm').open");
        assertThat(api.calls()).contains("DELETE hold?key=" + encoded);
        browser.until("document.querySelector(\"button[aria-label='Hold " + key + "']\") !== null");
    }

    @Test
    void while_everything_is_held_every_view_says_so_and_the_hold_can_be_ended_there() throws IOException {
        ObjectNode held = SampleAnswers.of("jobs");
        held.set("hold", hold("everything", "held with all jobs by ann since 03:00"));
        api.on("GET jobs", held).on("DELETE hold", Answer.ok(JsonNodeFactory.instance.objectNode()));

        dashboard.visitFilled("#runs");

        browser.untilText("#hold", "Everything is held: no job is written");
        assertThat(browser.text("#hold")).contains("held with all jobs by ann since 03:00");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
        api.on("GET jobs", SampleAnswers.of("jobs"));
        browser.click("#end-hold");
        browser.untilText("#confirm-title", "End the hold of all jobs");
        browser.click("#confirm-go");
        browser.until("document.getElementById('hold').childElementCount === 0");
        assertThat(api.calls()).contains("DELETE hold?all=true");
    }

    @Test
    void a_refusal_is_seen_where_it_was_asked() throws IOException {
        api.on("POST hold", Answer.problem(404, "There is no such job", "check the key"));
        dashboard.visitJobs();

        browser.click("#hold-all");
        browser.untilText("#confirm-title", "Hold all jobs");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
        browser.click("#confirm-go");

        browser.untilText("#confirm-body", "There is no such job. check the key");
        assertThat(api.calls()).anyMatch(call -> call.startsWith("POST hold?all=true"));
    }
}
