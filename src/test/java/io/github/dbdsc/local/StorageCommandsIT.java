package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.github.dbdsc.azure.BlobReportStore;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.sync.PendingRun;
import io.github.dbdsc.sync.RunLookup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command line on the containers of a function app, on Azurite. */
class StorageCommandsIT {

    private static final String TOKEN = "dapi-very-secret";
    private static final Instant EARLIER = Instant.parse("2026-11-22T12:00:00Z");
    private static final String LEFT = "20261122T120000Z-000001";
    private static final String OF_THE_APP = "20261122T120000Z-000002";

    private final Azurite azurite = Azurite.running();
    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Caller.admin(TOKEN, "user@example.com")));
    private final String container = Azurite.freshContainerName();
    private final Map<String, String> environment = new HashMap<>();

    private String out = "";
    private String err = "";

    @BeforeEach
    void upload() {
        environment.putAll(Map.of(
                "DATABRICKS_URI",
                workspace.uri().toString(),
                "AUTHORITY_TYPE",
                "pat",
                "PAT_TOKEN",
                TOKEN,
                "JobStore",
                azurite.connectionString(),
                "JOB_CONTAINER",
                container,
                "STATE_CONTAINER",
                container + "-state"));
        BlobContainerClient jobs = jobs();
        jobs.create();
        jobs.getBlobClient("templates/standard.jinja2").upload(BinaryData.fromString("{\"name\": \"{{ job.name }}\"}"));
        jobs.getBlobClient("jobs/a.json").upload(BinaryData.fromString("{\"name\": \"A\"}"));
    }

    private BlobContainerClient jobs() {
        return container(container);
    }

    private BlobContainerClient container(String name) {
        return new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient()
                .getBlobContainerClient(name);
    }

    @AfterEach
    void stop() {
        workspace.close();
        assertThat(out + err).doesNotContain(TOKEN).doesNotContain("AccountKey").doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = new Commands(new PrintWriter(output), new PrintWriter(errors), environment).run(arguments);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private StoredJob job() {
        assertThat(workspace.jobs().all()).hasSize(1);
        return workspace.jobs().all().get(0);
    }

    @Test
    void it_goes_on_with_the_apps_state_under_the_apps_name_and_source() {
        environment.put("OWNER", "the-app");
        environment.put("SOURCE", "chosen");
        assertThat(run("sync", "--storage", "testaccount")).as(err).isZero();
        environment.remove("OWNER");
        environment.remove("SOURCE");

        assertThat(run("plan", "--storage", "testaccount", "--exit-code"))
                .as(out + err)
                .isZero();

        assertThat(out).contains("the-app");
        assertThat(job().tag("dsc-owner")).hasValue("the-app");
        assertThat(job().tag("dsc-source")).hasValue("chosen");
    }

    @Test
    void its_source_is_the_container_as_the_apps_is() {
        assertThat(run("sync", "--storage", "testaccount")).as(err).isZero();

        assertThat(job().tag("dsc-source")).hasValue(container);
    }

    @Test
    void another_owner_is_an_error_that_names_the_one_that_keeps_the_jobs() {
        environment.put("OWNER", "the-app");
        assertThat(run("sync", "--storage", "testaccount")).isZero();

        environment.put("OWNER", "somebody");
        assertThat(run("sync", "--storage", "testaccount")).isEqualTo(1);

        assertThat(err)
                .contains("OWNER is 'somebody', but the jobs of this container in")
                .contains("'the-app'");
        assertThat(job().tag("dsc-owner")).hasValue("the-app");
    }

    @Test
    void it_serves_the_whole_on_the_containers_sees_files_that_land_and_ends_what_a_killed_one_left() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        PrintWriter printed = new PrintWriter(
                new Writer() {
                    @Override
                    public void write(char[] characters, int from, int length) {
                        lines.add(new String(characters, from, length));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                },
                true);
        ReportStore reports = new BlobReportStore(container(container + "-state"));
        PendingRun.queued(LEFT, EARLIER, "POST /api/sync")
                .writeTo(new MarkedReports(reports, ServingProcessTest.ended()));
        PendingRun.queued(OF_THE_APP, EARLIER, "POST /api/sync").writeTo(reports);
        Thread serving = new Thread(() -> {
            int unused =
                    new Commands(printed, printed, environment).run("serve", "--storage", "testaccount", "--port", "0");
        });
        serving.start();
        try {
            await(lines, "\"created\":1");
            jobs().getBlobClient("jobs/b.json").upload(BinaryData.fromString("{\"name\": \"B\"}"));
            await(lines, "[OnDefinitionLanded] jobs/b.json");
            assertThat(RunLookup.find(reports, LEFT)
                            .orElseThrow()
                            .document()
                            .path("status")
                            .asText())
                    .isEqualTo("lost");
            assertThat(RunLookup.find(reports, OF_THE_APP).orElseThrow().pending())
                    .isTrue();
        } finally {
            serving.interrupt();
            serving.join();
        }
    }

    private static void await(BlockingQueue<String> lines, String text) throws InterruptedException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            seen.append(Objects.requireNonNull(lines.poll(60, TimeUnit.SECONDS), () -> "no '" + text + "' in " + seen));
        }
    }

    @Test
    void a_connection_string_is_not_taken_from_the_command_line_and_not_repeated() {
        assertThat(run("plan", "--storage", azurite.connectionString())).isEqualTo(1);

        assertThat(err).contains("a connection string belongs in the setting JobStore");
    }

    @Test
    void an_account_other_than_that_of_the_connection_string_is_an_error() {
        assertThat(run("plan", "--storage", "otheraccount")).isEqualTo(1);

        assertThat(err).contains("--storage is otheraccount, but the setting JobStore is for");
    }
}
