package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fakes.FakeWebhook;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunLookup;
import io.github.dbdsc.sync.SyncRequestJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what a run leaves in the log of its invocation, and the notices that it sends. */
class QueueFunctionTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final FakeWebhook receiver = new FakeWebhook();
    private final RecordedContext context = new RecordedContext();
    private int runs;

    @TempDir
    Path folder;

    @BeforeEach
    void define() throws IOException {
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 600}");
        write("jobs/a.json", "{\"name\": \"A\"}");
        write("jobs/b.json", "{\"name\": \"B\"}");
    }

    @AfterEach
    void stop() {
        workspace.close();
        receiver.close();
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    private AppServices services() {
        Settings settings = AppSettings.of(Map.of(
                        "DATABRICKS_URI", workspace.uri().toString(),
                        "AUTHORITY_TYPE", "pat",
                        "PAT_TOKEN", Caller.DEMO.token(),
                        "NOTIFY_URL", receiver.address(),
                        "WEBSITE_HOSTNAME", "app.azurewebsites.net"))
                .settings();
        return Wiring.services(settings, FolderStores.in(folder), new LocalQueue());
    }

    private void deliver(SyncRequest request) {
        AppServices services = services();
        new QueueFunction(TargetServices.ofOne(() -> services))
                .runSync(SyncRequestJson.write(request), Instant.now().toString(), "1", context);
    }

    private String nextRun() {
        return String.format(Locale.ROOT, "20261122T120000Z-%06x", ++runs);
    }

    private List<String> linesWith(String prefix) {
        return context.lines().stream().filter(line -> line.startsWith(prefix)).toList();
    }

    @Test
    void a_run_leaves_one_line_for_itself_and_one_for_each_job_that_it_changed() {
        String first = nextRun();
        deliver(SyncRequest.SYNC.as(first).because("the schedule"));

        assertThat(linesWith(RunLog.PREFIX)).singleElement().satisfies(line -> assertThat(line)
                .contains("\"run\":\"" + first + "\"", "\"created\":2", "\"lag\":"));
        assertThat(linesWith(RunLog.JOB_PREFIX))
                .hasSize(2)
                .allMatch(line -> line.contains("\"run\":\"" + first + "\""))
                .anyMatch(line -> line.contains("\"key\":\"a\""))
                .anyMatch(line -> line.contains("\"key\":\"b\""));

        deliver(SyncRequest.SYNC.as(nextRun()).because("the schedule"));

        assertThat(linesWith(RunLog.PREFIX)).hasSize(2);
        assertThat(linesWith(RunLog.JOB_PREFIX)).hasSize(2);
        assertThat(context.lines()).doesNotHaveDuplicates();
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void corrected_drift_is_logged_and_notified_with_a_link_to_the_run() {
        deliver(SyncRequest.SYNC.as(nextRun()).because("the schedule"));
        long id = workspace.jobs().named("A").get(0).id();
        workspace.jobs().edit(id, settings -> settings.put("timeout_seconds", 5));
        String run = nextRun();

        deliver(SyncRequest.SYNC.as(run).because("the schedule"));

        assertThat(linesWith(RunLog.PREFIX).get(1)).contains("\"corrected\":1");
        assertThat(linesWith(RunLog.JOB_PREFIX).get(2)).contains("\"key\":\"a\"", "\"drift\":true");
        assertThat(receiver.bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains(
                        "\"event\":\"corrected\"",
                        "timeout_seconds",
                        "https://app.azurewebsites.net/api/dashboard#runs/" + run));
    }

    @Test
    void a_changed_definition_is_not_drift() throws IOException {
        deliver(SyncRequest.SYNC.as(nextRun()).because("the schedule"));
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 900}");

        deliver(SyncRequest.SYNC.as(nextRun()).because("the schedule"));

        assertThat(linesWith(RunLog.PREFIX).get(1)).contains("\"updated\":2", "\"corrected\":0");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_renamed_definition_whose_old_name_is_still_there_for_a_moment_is_no_notice() throws IOException {
        deliver(SyncRequest.SYNC.as(nextRun()).because("the schedule"));
        write("jobs/renamed.json", Files.readString(folder.resolve("jobs/a.json")));
        deliver(SyncRequest.CHANGES.as(nextRun()).because("jobs/renamed.json landed"));
        assertThat(linesWith(RunLog.PREFIX).get(1)).doesNotContain("\"errors\":0");

        Files.delete(folder.resolve("jobs/a.json"));
        deliver(SyncRequest.CHANGES.as(nextRun()).because("jobs/a.json was removed"));

        assertThat(linesWith(RunLog.PREFIX).get(2)).contains("\"errors\":0", "\"outcome\":\"ok\"");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_definition_that_lands_before_its_template_is_no_notice_but_one_whose_template_never_comes_is()
            throws IOException {
        write("jobs/c.json", "{\"name\": \"C\", \"$template\": \"later.jinja2\"}");
        deliver(SyncRequest.CHANGES.as(nextRun()).because("jobs/c.json landed"));
        write("templates/later.jinja2", "{\"name\": \"{{ job.name }}\"}");
        deliver(SyncRequest.CHANGES.as(nextRun()).because("templates/later.jinja2 landed"));
        assertThat(receiver.requests()).isEmpty();

        write("jobs/d.json", "{\"name\": \"D\", \"$template\": \"never.jinja2\"}");
        deliver(SyncRequest.CHANGES.as(nextRun()).because("jobs/d.json landed"));
        assertThat(receiver.requests()).isEmpty();
        deliver(SyncRequest.CHANGES.as(nextRun()).because("errors found by the run before"));

        assertThat(receiver.bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains("\"event\":\"failed\"", "never.jinja2"));
    }

    @Test
    void a_refusal_is_notified_once_and_the_address_is_nowhere() throws Exception {
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("name", "A");
        workspace.jobs().put("bob@example.com", job);
        String run = nextRun();

        deliver(SyncRequest.SYNC.as(run).because("the schedule"));

        assertThat(receiver.bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains("\"event\":\"refused\"", "bob@example.com"));
        ReportStore reports = FolderStores.in(folder).reports();
        assertThat(reports.read(run).orElseThrow()).doesNotContain(FakeWebhook.SECRET);
        assertThat(context.lines()).isNotEmpty().noneMatch(line -> line.contains(FakeWebhook.SECRET));
    }

    @Test
    void a_request_that_was_given_up_is_logged_and_notified() {
        String run = nextRun();
        workspace.expire(Caller.DEMO.token());
        SyncRequest often = SyncRequest.SYNC.as(run).because("the schedule").attempt(1_000);

        deliver(often);

        assertThat(linesWith(RunLog.GIVEN_UP_PREFIX)).singleElement().satisfies(line -> assertThat(line)
                .contains(run, "401"));
        assertThat(receiver.bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains("\"event\":\"given_up\"", "401"));
    }

    @Test
    void while_the_services_can_not_be_had_a_request_is_tried_again_and_ends_as_failed_and_health_is_stale()
            throws Exception {
        LocalQueue queue = new LocalQueue();
        ReportStore reports = FolderStores.in(folder).reports();
        TargetServices away = TargetServices.ofOne(
                () -> {
                    throw new CredentialException("the vault does not answer; try again later");
                },
                () -> {
                    throw new AssertionError("nothing has landed");
                },
                () -> new FailedRequests(queue, reports, Clock.systemUTC()));
        QueueFunction function = new QueueFunction(away);
        String run = nextRun();
        SyncRequest request = SyncRequest.SYNC.as(run).because("POST /api/sync").watched(true);

        function.runSync(SyncRequestJson.write(request), Instant.now().toString(), "1", context);

        assertThat(queue.waiting().requests()).isEqualTo(1);
        assertThat(context.lines()).containsExactly("tried again in 5 s: the vault does not answer; try again later");
        assertThat(RunLookup.find(reports, run).orElseThrow().pending()).isTrue();

        StatusFunctions status = new StatusFunctions(away, List::of, HttpAccess.open());
        try (LocalHost host = LocalHost.start(0, List.of(status), line -> {})) {
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(host.uri().resolve("/api/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"stale\"").doesNotContain("vault");
        }

        function.runSync(
                SyncRequestJson.write(request.attempt(9)), Instant.now().toString(), "1", context);

        assertThat(queue.waiting().givenUp()).isEqualTo(1);
        assertThat(linesWith(RunLog.GIVEN_UP_PREFIX)).hasSize(1);
        assertThat(RunLookup.find(reports, run)
                        .orElseThrow()
                        .document()
                        .path("status")
                        .asText())
                .isEqualTo("failed");
    }

    @Test
    void settings_with_faults_are_an_outage_until_they_are_put_right() {
        LocalQueue queue = new LocalQueue();
        QueueFunction function = new QueueFunction(TargetServices.ofOne(
                () -> {
                    throw new SettingsException(List.of("OWNER is missing"));
                },
                () -> {
                    throw new AssertionError("nothing has landed");
                },
                () -> new FailedRequests(queue, FolderStores.in(folder).reports(), Clock.systemUTC())));

        function.runSync(
                SyncRequestJson.write(SyncRequest.SYNC.as(nextRun())),
                Instant.now().toString(),
                "1",
                context);

        assertThat(queue.waiting().requests()).isEqualTo(1);
        assertThat(context.lines()).singleElement().asString().contains("OWNER is missing");
    }

    @Test
    void a_mistyped_key_is_reported_to_the_caller_and_nobody_else() {
        String run = nextRun();

        deliver(SyncRequest.SYNC
                .only(new JobKey("nowhere"))
                .as(run)
                .because("POST /api/sync")
                .watched(true));

        assertThat(context.lines()).hasSize(2).first().isEqualTo("run " + run + " begins: POST /api/sync");
        assertThat(context.lines().get(1)).contains("nowhere");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_receiver_that_refuses_leaves_the_run_as_it_is() throws Exception {
        write("jobs/b.json", "{");
        receiver.failNext(404);

        deliver(SyncRequest.SYNC.as(nextRun()).because("the schedule"));
        deliver(SyncRequest.SYNC.as(nextRun()).because("the schedule"));

        assertThat(workspace.jobs().all()).hasSize(1);
        assertThat(context.lines()).last().satisfies(line -> assertThat(line)
                .contains("nobody was told", "HTTP 404")
                .doesNotContain(FakeWebhook.SECRET));
    }
}
