package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.function.Dashboard;
import io.github.dbdsc.function.Plan;
import io.github.dbdsc.function.Settings;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.reconcile.PassRequest;
import io.github.dbdsc.reconcile.Reconciler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard on the functions as they are, a folder and the simulated workspace. */
class DashboardOnLocalHostIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final Browser browser = dashboard.browser();

    @TempDir
    Path folder;

    @Test
    void a_real_plan_is_shown_as_it_is() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs/etl"));
        Files.writeString(
                folder.resolve("templates/standard.jinja2"),
                "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout }}}");
        Files.writeString(folder.resolve("jobs/etl/daily.json"), "{\"name\": \"Daily\", \"timeout\": 60}");
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            Settings settings = Settings.of(Map.of(
                    "DATABRICKS_URI", workspace.uri().toString(),
                    "AUTHORITY_TYPE", "pat",
                    "PAT_TOKEN", Caller.DEMO.token()));
            Reconciler reconciler = Wiring.reconciler(settings, FolderStores.in(folder));
            reconciler.pass(PassRequest.SYNC);
            Files.writeString(folder.resolve("jobs/etl/daily.json"), "{\"name\": \"Daily\", \"timeout\": 90}");
            Files.writeString(folder.resolve("jobs/new.json"), "{\"name\": \"New\", \"timeout\": 1}");
            Files.writeString(folder.resolve("jobs/broken.json"), "{\n oops");
            try (LocalHost host =
                    LocalHost.start(0, List.of(new Dashboard(), new Plan(() -> reconciler)), line -> {})) {
                browser.open(URI.create(host.uri() + "/api/dashboard#plan"));
                browser.click("#make-plan");
                browser.untilText("#plan-body", "etl/daily");
            }
        }

        assertThat(browser.text("#plan-body .facts")).contains("1 to create, 1 to update");
        assertThat(browser.text("#plan-body .differences")).contains("timeout_seconds", "60", "90");
        assertThat(browser.text("#plan-body .problems")).contains("jobs/broken.json:2");
        assertThat(browser.text("#plan-body ol.changes")).contains("create", "new", "there is no such job");
    }
}
