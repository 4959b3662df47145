package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.export.RandomJobs;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Ownership;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever jobs a workspace has: what is exported takes each over as it is, and makes the same jobs elsewhere. */
class ExportRoundTripTest {

    private static final int JOBS = 40;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private static void name(SimulatedWorkspace workspace) {
        workspace.named().add(NamedKind.CLUSTER_POLICY, RandomJobs.POLICY, "small");
        workspace.named().add(NamedKind.INSTANCE_POOL, RandomJobs.POOL, "it's \"the\" pool");
        workspace.named().add(NamedKind.WAREHOUSE, RandomJobs.WAREHOUSE, "Starter {{x}}");
        workspace.named().add(NamedKind.PIPELINE, RandomJobs.PIPELINE, "ingest");
        workspace.named().add(NamedKind.CLUSTER, RandomJobs.CLUSTER, "shared");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void an_exported_job_is_taken_over_as_it_is_and_made_the_same_elsewhere(long seed) throws Exception {
        String out = folder.resolve("out").toString();
        try (CommandLineUnderTest here = new CommandLineUnderTest(folder.resolve("here"));
                CommandLineUnderTest elsewhere = new CommandLineUnderTest(folder.resolve("elsewhere"))) {
            name(here.workspace());
            name(elsewhere.workspace());
            for (ObjectNode job : new RandomJobs(seed).jobs(JOBS)) {
                here.workspace().jobs().put("someone@example.com", job);
            }

            assertThat(here.runAnywhere("export", "--folder", out))
                    .as(here.err())
                    .isZero();
            assertThat(here.out()).contains("Wrote " + JOBS + " definitions").contains("0 jobs left out");

            assertTakenOverAsTheyAre(here, folder.resolve("out"), JOBS);
            assertMadeTheSame(here.workspace(), elsewhere, folder.resolve("out"));
        }
    }

    /** Plans and syncs what was exported: nothing but our tags changes. */
    static void assertTakenOverAsTheyAre(CommandLineUnderTest line, Path out, int jobs) throws Exception {
        assertThat(line.runAnywhere("plan", "--folder", out.toString(), "--output", "json"))
                .as(line.err())
                .isZero();
        JsonNode plan = JSON.readTree(line.out());
        assertThat(plan.at("/counts/adopt").asInt()).isEqualTo(jobs);
        assertThat(plan.path("changes")).allSatisfy(change -> assertThat(change.path("differences"))
                .allSatisfy(difference ->
                        assertThat(difference.path("path").asText()).startsWith("tags")));
        Map<String, JsonNode> before = settings(line.workspace());
        assertThat(line.runAnywhere("sync", "--folder", out.toString()))
                .as(line.out() + line.err())
                .isZero();
        assertThat(settings(line.workspace())).isEqualTo(before);
    }

    /** Syncs a copy of what was exported to a workspace without jobs: it then has the same. */
    static void assertMadeTheSame(SimulatedWorkspace from, CommandLineUnderTest elsewhere, Path out) throws Exception {
        Path fresh = out.resolveSibling("fresh");
        copied(out, fresh);
        assertThat(elsewhere.runAnywhere("sync", "--folder", fresh.toString()))
                .as(elsewhere.out() + elsewhere.err())
                .isZero();
        assertThat(settings(elsewhere.workspace())).isEqualTo(settings(from));
    }

    /** Without what an earlier sync has left. */
    private static void copied(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path relative = from.relativize(file);
                if (!relative.startsWith(".dsc")) {
                    Path copy = to.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Returns the jobs as the workspace shows them. */
    static List<ActualJob> shown(SimulatedWorkspace workspace) {
        Workspace client = new DatabricksWorkspace(
                workspace.uri(),
                () -> "dapi-very-secret",
                HttpClient.newHttpClient(),
                RetryPolicy.DEFAULT,
                pause -> {});
        return client.list(Wanted.where(any -> true)).jobs();
    }

    /** Returns what the workspace shows of each job, by name, with names for the ids of jobs, apart from our tags and from whom a job runs as by itself. */
    private static Map<String, JsonNode> settings(SimulatedWorkspace workspace) {
        Map<String, JsonNode> settings = new TreeMap<>();
        List<ActualJob> jobs = shown(workspace);
        Map<Long, String> names = jobs.stream().collect(Collectors.toMap(ActualJob::id, ActualJob::name));
        for (ActualJob job : jobs) {
            ObjectNode shown = job.settings().tree();
            if (shown.path("tags") instanceof ObjectNode tags) {
                tags.remove(Ownership.TAGS);
                if (tags.isEmpty()) {
                    shown.remove("tags");
                }
            }
            if (shown.path("run_as").has("user_name")) {
                shown.remove("run_as");
            }
            shown.findParents("job_id").forEach(task -> ((ObjectNode) task)
                    .put("job_id", names.get(task.path("job_id").asLong())));
            shown.findParents("single_user_name").forEach(cluster -> ((ObjectNode) cluster).remove("single_user_name"));
            settings.put(job.name(), shown);
        }
        return settings;
    }
}
