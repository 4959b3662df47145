package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackagedAppIT {

    private static final List<String> FUNCTIONS = List.of(
            "Health",
            "OnDefinitionLanded",
            "OnBlobDeleted",
            "OnSchedule",
            "RunSync",
            "Plan",
            "Sync?wait=0",
            "Dashboard",
            "Runs",
            "Run",
            "Jobs",
            "OpenApi",
            "LookForChanges",
            "OnBlobEvent",
            "Hold",
            "Undo",
            "Auth",
            "Job",
            "EntraSync",
            "EntraPlan",
            "EntraUndo",
            "EntraRuns",
            "EntraRun",
            "EntraJobs",
            "EntraJob",
            "EntraHold");

    static final Path APP = Path.of("target", "azure-functions", "db-dsc-jobs");

    private static final Path JAR = APP.resolve("db-dsc-jobs.jar");

    private static final long LARGEST_LIBRARIES = 25_000_000;

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void every_function_runs_as_the_worker_runs_it() throws Exception {
        Map<String, String> settings = withDefinition();
        settings.put("SCHEDULE", "0 0 * * * *");
        settings.put("CHANGES_SCHEDULE", "0 */5 * * * *");

        List<String> results =
                results(worker(settings, FUNCTIONS.toArray(String[]::new)).lines());

        assertThat(results).hasSize(functions().size());
        assertThat(results.get(0)).startsWith("Health 200").contains("\"ok\"");
        assertThat(results.subList(1, 5))
                .containsExactly("OnDefinitionLanded done", "OnBlobDeleted done", "OnSchedule done", "RunSync done");
        assertThat(results.get(5)).startsWith("Plan 200").contains("\"none\" : 1");
        assertThat(results.get(6)).startsWith("Sync?wait=0 202").contains("\"queued\"");
        assertThat(results.get(7)).startsWith("Dashboard 200").contains("<title>Databricks jobs</title>");
        assertThat(results.get(8)).startsWith("Runs 200").contains("\"status\" : \"ok\"", "\"status\" : \"queued\"");
        assertThat(results.get(9)).startsWith("Run 404").contains("nothing is known of the run");
        assertThat(results.get(10)).startsWith("Jobs 200").contains("\"changed\"");
        assertThat(results.get(11)).startsWith("OpenApi 200").contains("3.1.0");
        assertThat(results.subList(12, 14)).containsExactly("LookForChanges done", "OnBlobEvent done");
        assertThat(results.get(14)).startsWith("Hold 200").contains("\"jobs\" : [ ]");
        assertThat(results.get(15)).startsWith("Undo 404").contains("can be undone");
        assertThat(results.get(16)).startsWith("Auth 200").contains("\"keys\"");
        assertThat(results.get(17)).startsWith("Job 200").contains("\"key\" : \"a\"", "\"jobId\"");
        assertThat(results.subList(18, 26))
                .as("tokens open nothing without AUTH")
                .allMatch(result -> result.contains(" 403 "));
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    /** The host drops parameters without a value before the worker sees them. */
    @Test
    void a_parameter_without_a_value_makes_no_other_request_of_it() throws Exception {
        List<String> results = results(worker(
                        withDefinition(),
                        "Sync?dryRun",
                        "Sync?plan=",
                        "Sync?prune=true&plan=",
                        "Sync?key=",
                        "Sync?nonsense",
                        "Sync?dryRun=%zz",
                        "Jobs?nonsense",
                        "Runs?limit")
                .lines());

        assertThat(results.get(0)).startsWith("Sync?dryRun 200").contains("\"dryRun\" : true");
        assertThat(results.subList(1, results.size())).hasSize(7).allMatch(result -> result.contains(" 400 "));
        assertThat(workspace.jobs().all()).isEmpty();
    }

    /** The worker runs where the platform's charset knows no umlaut: a body's text must not depend on it. */
    @Test
    void a_body_arrives_whole_or_is_missed_in_words() throws Exception {
        String files = URLEncoder.encode(
                "{\"files\": {\"jobs/a.json\": \"{\\\"name\\\": \\\"Größe\\\"}\"}}", StandardCharsets.UTF_8);
        Map<String, String> settings = withDefinition();
        settings.put("JAVA_TOOL_OPTIONS", "-Dfile.encoding=US-ASCII");

        List<String> results = results(worker(
                        settings,
                        "Plan application/json " + files,
                        "Plan chunked " + files,
                        "Plan multipart/form-data;boundary=x --x",
                        "Sync?dryRun=true application/json {}")
                .lines());

        assertThat(results.get(0)).contains(" 200 ", "\"Größe\"", "\"create\" : 1");
        assertThat(results.get(1)).contains(" 400 ", "Content-Length");
        assertThat(results.get(2)).contains(" 415 ");
        assertThat(results.get(3)).contains(" 200 ");
        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    void without_settings_every_function_says_what_is_missing_and_shows_no_stack_trace() throws Exception {
        List<String> results =
                results(worker(Map.of(), FUNCTIONS.toArray(String[]::new)).lines());

        assertThat(results.get(0)).startsWith("Health 503");
        assertThat(results.subList(1, 5)).allMatch(result -> result.contains(" failed"));
        assertThat(results.get(5)).startsWith("Plan 503");
        assertThat(results.get(6)).startsWith("Sync?wait=0 503");
        assertThat(results.get(7))
                .as("the page has no data and needs no settings")
                .startsWith("Dashboard 200");
        assertThat(List.of(results.get(1), results.get(2), results.get(3), results.get(13)))
                .as("events need the queue alone")
                .allSatisfy(result -> assertThat(result).contains("JobStore").doesNotContain("DATABRICKS_URI"));
        assertThat(List.of(results.get(0), results.get(4), results.get(5), results.get(6)))
                .allSatisfy(result -> assertThat(result).contains("DATABRICKS_URI", "AUTHORITY_TYPE", "JobStore"));
        assertThat(results).allSatisfy(result -> assertThat(result).doesNotContain("\tat "));
    }

    @Test
    void the_package_holds_what_the_host_needs_and_no_local_settings() throws IOException {
        assertThat(APP.resolve("host.json")).exists();
        assertThat(APP.resolve("local.settings.json")).doesNotExist();
        assertThat(functions())
                .containsExactlyInAnyOrderElementsOf(FUNCTIONS.stream()
                        .map(function -> function.replaceFirst("\\?.*", ""))
                        .toList());
    }

    @Test
    void the_libraries_stay_small_because_every_cold_start_loads_them() throws IOException {
        List<Path> libraries = libraries();
        long bytes = 0;
        for (Path library : libraries) {
            bytes += Files.size(library);
        }
        List<String> artifacts = libraries.stream()
                .map(library -> library.getFileName().toString().replaceFirst("-[0-9].*", ""))
                .toList();

        assertThat(bytes).isBetween(1L, LARGEST_LIBRARIES);
        assertThat(artifacts)
                .as("no library in two versions")
                .doesNotHaveDuplicates()
                .as("the JDK has an HTTP client; tests, tools and the command line's libraries stay at home")
                .noneMatch(name -> name.matches(
                        ".*(netty|okhttp|jetty|junit|assertj|archunit|jmh|selenium|databricks|picocli|cron-utils).*"));
    }

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> libraries = Files.list(APP.resolve("lib"))) {
            return libraries.toList();
        }
    }

    @Test
    void the_app_holds_nothing_that_only_the_command_line_uses() throws IOException {
        try (JarFile app = new JarFile(JAR.toFile());
                JarFile commandLine = new JarFile(
                        Path.of("target", "cli", "lib", "db-dsc-jobs-cli.jar").toFile())) {
            assertThat(app.stream().map(JarEntry::getName))
                    .contains("io/github/dbdsc/function/SyncFunctions.class")
                    .noneMatch(name -> name.startsWith("io/github/dbdsc/local/") || name.startsWith("examples/"));
            assertThat(commandLine.stream().map(JarEntry::getName))
                    .contains("io/github/dbdsc/local/Main.class", "examples/jobs/job1.json")
                    .doesNotContain("io/github/dbdsc/function/SyncFunctions.class");
        }
    }

    @Test
    void the_apps_jar_says_where_the_command_line_is_when_it_is_started_by_itself() throws Exception {
        Run run = java(Map.of(), List.of("-jar", JAR.toString(), "plan"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("target/cli/bin/db-dsc-jobs").hasLineCount(1);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("DATABRICKS_URI", workspace.uri().toString());
        settings.put("AUTHORITY_TYPE", "pat");
        settings.put("PAT_TOKEN", Caller.DEMO.token());
        settings.put("OWNER", "packaged");
        return settings;
    }

    /** Returns the settings of an app with one definition. */
    private Map<String, String> withDefinition() {
        String container = Azurite.freshContainerName();
        Map<String, String> settings = settings();
        settings.put("JobStore", Azurite.running().connectionString());
        settings.put("JOB_CONTAINER", container);
        settings.put("STATE_CONTAINER", container + "-state");
        BlobContainerClient definitions =
                StorageConnection.of(settings, "JobStore").container(container);
        definitions.create();
        upload(definitions, "templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
        upload(definitions, "jobs/a.json", "{\"name\": \"A\"}");
        return settings;
    }

    private static void upload(BlobContainerClient container, String path, String content) {
        container.getBlobClient(path).upload(BinaryData.fromString(content));
    }

    private static List<String> functions() throws IOException {
        try (Stream<Path> folders = Files.list(APP)) {
            return folders.filter(function -> Files.exists(function.resolve("function.json")))
                    .map(function -> function.getFileName().toString())
                    .toList();
        }
    }

    static List<String> results(Stream<String> output) {
        return output.filter(line -> line.startsWith("RESULT "))
                .map(line -> line.substring("RESULT ".length()))
                .toList();
    }

    /** Invokes the functions one after another in one process, as a worker does. */
    static String worker(Map<String, String> settings, String... functions) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(
                        File.pathSeparator,
                        placeOf(WorkerHarness.class),
                        WorkerHarness.REQUESTS.toString(),
                        placeOf(ExecutionContext.class),
                        placeOf(FunctionInstanceInjector.class)),
                WorkerHarness.class.getName(),
                APP.toAbsolutePath().toString()));
        command.addAll(List.of(functions));
        return java(settings, command).output();
    }

    private record Run(int exitCode, String output) {}

    private static Run java(Map<String, String> settings, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("JobStore") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static String placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
