package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.export.RandomJobs;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.NamedKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty jobs as data teams have them, with every kind of task: each is taken over as it is, and made the same elsewhere. */
class ExportRealJobsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FILES = Path.of("src", "test", "resources", "export");

    @TempDir
    private Path folder;

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    private static void name(SimulatedWorkspace workspace) {
        workspace.named().add(NamedKind.CLUSTER_POLICY, RandomJobs.POLICY, "streaming");
        workspace.named().add(NamedKind.INSTANCE_POOL, RandomJobs.POOL, "small nodes");
        workspace.named().add(NamedKind.WAREHOUSE, RandomJobs.WAREHOUSE, "Starter Warehouse");
        workspace.named().add(NamedKind.PIPELINE, RandomJobs.PIPELINE, "orders");
        workspace.named().add(NamedKind.CLUSTER, RandomJobs.CLUSTER, "shared");
    }

    /** Puts all jobs into a workspace; a job id {@code "@file"} becomes that of the file's job. */
    private static void fill(SimulatedWorkspace workspace) throws IOException {
        Map<String, Long> ids = new HashMap<>();
        for (boolean refers : List.of(false, true)) {
            for (Path file : files()) {
                String text = Files.readString(file);
                if (text.contains("\"@") == refers) {
                    for (Map.Entry<String, Long> id : ids.entrySet()) {
                        text = text.replace(
                                "\"@" + id.getKey() + "\"", id.getValue().toString());
                    }
                    String name = file.getFileName().toString().replace(".json", "");
                    ids.put(name, workspace.jobs().put("someone@example.com", (ObjectNode) JSON.readTree(text)));
                }
            }
        }
    }

    @Test
    void the_jobs_have_every_kind_of_task() throws IOException {
        Set<String> all = new TreeSet<>();
        Shape.Type task = JobFields.builtIn().type("Task");
        for (String name : task.fieldNames()) {
            if (name.endsWith("_task")) {
                all.add(name);
            }
        }
        Set<String> met = new HashSet<>();
        for (Path file : files()) {
            JSON.readTree(file.toFile()).path("tasks").forEach(one -> one.fieldNames()
                    .forEachRemaining(met::add));
        }
        assertThat(files()).hasSize(20);
        assertThat(met).containsAll(all);
    }

    @Test
    void each_is_taken_over_as_it_is_and_made_the_same_elsewhere() throws Exception {
        String out = folder.resolve("out").toString();
        try (CommandLineUnderTest here = new CommandLineUnderTest(folder.resolve("here"));
                CommandLineUnderTest elsewhere = new CommandLineUnderTest(folder.resolve("elsewhere"))) {
            name(here.workspace());
            name(elsewhere.workspace());
            fill(here.workspace());

            assertThat(here.runAnywhere("export", "--folder", out))
                    .as(here.err())
                    .isZero();
            assertThat(here.out()).contains("Wrote 20 definitions").contains("0 jobs left out");

            ExportRoundTripTest.assertTakenOverAsTheyAre(here, folder.resolve("out"), 20);
            ExportRoundTripTest.assertMadeTheSame(here.workspace(), elsewhere, folder.resolve("out"));
        }
    }
}
