package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.function.AppServices;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.DocumentFunctions;
import io.github.dbdsc.function.FunctionApp;
import io.github.dbdsc.function.QueueFunction;
import io.github.dbdsc.function.ServedTargets;
import io.github.dbdsc.function.SyncFunctions;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Uses the dashboard with the real functions, a folder and the simulated workspace. */
class DashboardOnLocalHostIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final Browser browser = dashboard.browser();

    @TempDir
    Path folder;

    @BeforeEach
    void definitions() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs/etl"));
        Files.writeString(
                folder.resolve("templates/standard.jinja2"),
                "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout }}}");
        Files.writeString(folder.resolve("jobs/etl/daily.json"), "{\"name\": \"Daily\", \"timeout\": 60}");
    }

    private static Settings settings(SimulatedWorkspace workspace) {
        return AppSettings.of(Map.of(
                        "DATABRICKS_URI", workspace.uri().toString(),
                        "AUTHORITY_TYPE", "pat",
                        "PAT_TOKEN", Caller.DEMO.token()))
                .settings();
    }

    @Test
    void a_real_plan_is_shown_as_it_is() throws IOException {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start();
                LocalQueue queue = new LocalQueue()) {
            AppServices services = Wiring.services(settings(workspace), FolderStores.in(folder), queue);
            services.reconciler().run(SyncRequest.SYNC);
            Files.writeString(folder.resolve("jobs/etl/daily.json"), "{\"name\": \"Daily\", \"timeout\": 90}");
            Files.writeString(folder.resolve("jobs/new.json"), "{\"name\": \"New\", \"timeout\": 1}");
            Files.writeString(folder.resolve("jobs/broken.json"), "{\n oops");
            try (LocalHost host = LocalHost.start(
                    0, List.of(new DocumentFunctions(), new SyncFunctions(() -> services)), line -> {})) {
                browser.open(URI.create(host.uri() + "/api/dashboard#plan"));
                browser.click("#make-plan");
                browser.untilText("#plan-body", "etl/daily");
            }
        }

        assertThat(browser.text("#plan-body .facts")).contains("1 to create, 1 to update");
        assertThat(browser.text("#plan-body .differences")).contains("timeout_seconds", "60", "90");
        assertThat(browser.text("#plan-body .problems")).contains("jobs/broken.json:2");
        assertThat(browser.text("#plan-body ol.changes")).contains("create", "new", "it is new");
    }

    @Test
    void a_real_app_with_two_targets_shows_both_and_syncs_the_one_that_is_chosen() throws IOException {
        try (ServedTargets app =
                new ServedTargets(folder, List.of("dev", "prod"), Map.of("MODE__dev", "development"))) {
            browser.open(URI.create(app.host().uri() + "/api/dashboard"));
            browser.untilText("#cards", "No run has ended so far.");
            browser.click("#card-dev");
            browser.untilText("#target", "dev in ");
            browser.click("#sync");
            browser.untilText("#confirm-go", "Apply 1 change");
            assertThat(browser.text("#confirm-body")).contains("[dev] Daily", "by the target’s mode, development");
            browser.click("#confirm-go");
            browser.untilText("#run-body", "applied");
            assertThat(app.workspace("dev").jobs().named("[dev] Daily")).hasSize(1);
            assertThat(app.workspace("prod").jobs().all()).isEmpty();

            browser.find("#switch option[value='']").click();
            browser.untilText("#cards > li:nth-child(1)", "1 changed");
            browser.click("nav a[href='#runs']");
            browser.untilText("#runs-rows", "dev");
            browser.click("#runs-rows .run a");
            browser.untilText("#run-body", "[dev] Daily");
            browser.click("#run-body .key a");
            browser.untilText("#job-body", "Daily");
            assertThat(browser.find("#switch").getDomProperty("value")).isEqualTo("dev");
        }
    }

    @Test
    void a_real_sync_that_meets_another_run_is_followed_until_it_is_done_and_its_jobs_and_run_are_listed()
            throws IOException {
        Stores stores = FolderStores.in(folder);
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start();
                LocalQueue queue = new LocalQueue()) {
            AppServices services = Wiring.services(settings(workspace), stores, queue);
            FunctionApp app = new FunctionApp(() -> services, () -> "folder", List::of);
            QueueFunction requests = app.getInstance(QueueFunction.class);
            try (LocalHost host = LocalHost.start(0, List.copyOf(app.functions()), line -> {})) {
                queue.start(
                        (message, time, times) -> requests.runSync(message, time, times, host.contextOf("RunSync")),
                        line -> {});
                URI page = URI.create(host.uri() + "/api/dashboard");
                browser.open(page);
                browser.click("#sync");
                browser.untilText("#confirm-go", "Apply 1 change");
                try (RunLock.Lease other = stores.lock().tryAcquire().orElseThrow()) {
                    browser.click("#confirm-go");
                    browser.untilText("#watch", "Sync queued");
                    assertThat(workspace.jobs().all()).isEmpty();
                    assertThat(other.held()).isTrue();
                }
                browser.untilText("#run-body", "applied");
                assertThat(workspace.jobs().named("Daily")).hasSize(1);
                String run = services.reports().list(null, 1).get(0).runId();

                browser.open(URI.create(page + "#runs"));
                browser.untilText("#runs-rows", run);
                browser.open(URI.create(page + "#jobs"));
                browser.untilText("#jobs-rows", "etl/daily");
                assertThat(browser.text("#jobs-rows")).contains("Daily", "created");
            }
        }
    }
}
