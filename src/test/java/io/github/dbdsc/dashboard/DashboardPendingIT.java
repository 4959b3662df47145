package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plan that waits until somebody applies it, on the dashboard. */
class DashboardPendingIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @Test
    void a_plan_that_waits_is_shown_with_its_age_and_applied_by_its_fingerprint() throws IOException {
        ObjectNode plan = SampleAnswers.of("plan");
        ObjectNode jobs = SampleAnswers.of("jobs");
        ObjectNode pending = jobs.putObject("pending")
                .put("fingerprint", plan.path("fingerprint").asText())
                .put("since", Instant.now().minus(Duration.ofHours(3)).toString())
                .put("runId", SampleAnswers.RUN);
        pending.putObject("counts").put("create", 2).put("update", 1);
        ((ObjectNode) jobs.at("/jobs/0"))
                .put("status", "waiting")
                .put("reason", "waits until somebody applies the plan: it is new");
        String confirmed = "POST sync?plan=" + plan.path("fingerprint").asText() + "&wait=2";
        api.on("GET jobs", jobs).on("GET plan", plan).on(confirmed, SampleAnswers.carriedOut(plan));

        dashboard.visitJobs();

        browser.untilText("#jobs-notices", "3 changes wait for approval");
        assertThat(browser.text("#jobs-notices")).contains("2 to create, 1 to update.", "This plan waits for 3 h");
        assertThat(browser.text("#job-states")).contains("Waiting");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
        api.on("GET jobs", SampleAnswers.of("jobs"));
        browser.click("#apply");
        browser.untilText("#confirm-go", "Apply 4 changes");
        browser.click("#confirm-go");
        browser.until("location.hash.startsWith('#runs/')");
        assertThat(api.calls()).contains(confirmed);
        dashboard.visitJobs();
        browser.until("document.getElementById('apply') === null");
    }
}
