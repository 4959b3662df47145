package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Undoes a run from its report on the dashboard. */
class DashboardUndoIT {

    private static final String UNDO = "POST runs/" + SampleAnswers.RUN + "/undo";

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    private static ObjectNode done() throws IOException {
        return SampleAnswers.carriedOut(SampleAnswers.of("plan")).put("runId", SampleAnswers.RUN);
    }

    @Test
    void a_run_is_undone_by_the_fingerprint_of_the_plan_that_was_shown() throws IOException {
        ObjectNode plan = SampleAnswers.of("plan");
        String confirmed = UNDO + "?plan=" + plan.path("fingerprint").asText() + "&wait=2";
        api.on("GET runs/" + SampleAnswers.RUN, done())
                .on(UNDO, plan)
                .on(confirmed, done().put("why", "undo of run " + SampleAnswers.RUN));
        dashboard.visitFilled("#runs/" + SampleAnswers.RUN);
        browser.untilText("#run-body", "Undo…");

        browser.click("#undo");

        browser.untilText("#confirm-body", "4 jobs would be as before this run, and held from then on");
        assertThat(api.calls()).contains(UNDO).doesNotContain(confirmed);
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "best-practice"))
                .isEmpty();
        browser.untilText("#confirm-go", "Put back 4 jobs");
        browser.click("#confirm-go");
        browser.until("!document.getElementById('confirm').open");
        assertThat(api.calls()).contains(confirmed);
    }

    @Test
    void a_run_that_only_planned_or_was_an_undo_offers_none() throws IOException {
        api.on("GET runs/" + SampleAnswers.RUN, done().put("why", "undo of run 20261122T100000Z-aaaaaa by ann"));
        dashboard.visitFilled("#runs/" + SampleAnswers.RUN);
        browser.untilText("#run-body", "customer/churn-score");

        assertThat(browser.count("#undo")).isZero();
    }

    @Test
    void where_nothing_can_be_put_back_the_dialog_says_so_and_why() throws IOException {
        ObjectNode plan = SampleAnswers.of("plan");
        plan.putArray("changes");
        plan.putArray("notes").add("etl/orders stays: somebody has changed it since");
        api.on("GET runs/" + SampleAnswers.RUN, done()).on(UNDO, plan);
        dashboard.visitFilled("#runs/" + SampleAnswers.RUN);
        browser.untilText("#run-body", "Undo…");

        browser.click("#undo");

        browser.untilText("#confirm-body", "There is nothing to put back.");
        assertThat(browser.text("#confirm-body")).contains("somebody has changed it since");
        browser.until("document.getElementById('confirm-go').hidden");
    }
}
