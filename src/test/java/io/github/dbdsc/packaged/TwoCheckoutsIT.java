package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.packaged.PackagedCommand.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two or three processes sync checkouts of one repository at once. They share no lock and no state, only the workspace;
 * still no definition keeps two jobs.
 *
 * <p>The build plays one world, in which answers take their time at random; {@code mvn verify -Dit.test=TwoCheckoutsIT -Dcheckouts.worlds=200} plays more, and
 * {@code -Dcheckouts.seed=17 -Dcheckouts.worlds=1} replays the one that a failure names.
 */
class TwoCheckoutsIT {

    private static final int WORLDS = Integer.getInteger("checkouts.worlds", 1);
    private static final int SEED = Integer.getInteger("checkouts.seed", 1);

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withLatency(Duration.ofMillis(40)));

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Path checkout(String name, int definitions) throws IOException {
        Path checkout = folder.resolve(name);
        Files.createDirectories(checkout.resolve("templates"));
        Files.createDirectories(checkout.resolve("jobs"));
        Files.createDirectories(checkout.resolve(".git"));
        Files.writeString(
                checkout.resolve(".git/config"), "[remote \"origin\"]\n\turl = https://git.example.com/team/jobs\n");
        Files.writeString(checkout.resolve("templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        for (int i = 0; i < definitions; i++) {
            Files.writeString(checkout.resolve("jobs/j" + i + ".json"), "{\"name\": \"J" + i + "\"}");
        }
        return checkout;
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "DATABRICKS_URI",
                workspace.uri().toString(),
                "AUTHORITY_TYPE",
                "pat",
                "PAT_TOKEN",
                Caller.DEMO.token()));
    }

    private Run sync(Path checkout) throws Exception {
        return PackagedCommand.run(checkout, environment(), "sync", "--folder", checkout.toString());
    }

    @Test
    void checkouts_that_sync_at_once_leave_one_job_for_each_definition() throws Exception {
        for (int seed = SEED; seed < SEED + WORLDS; seed++) {
            Random random = new Random(seed);
            int definitions = 5 + random.nextInt(36);
            List<Path> checkouts = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(2); i++) {
                checkouts.add(checkout(seed + "-" + i, definitions));
            }
            if (random.nextInt(3) == 0) {
                workspace
                        .faults()
                        .atRandom(
                                seed,
                                0.05,
                                Fault.answerLost(),
                                Fault.internalError().afterEffect());
            }
            List<Process> processes = new ArrayList<>();
            for (Path checkout : checkouts) {
                processes.add(PackagedCommand.start(checkout, environment(), "sync", "--folder", checkout.toString()));
            }
            List<String> outputs = new ArrayList<>();
            for (Process process : processes) {
                outputs.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                assertThat(process.waitFor()).isBetween(0, 2);
            }
            workspace.faults().clear();

            for (Path checkout : checkouts) {
                outputs.add(sync(checkout).output());
            }

            String when = "seed " + seed + ": " + String.join("\n", outputs);
            assertThat(workspace.jobs().all().stream().map(StoredJob::name).sorted())
                    .as(when)
                    .containsExactlyElementsOf(IntStream.range(0, definitions)
                            .mapToObj(i -> "J" + i)
                            .sorted()
                            .toList());
            for (Path checkout : checkouts) {
                Run plan = PackagedCommand.run(
                        checkout, environment(), "plan", "--exit-code", "--folder", checkout.toString());
                assertThat(plan.exitCode()).as(when + plan.output()).isZero();
            }
            workspace.jobs().all().forEach(job -> workspace.jobs().delete(job.id()));
        }
    }
}
