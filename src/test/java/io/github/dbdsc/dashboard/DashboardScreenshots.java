package io.github.dbdsc.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Takes the pictures under {@code docs/} again: {@code mvn verify -Dit.test=DashboardScreenshots -Dscreenshots=true}. */
@EnabledIfSystemProperty(named = "screenshots", matches = "true", disabledReason = "asked for with -Dscreenshots=true")
class DashboardScreenshots {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private static final Path DOCS = Path.of("docs", "dashboard");

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @BeforeEach
    void clock() {
        browser.clockAt("2026-11-22T16:00:50Z");
    }

    @Test
    void on_a_desk() throws IOException {
        browser.size(1280, 800);
        dashboard.visitFilled("#jobs");
        take("jobs");
        dashboard.visitFilled("#jobs/customer/churn-score");
        take("job");
        dashboard.visitFilled("#plan");
        take("plan");
        browser.click("#sync");
        browser.untilText("#confirm-go", "Apply 4 changes");
        take("sync");
    }

    @Test
    void of_jobs_that_are_not_managed() throws IOException {
        api.on("GET jobs", SampleAnswers.jobsBeside(37)).on("GET jobs?unmanaged=true", SampleAnswers.unmanaged(37));
        browser.size(1280, 560);
        dashboard.visit("#unmanaged");
        browser.untilText("#unmanaged-shown", "37 jobs");
        take("unmanaged");
    }

    @Test
    void of_several_targets() throws IOException {
        api.severalTargets();
        api.on("GET jobs?summary", SampleAnswers.of("targets"));
        browser.size(1280, 560);
        dashboard.visit("");
        browser.untilText("#cards", "prod");
        take("targets");
    }

    @Test
    void in_the_dark() throws IOException {
        browser.darkMode(true);
        browser.size(1280, 800);
        dashboard.visitFilled("#runs");
        take("runs-dark");
        api.on("POST sync?dryRun=true&prune=true", SampleAnswers.of("prune-plan"));
        browser.click("#prune");
        browser.untilText("#confirm-go", "Delete 2 jobs");
        take("prune-dark");
    }

    @Test
    void on_a_phone() throws IOException {
        browser.size(360, 740);
        dashboard.visitFilled("#jobs");
        take("jobs-phone");
        dashboard.visitFilled("#runs/" + SampleAnswers.RUN);
        browser.evaluate("document.querySelector('ol.changes').scrollIntoView() ?? 0");
        take("run-phone");
    }

    private void take(String name) throws IOException {
        browser.screenshot(DOCS.resolve(name + ".png"));
    }
}
