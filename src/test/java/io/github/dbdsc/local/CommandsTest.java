package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final String TOKEN = "dapi-very-secret";
    private static final String IDENTITY = "user@example.com";

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Caller.admin(TOKEN, IDENTITY)));
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DATABRICKS_URI",
            workspace.uri().toString(),
            "AUTHORITY_TYPE",
            "pat",
            "CLIENT_ID",
            IDENTITY,
            "PAT_TOKEN",
            TOKEN));

    private String out = "";
    private String err = "";

    @TempDir
    Path folder;

    @BeforeEach
    void template() throws IOException {
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout }}}");
        write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 60}");
    }

    @AfterEach
    void stop() {
        workspace.close();
        assertThat(out + err).doesNotContain(TOKEN).doesNotContain("\tat ");
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private int run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = new Commands(new PrintWriter(output), new PrintWriter(errors), environment).run(arguments);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private int runHere(String command, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        arguments[1] = "--folder";
        arguments[2] = folder.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(arguments);
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out);
    }

    @Test
    void jobs_go_from_one_owner_to_another_after_a_look_at_which() throws IOException {
        assertThat(runHere("sync")).isZero();

        assertThat(run("transfer", "--from", "db-dsc-jobs", "--to", "app/databricks-jobs"))
                .isZero();
        assertThat(out)
                .contains("  > a  'A' (job ")
                .contains("1 of 1 would go from db-dsc-jobs to app/databricks-jobs; add --apply to let them go.");
        assertThat(run("transfer", "--from", "db-dsc-jobs", "--to", "app/databricks-jobs", "--apply"))
                .isZero();
        assertThat(run("transfer", "--from", "db-dsc-jobs", "--to", "app/databricks-jobs"))
                .isEqualTo(1);
        assertThat(out).contains("No job is tagged as db-dsc-jobs. There are: app/databricks-jobs (1)");

        environment.put("OWNER", "app");
        environment.put("SOURCE", "databricks-jobs");
        assertThat(runHere("plan", "--exit-code")).isZero();
    }

    @Test
    void a_checkout_is_the_source_of_its_jobs() throws IOException {
        write(".git/config", "[remote \"origin\"]\n\turl = https://x:planted@git.example.com/team/jobs.git\n");

        assertThat(runHere("sync")).isZero();

        assertThat(workspace.jobs().all()).singleElement().satisfies(job -> assertThat(job.tag("dsc-source"))
                .hasValue("git.example.com/team/jobs"));
    }

    @Test
    void a_plan_shows_a_line_a_job_and_changes_nothing() {
        assertThat(runHere("plan")).isZero();

        assertThat(out).contains("  + a  create  'A'\n").contains("Plan: 1 to create, 0 to update");
        assertThat(out).contains("Fingerprint: ").doesNotContain("\u001B");
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_file_name_with_controls_reaches_the_terminal_as_numbers() throws IOException {
        write("jobs/x\n\u001B[2Jy.json", "{\"name\": \"B\\u009b2J\", \"timeout\": 1}");
        write("jobs/z\u009B2J.json", "{");

        for (String command : List.of("validate", "plan", "sync", "render")) {
            for (String form : List.of("text", "json")) {
                runHere(command, "--output", form);
                boolean templateText = command.equals("render") && form.equals("text");
                String shown = templateText
                        ? out.lines().filter(line -> line.startsWith("#")).toList() + err
                        : out + err;
                assertThat(shown).as(command + " " + form).doesNotContainPattern("[\\x1b\\x80-\\x9f]");
                assertThat(shown).as(command + " " + form).contains("z\\u009b2J");
            }
        }
        runHere("plan", "--all");
        assertThat(out).contains("x\\u000a\\u001b[2Jy");
    }

    @Test
    void a_risky_change_ends_with_exit_code_three_on_request() throws IOException {
        assertThat(runHere("plan", "--risk")).isEqualTo(2);
        write("jobs/b.json", "{\"name\": \"B\", \"timeout\": 1}");
        runHere("sync");
        assertThat(runHere("plan", "--risk")).isZero();
        Files.delete(folder.resolve("jobs/b.json"));

        assertThat(runHere("plan", "--risk")).isZero();
        assertThat(runHere("plan", "--risk", "--prune")).isEqualTo(3);
        assertThat(out).contains("- b  delete", "risky: deletes the job");
        assertThat(runHere("plan", "--exit-code", "--prune")).isEqualTo(2);
        assertThat(runHere("plan", "--prune")).isZero();
        write("jobs/broken.json", "{");
        assertThat(runHere("plan", "--risk", "--prune")).isEqualTo(1);
    }

    @Test
    void pending_changes_end_with_exit_code_two_on_request() {
        assertThat(runHere("plan", "--exit-code")).isEqualTo(2);
        runHere("sync");
        assertThat(runHere("plan", "--exit-code")).isZero();
    }

    @Test
    void a_plan_shows_differences_before_and_after() throws IOException {
        runHere("sync");
        write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 120}");

        runHere("plan");

        assertThat(out)
                .contains("  ~ a  update  'A' (job 100001)\n      timeout_seconds: 60 → 120"
                        + "  (jobs/a.json:1 through templates/standard.jinja2:1)\n");
    }

    @Test
    void a_sync_creates_the_jobs_and_a_second_one_has_nothing_to_do() {
        assertThat(runHere("sync")).isZero();
        assertThat(out).contains("+ a  created  'A' (job 100001)").contains("Applied 1, failed 0. 3 workspace calls");

        assertThat(runHere("sync")).isZero();
        assertThat(out).contains("  every job is as defined\n").contains("Applied 0, failed 0. 1 workspace call ");
    }

    @Test
    void a_definitions_path_is_taken_for_its_key() {
        assertThat(runHere("sync", "--key", "./jobs/a.json")).as(err).isZero();
        assertThat(out).contains("+ a  created");
    }

    @Test
    void a_sync_reports_in_json_on_request() throws IOException {
        assertThat(runHere("sync", "--output", "json")).isZero();

        assertThat(json().at("/counts/create").asInt()).isEqualTo(1);
        assertThat(json().at("/changes/0/outcome").asText()).isEqualTo("applied");
        assertThat(json().at("/workspace").asText()).isEqualTo(workspace.uri().toString());
    }

    @Test
    void params_json_of_the_original_program_is_enough() throws IOException {
        Path params = folder.resolve("params.json");
        Files.writeString(
                params,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("authority_type", "pat")
                        .put("authority", "")
                        .put("client_id", IDENTITY)
                        .put("resource", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d")
                        .put("databricks_uri", workspace.uri().toString())
                        .put("cert_thumbprint", "")
                        .put("pat_token", TOKEN)
                        .toString());
        ObjectNode original = JsonNodeFactory.instance.objectNode().put("name", "A");
        original.putObject("spark_jar_task").put("main_class_name", "Main");
        long id = workspace.jobs().putLegacy(IDENTITY, original);
        environment.clear();

        assertThat(runHere("sync", "--params", params.toString())).as(err).isZero();

        assertThat(out).contains("@ a  adopted  'A' (job " + id + ")");
        assertThat(workspace.jobs().all()).extracting(StoredJob::id).containsExactly(id);
        assertThat(workspace.calls().count(Operation.DELETE)).isZero();
    }

    @Test
    void a_bad_definition_ends_with_exit_code_one_and_the_others_are_applied() throws IOException {
        write("jobs/bad.json", "{\n  \"name\": \"B\",\n, }");

        assertThat(runHere("sync")).isEqualTo(1);

        assertThat(out).contains("Error: jobs/bad.json:3:").contains("not JSON").contains("1 with errors");
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    @Test
    void a_job_that_is_not_ours_is_exit_code_two() {
        workspace
                .jobs()
                .put("bob@example.com", JsonNodeFactory.instance.objectNode().put("name", "A"));

        assertThat(runHere("sync")).isEqualTo(2);

        assertThat(out)
                .contains("! a  refused  'A'")
                .contains("bob@example.com")
                .contains("$adopt");
    }

    @Test
    void a_plan_that_was_not_approved_is_exit_code_two() {
        assertThat(runHere("sync", "--plan", "0".repeat(64))).isEqualTo(2);

        assertThat(out).contains("Refused: the plan is not the approved one");
        assertThat(workspace.jobs().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "sync", "serve"})
    void a_folder_and_a_storage_account_are_not_both_worked_on(String command) {
        assertThat(runHere(command, "--storage", "testaccount")).isEqualTo(1);

        assertThat(err)
                .contains("--folder and --storage are both given, but the definitions come from one of them; leave the"
                        + " other out");
        assertThat(workspace.calls().count()).isZero();
    }

    /** Runs the command that the one refusal of the last output names. */
    private int runNamedCommand() {
        String refusal = out.lines()
                .filter(line -> line.startsWith("Refused: "))
                .findFirst()
                .orElseThrow();
        String[] words = refusal.replaceAll(".*: sync ", "").split(" ");
        return runHere("sync", words);
    }

    @ParameterizedTest(name = "plan --prune: {0}")
    @ValueSource(booleans = {false, true})
    void the_command_in_a_refusal_does_what_the_plan_shows(boolean atOnce) throws IOException {
        environment.put("PRUNE", "on");
        write("jobs/b.json", "{\"name\": \"B\", \"timeout\": 90}");
        assertThat(runHere("sync")).isZero();
        Files.delete(folder.resolve("jobs/a.json"));
        write("jobs/etl/new.json", "{\"name\": \"New\", \"timeout\": 60}");

        assertThat(atOnce ? runHere("plan", "--prune") : runHere("plan")).isEqualTo(2);
        assertThat(out)
                .contains("  + etl/new  create  'New'\n")
                .contains(atOnce ? "  - a  delete  'A' " : "  ? a  orphan  'A' ");
        assertThat(runNamedCommand()).isZero();

        assertThat(workspace.jobs().all())
                .extracting(StoredJob::name)
                .containsExactlyInAnyOrderElementsOf(atOnce ? List.of("B", "New") : List.of("A", "B", "New"));
    }

    @Test
    void validate_needs_no_settings() throws IOException {
        environment.clear();
        assertThat(runHere("validate")).isZero();
        assertThat(out).contains("1 definition is fine, 0 are not (0 errors)");

        write("jobs/bad.json", "[]");
        assertThat(runHere("validate", "--output", "json")).isEqualTo(1);
        assertThat(json().at("/valid").asInt()).isEqualTo(1);
        assertThat(json().at("/problems/0/file").asText()).isEqualTo("jobs/bad.json");
    }

    @Test
    void validate_checks_given_settings_as_health_does() throws IOException {
        assertThat(runHere("validate")).isZero();
        assertThat(out).contains("The settings are fine.");

        environment.put("AUTHORITY_TYPE", "magic");
        assertThat(runHere("validate")).isEqualTo(1);
        assertThat(out).contains("Error: AUTHORITY_TYPE is not a known one").contains("don't allow work to begin");
        assertThat(runHere("validate", "--online", "--output", "json")).isEqualTo(1);
        assertThat(json().at("/settings/0").asText()).startsWith("AUTHORITY_TYPE is not a known one");
        assertThat(json().path("online")).isEmpty();

        environment.clear();
        assertThat(runHere("validate")).isZero();
        assertThat(out).contains("Settings were not checked");
    }

    @Test
    void validate_online_says_what_token_and_workspace_answer() throws IOException {
        assertThat(runHere("validate", "--online")).as(out).isZero();
        assertThat(out)
                .contains("skipped storage: JobStore is not set")
                .contains("skipped key vault: no setting is in a key vault")
                .contains("ok      token: AUTHORITY_TYPE pat gives one for " + IDENTITY)
                .contains("ok      workspace: " + workspace.uri() + " knows us as " + IDENTITY
                        + " and shows 0 jobs, 0 of them ours (db-dsc-jobs)");
        assertThat(workspace.calls().writes()).isZero();

        workspace.expire(TOKEN);
        assertThat(runHere("validate", "--online", "--output", "json")).isEqualTo(1);
        assertThat(json().at("/online/3/result").asText()).isEqualTo("failed");
        assertThat(json().at("/online/3/saw").asText()).contains("401").contains("AUTHORITY_TYPE");
    }

    @Test
    void render_shows_the_output_of_the_template_whether_it_is_json_or_not() throws IOException {
        write("jobs/b.json", "{\"name\": \"B\"}");

        assertThat(runHere("render", "b")).isZero();

        assertThat(out).isEqualTo("{\"name\": \"B\", \"timeout_seconds\": }\n");
    }

    @Test
    void render_shows_settings_as_they_are_sent() throws IOException {
        write(
                "templates/standard.jinja2",
                "{\"name\": \"{{ job.name }}\", \"existing_cluster_id\": \"c\","
                        + " \"notebook_task\": {\"notebook_path\": \"/n\"}}");

        assertThat(runHere("render", "--output", "json")).isZero();

        assertThat(json().at("/a/tasks/0/existing_cluster_id").asText()).isEqualTo("c");
    }

    @Test
    void render_of_an_unknown_key_says_so() {
        assertThat(runHere("render", "nope")).isEqualTo(1);
        assertThat(err).contains("jobs/nope.json").contains("check the key");
    }

    @Test
    void missing_settings_are_named_all_at_once() {
        environment.clear();

        assertThat(runHere("sync")).isEqualTo(1);

        assertThat(err).contains("DATABRICKS_URI is missing").contains("AUTHORITY_TYPE is missing");
    }

    @Test
    void a_folder_that_does_not_exist_is_named() {
        assertThat(run("plan", "--folder", "/no/such/folder")).isEqualTo(1);
        assertThat(err).contains("/no/such/folder");
    }

    @Test
    void a_params_file_that_is_missing_or_not_json_is_named_but_not_quoted() throws IOException {
        assertThat(runHere("plan", "--params", "/no/such/params.json")).isEqualTo(1);
        assertThat(err).contains("/no/such/params.json");

        Path params = folder.resolve("params.json");
        Files.writeString(params, "{\"pat_token\": \"" + TOKEN + "\" oops");
        assertThat(runHere("plan", "--params", params.toString())).isEqualTo(1);
        assertThat(err).contains("params.json is not JSON at line 1");
    }

    @Test
    void a_token_that_is_not_accepted_is_an_error_and_not_an_empty_workspace() {
        environment.put("PAT_TOKEN", "wrong");

        assertThat(runHere("sync")).isEqualTo(1);

        assertThat(err).contains("GET /api/2.2/jobs/list was answered 403");
        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    void an_unknown_option_shows_the_usage() {
        assertThat(run("plan", "--nonsense")).isEqualTo(1);
        assertThat(err).contains("--nonsense").contains("Usage: db-dsc-jobs plan");
    }

    @Test
    void no_command_shows_help() {
        assertThat(run()).isZero();
        assertThat(out).contains("plan", "sync", "render", "validate", "serve", "demo");
    }

    @Test
    void the_demo_plans_applies_and_names_its_addresses() {
        assertThat(run("demo", "--once", "--port", "0")).as(err).isZero();

        assertThat(out)
                .contains("Plan: 3 to create")
                .contains("Applied 3, failed 0")
                .contains("/api/sync")
                .contains("/api/plan")
                .contains("/api/health")
                .contains("simulated");
    }

    @Test
    void a_taken_port_is_named() {
        int taken = workspace.uri().getPort();

        assertThat(run("demo", "--once", "--port", Integer.toString(taken))).isEqualTo(1);
        assertThat(err).contains("port " + taken).contains("--port");
    }
}
