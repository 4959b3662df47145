package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.sync.PendingRun;
import io.github.dbdsc.sync.RunLookup;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} makes of what an earlier process left. */
class ServeCommandTest {

    private static final Instant EARLIER = Instant.parse("2026-11-22T12:00:00Z");

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start(SimulationOptions.defaults());
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws Exception {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Files.writeString(folder.resolve("jobs/a.json"), "{\"name\": \"A\"}");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    /** Hands over whole lines. */
    private final class Lines extends Writer {
        private final StringBuilder line = new StringBuilder();

        @Override
        public synchronized void write(char[] characters, int from, int length) {
            for (int i = from; i < from + length; i++) {
                if (characters[i] == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append(characters[i]);
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private void serveUntilLineWith(String text) throws Exception {
        serveUntilLineWith(text, () -> "");
    }

    /** @param meanwhile done once it serves */
    private void serveUntilLineWith(String text, Callable<?> meanwhile) throws Exception {
        Map<String, String> environment = Map.of(
                "DATABRICKS_URI", workspace.uri().toString(),
                "AUTHORITY_TYPE", "pat",
                "PAT_TOKEN", Caller.DEMO.token());
        PrintWriter out = new PrintWriter(new Lines());
        Thread serving = new Thread(() -> {
            int unused = new Commands(out, out, environment).run("serve", "--folder", folder.toString(), "--port", "0");
        });
        serving.start();
        try {
            String line;
            do {
                line = Objects.requireNonNull(lines.poll(30, TimeUnit.SECONDS), "no line with '" + text + "'");
                seen.add(line);
                if (line.contains("Ctrl-C")) {
                    var unused = meanwhile.call();
                }
            } while (!line.contains(text));
        } finally {
            serving.interrupt();
            serving.join();
        }
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "20261122T120000Z-%06x", number);
    }

    private ReportStore reports() {
        return FolderStores.in(folder).reports();
    }

    @Test
    void edits_made_while_nothing_served_the_folder_are_applied_at_the_start() throws Exception {
        serveUntilLineWith("\"created\":1");

        assertThat(workspace.jobs().named("A")).hasSize(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_file_name_does_not_forge_a_line_in_the_log() throws Exception {
        serveUntilLineWith(
                "[OnDefinitionLanded] jobs/a",
                () -> Files.writeString(folder.resolve("jobs/a\n[RunSync] forged\u001B[2J.json"), "{\"name\": \"B\"}"));

        assertThat(seen)
                .noneMatch(line -> line.startsWith("[RunSync] forged"))
                .noneMatch(line -> line.contains("\u001B"));
        assertThat(seen)
                .anyMatch(line -> line.startsWith("[OnDefinitionLanded] jobs/a\\u000a[RunSync] forged\\u001b[2J.json"));
    }

    @Test
    void runs_that_an_ended_process_left_are_reported_as_lost_with_what_to_do() throws Exception {
        for (int run = 0; run < 450; run++) {
            PendingRun.failed(id(run), EARLIER, "POST /api/sync", "for another reason")
                    .writeTo(reports());
        }
        PendingRun.queued(id(3), EARLIER, "POST /api/sync").writeTo(reports());
        PendingRun.running(id(440), EARLIER, "POST /api/sync").writeTo(reports());

        serveUntilLineWith("Ctrl-C");

        for (int run : new int[] {3, 440}) {
            RunLookup.Found found = RunLookup.find(reports(), id(run)).orElseThrow();
            assertThat(found.pending()).isFalse();
            assertThat(found.document())
                    .isEqualTo(new JsonMapper()
                            .createObjectNode()
                            .put("runId", id(run))
                            .put("status", "lost")
                            .put("acceptedAt", EARLIER.toString())
                            .put("why", "POST /api/sync")
                            .put("error", "the process ended before it finished; ask again"));
        }
        assertThat(reports().list(id(4), 1).get(0).status()).isEqualTo(RunStatus.LOST);
        assertThat(RunLookup.find(reports(), id(4))
                        .orElseThrow()
                        .document()
                        .path("error")
                        .asText())
                .isEqualTo("for another reason");
    }

    @Test
    void runs_of_a_process_that_serves_the_same_folder_are_left_alone() throws Exception {
        PendingRun.queued(id(3), EARLIER, "POST /api/sync").writeTo(reports());

        try (RunLock.Lease other = FolderRunLock.ofServing(folder).tryAcquire().orElseThrow()) {
            assertThat(other.held()).isTrue();
            serveUntilLineWith("Ctrl-C");
        }

        assertThat(RunLookup.find(reports(), id(3)).orElseThrow().pending()).isTrue();
    }
}
