package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.packaged.PackagedCommand.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The end of the command line, as by Ctrl-C, while it works at a workspace that takes its time. The signal is SIGTERM, which
 * the JVM takes alike: a build in the background has SIGINT ignored, and its processes with it.
 */
@DisabledOnOs(OS.WINDOWS)
class InterruptedSyncIT {

    private static final int JOBS = 30;
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    Path folder;

    @BeforeEach
    void define() throws IOException {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        Files.writeString(templates.resolve("standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        for (int i = 10; i < 10 + JOBS; i++) {
            Files.writeString(jobs.resolve("j" + i + ".json"), "{\"name\": \"Job " + i + "\"}");
        }
    }

    private Process sync(SimulatedWorkspace workspace) throws IOException {
        return PackagedCommand.start(folder, environment(workspace), "sync", "--folder", folder.toString());
    }

    private static Map<String, String> environment(SimulatedWorkspace workspace) {
        return Map.of(
                "DATABRICKS_URI",
                workspace.uri().toString(),
                "AUTHORITY_TYPE",
                "pat",
                "PAT_TOKEN",
                Caller.DEMO.token(),
                "OWNER",
                "interrupted");
    }

    private static Run interrupted(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                .start()
                .waitFor();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void an_interrupted_sync_says_what_was_done_and_what_was_not() throws Exception {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            workspace.faults().fromCall(1, Fault.slowAnswer(Duration.ofMillis(200)));
            Process process = sync(workspace);
            Run run;
            try {
                Eventually.holds("it writes", () -> workspace.calls().count(Operation.CREATE) >= 5);
                run = interrupted(process);
            } finally {
                process.destroyForcibly();
            }

            int made = workspace.jobs().all().size();
            assertThat(made).isBetween(5, JOBS - 1);
            assertThat(run.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(run.output())
                    .contains("Interrupted: changes that have begun are finished, no other is begun.")
                    .contains("Applied " + made + ", failed 0, stopped before " + (JOBS - made) + ".");
            assertThat(run.output().lines().filter(line -> line.contains("  created  ")))
                    .hasSize(made);
            assertThat(run.output().lines().filter(line -> line.contains("not done: the run was stopped before it")))
                    .hasSize(JOBS - made);

            workspace.faults().clear();
            Run next = PackagedCommand.run(folder, environment(workspace), "sync", "--folder", folder.toString());
            assertThat(next.output()).contains("Applied " + (JOBS - made) + ", failed 0.");
            assertThat(workspace.jobs().all()).hasSize(JOBS);
        }
    }

    @Test
    void a_sync_that_is_interrupted_while_it_reads_says_that_nothing_was_written() throws Exception {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            workspace.faults().fromCall(1, Fault.slowAnswer(Duration.ofMinutes(5)));
            Process process = sync(workspace);
            Run run;
            try {
                Eventually.holds("it lists", () -> workspace.calls().count(Operation.LIST) >= 1);
                run = interrupted(process);
            } finally {
                process.destroyForcibly();
            }

            assertThat(run.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(run.output()).contains("Interrupted before anything was written.");
            assertThat(workspace.jobs().all()).isEmpty();
        }
    }
}
