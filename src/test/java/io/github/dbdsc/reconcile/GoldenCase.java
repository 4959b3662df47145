package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.MisnamedFile;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.SimulatedJobs;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.SourceCommits;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.TargetHolds;
import io.github.dbdsc.upload.UploadMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with what a run finds and what it must report, named after the behaviour that it shows.
 *
 * <ul>
 *   <li>{@code container/}: definitions, templates, vars
 *   <li>{@code policy.json}, optional: the policy in the state container
 *   <li>{@code actual.json}: the jobs in the workspace, in the order in which the simulation gave them their ids. A job
 *       without {@code creator_user_name} was made by a user who is gone; one with {@code "api": "2.0"} as the original
 *       program made it, in single-task form; {@code active_runs} says how many runs of it are active, {@code
 *       access_control_list} all that is granted on it
 *   <li>{@code state.json}, optional: the state that an earlier run left, by key
 *   <li>{@code metadata.json}, optional: the metadata that an upload left on files, by path
 *   <li>{@code options.json}, optional: see {@link GoldenOptions}
 *   <li>{@code plan.json}, {@code report.txt}: what a dry run must report
 *   <li>{@code comment.md}, optional: the same as a comment for a pull request
 * </ul>
 */
record GoldenCase(Path folder) {

    private static final Path ALL = Path.of("src", "test", "resources", "golden");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GONE = "gone@example.com";

    static List<GoldenCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(GoldenCase::new)
                    .toList();
        }
    }

    GoldenOptions options() {
        return new GoldenOptions(optional("options.json").orElseGet(JsonNodeFactory.instance::objectNode));
    }

    Reconciler reconciler(SimulatedWorkspace simulation, InMemoryStores stores) {
        GoldenOptions options = options();
        return Passes.of(options.ownership(), options.policy())
                .strict(options.strictUndefined())
                .seeing(options.view())
                .reconciler(Passes.client(simulation), stores.stores());
    }

    /** Returns the stores as the run finds them. */
    InMemoryStores stores() {
        InMemoryStores stores = new InMemoryStores().files(read()).withState(state());
        optional("metadata.json")
                .ifPresent(files -> files.properties().forEach(file -> UploadMark.commit(metadata(file.getValue()))
                        .ifPresent(commit -> stores.uploadedFrom(commit, file.getKey()))));
        if (has("policy.json")) {
            stores.policy(text("policy.json"));
        }
        options().hold(new TargetHolds(stores, new Target(options().ownership().owner(), Passes.TARGET.workspace())));
        return stores;
    }

    /** Returns the files that the target reads, by their paths below its prefix. */
    private Map<String, String> read() {
        SourcePaths paths = SourcePaths.of(options().view());
        Map<String, String> read = new HashMap<>();
        container().forEach((name, content) -> paths.path(name)
                .or(() -> paths.misnamed(name).map(MisnamedFile::path))
                .ifPresent(path -> read.put(path, content)));
        return read;
    }

    private static Map<String, String> metadata(JsonNode json) {
        Map<String, String> metadata = new HashMap<>();
        json.properties()
                .forEach(value -> metadata.put(value.getKey(), value.getValue().asText()));
        return metadata;
    }

    /** Starts the workspace as the run finds it. */
    SimulatedWorkspace workspace() {
        GoldenOptions options = options();
        SimulatedWorkspace simulation = SimulatedWorkspace.start(SimulationOptions.defaults()
                .withCallers(Passes.ROBOT)
                .withPolicies(options.policies())
                .withQuirks(options.quirks()));
        simulation.showRunAs(options.runAsShown());
        options.addNamed(simulation.named());
        json("actual.json").forEach(job -> put(job, simulation.jobs()));
        return simulation;
    }

    private static void put(JsonNode job, SimulatedJobs jobs) {
        String creator = job.path("creator_user_name").asText(GONE);
        ObjectNode settings = (ObjectNode) job.path("settings");
        long id = job.path("api").asText().equals("2.0")
                ? jobs.putLegacy(creator, settings)
                : jobs.put(creator, settings);
        assertThat(job.path("id").asLong())
                .as("actual.json: the simulated workspace calls this job %d", id)
                .isEqualTo(id);
        if (creator.equals(GONE)) {
            jobs.deleteUser(GONE);
        }
        if (job.has("access_control_list")) {
            jobs.setGrants(id, grants(job.path("access_control_list")));
        }
        if (job.has("active_runs")) {
            jobs.setActiveRuns(id, job.path("active_runs").asInt());
        }
    }

    private static List<Grant> grants(JsonNode entries) {
        List<Grant> grants = new ArrayList<>();
        AccessControl.in(new JobSettings(JSON.createObjectNode().set(AccessControl.FIELD, entries)))
                .levels()
                .forEach((principal, level) ->
                        grants.add(new Grant(principal.kind().field(), principal.name(), level)));
        return grants;
    }

    private Map<String, String> container() {
        Path container = folder.resolve("container");
        Map<String, String> files = new TreeMap<>();
        if (Files.isDirectory(container)) { // git does not keep an empty one
            try (Stream<Path> paths = Files.walk(container)) {
                paths.filter(Files::isRegularFile)
                        .forEach(file ->
                                files.put(container.relativize(file).toString().replace('\\', '/'), text(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private Map<JobKey, AppliedJob> state() {
        Map<JobKey, AppliedJob> state = new HashMap<>();
        optional("state.json").ifPresent(jobs -> jobs.properties()
                .forEach(job -> state.put(new JobKey(job.getKey()), applied(job.getValue()))));
        return state;
    }

    private static AppliedJob applied(JsonNode job) {
        return new AppliedJob(
                job.path("jobId").longValue(),
                new JobSettings((ObjectNode) job.path("settings")),
                job.has("filledIn")
                        ? Optional.of(new FilledIn(values(job.path("filledIn"))))
                        : job.has("echo") ? Optional.of(new Echo(values(job.path("echo")))) : Optional.empty(),
                false,
                0,
                Optional.ofNullable(job.path("fingerprint").textValue()),
                List.of(),
                commits(job.path("commits")));
    }

    private static SourceCommits commits(JsonNode files) {
        Map<String, Commit> commits = new HashMap<>();
        files.properties()
                .forEach(file -> commits.put(
                        file.getKey(),
                        new Commit(
                                file.getValue().path("commit").asText(),
                                "",
                                file.getValue().path("at").asText())));
        return new SourceCommits(commits);
    }

    private static Map<String, JsonNode> values(JsonNode fields) {
        Map<String, JsonNode> values = new HashMap<>();
        fields.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        return values;
    }

    JsonNode json(String name) {
        return parsed(text(folder.resolve(name)));
    }

    String text(String name) {
        return text(folder.resolve(name));
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<JsonNode> optional(String name) {
        return Files.exists(folder.resolve(name)) ? Optional.of(json(name)) : Optional.empty();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
