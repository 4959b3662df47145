package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.function.AppTargets;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.report.AnsiStyle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line with several targets. */
class TargetCommandsTest {

    private static final String OTHER_TOKEN = "dapi-of-prod";

    @TempDir
    private Path folder;

    private CommandLineUnderTest line;
    private SimulatedWorkspace prod;

    @BeforeEach
    void start() throws IOException {
        line = new CommandLineUnderTest(folder);
        prod = SimulatedWorkspace.start(
                SimulationOptions.defaults().withCallers(Caller.admin(OTHER_TOKEN, "prod@example.com")));
        line.write("jobs/all.json", "{\"name\": \"all\", \"$override\": {\"prod\": {\"name\": \"everything\"}}}");
        line.write("jobs/prod.json", "{\"name\": \"prod\", \"$targets\": [\"prod\"]}");
    }

    @AfterEach
    void stop() {
        prod.close();
        line.close();
    }

    private void nameTargets() {
        line.environment().put("TARGETS", "dev,prod");
        for (String setting : List.of("DATABRICKS_URI", "AUTHORITY_TYPE", "PAT_TOKEN")) {
            line.environment().put(setting + "__dev", line.environment().remove(setting));
        }
        line.environment().put("DATABRICKS_URI__prod", prod.uri().toString());
        line.environment().put("AUTHORITY_TYPE__prod", "pat");
        line.environment().put("PAT_TOKEN__prod", OTHER_TOKEN);
    }

    private static List<String> names(SimulatedWorkspace workspace) {
        return workspace.jobs().all().stream()
                .map(job -> job.settings().path("name").asText())
                .sorted()
                .toList();
    }

    @Test
    void a_command_works_on_the_target_that_it_names() {
        nameTargets();

        assertThat(line.run("sync", "--target", "prod")).as(line.err()).isZero();

        assertThat(names(prod)).containsExactly("everything", "prod");
        assertThat(names(line.workspace())).isEmpty();
        assertThat(line.out()).contains("'prod'");
        assertThat(line.run("plan", "--target", "dev", "--exit-code")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "sync", "render"})
    void a_command_that_names_no_target_is_told_which_there_are(String command) {
        nameTargets();

        assertThat(line.run(command)).isEqualTo(1);

        assertThat(line.err()).contains("there are several targets: dev, prod; name one of them with --target");
    }

    @Test
    void a_target_that_there_is_not_is_refused_with_a_guess() {
        nameTargets();

        assertThat(line.run("plan", "--target", "prdo")).isEqualTo(1);

        assertThat(line.err()).contains("there is no target 'prdo'; there are dev, prod; did you mean 'prod'?");
    }

    @Test
    void a_params_file_has_a_part_for_targets() throws IOException {
        line.environment().clear();
        Path params = folder.resolve("params.json");
        Files.writeString(params, """
                {"targets": {
                  "dev": {"databricks_uri": "%s", "authority_type": "pat", "pat_token": "dapi-very-secret"},
                  "prod": {"databricks_uri": "%s", "authority_type": "pat", "pat_token": "%s"}}}""".formatted(line.workspace().uri(), prod.uri(), OTHER_TOKEN));

        assertThat(line.run("sync", "--params", params.toString(), "--target", "prod"))
                .as(line.err())
                .isZero();

        assertThat(line.err()).isEmpty();
        assertThat(names(prod)).containsExactly("everything", "prod");
    }

    /** A shell that is set up for another workspace redirects no file, and gets none of its tokens. */
    @Test
    void targets_in_the_environment_do_not_redirect_a_params_file() throws IOException {
        Path params = folder.resolve("params.json");
        Files.writeString(
                params,
                "{\"databricks_uri\": \"%s\", \"authority_type\": \"pat\", \"pat_token\": \"dapi-very-secret\"}"
                        .formatted(line.workspace().uri()));
        line.environment().clear();
        line.environment().put("TARGETS", "prod");
        line.environment().put("DATABRICKS_URI__prod", prod.uri().toString());

        assertThat(line.run("plan", "--params", params.toString()))
                .as(line.err())
                .isZero();

        assertThat(prod.calls().count()).isZero();
        assertThat(line.out()).contains(line.workspace().uri().toString());
        assertThat(line.err())
                .contains("Warning: DATABRICKS_URI__prod in the environment does not count, since " + params
                        + " has DATABRICKS_URI for all targets");

        line.environment().put("TARGETS", "dev,prod");
        assertThat(line.run("plan", "--params", params.toString(), "--target", "prod"))
                .isEqualTo(1);
        assertThat(line.err()).contains("DATABRICKS_URI__prod is missing");
        assertThat(prod.calls().count()).isZero();
    }

    @Test
    void strict_on_the_command_line_counts_for_every_target() throws IOException {
        nameTargets();
        line.environment().put("STRICT__prod", "false");
        line.write("jobs/twice.json", "{\"name\": \"twice\", \"name\": \"twice\"}");
        assertThat(line.run("validate", "--target", "prod")).isZero();

        assertThat(line.run("validate", "--target", "prod", "--strict")).isEqualTo(1);
        assertThat(line.run("plan", "--target", "prod", "--strict")).isEqualTo(1);
        assertThat(line.out()).contains("\"name\" is there twice");
    }

    @Test
    void validate_checks_all_targets_and_says_which_a_problem_is_for() throws IOException {
        nameTargets();
        line.write(
                "templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"max_concurrent_runs\": {{ vars.x }}}");
        line.write("vars/prod.json", "{\"x\": \"many\"}");
        line.write("vars/dev.json", "{\"x\": 1}");
        line.write("vars/prdo.json", "{\"x\": 1}");

        assertThat(line.run("validate")).isEqualTo(1);

        assertThat(line.out())
                .contains("(for the target prod)")
                .contains("vars/prdo.json: the file is not read; if it should be, rename it to vars/prod.json")
                .contains("Target dev: 1 definition is fine, 0 are not (0 errors).")
                .contains("Target prod: 0 definitions are fine, 2 are not")
                .contains("The settings are fine.");
        assertThat(line.run("validate", "--target", "dev")).isZero();
        assertThat(line.out()).doesNotContain("Target prod");
    }

    @Test
    void an_app_that_gets_targets_goes_on_with_the_state_it_has() throws IOException {
        line.delete("jobs/prod.json");
        line.write("jobs/all.json", "{\"name\": \"all\"}");
        assertThat(line.run("sync")).isZero();
        long job = line.workspace().jobs().all().get(0).id();
        nameTargets();
        line.workspace().calls().reset();

        assertThat(line.run("sync", "--target", "dev")).isZero();

        assertThat(line.out()).contains("every job is as defined");
        assertThat(line.workspace().calls().writes()).isZero();
        assertThat(line.workspace().jobs().all()).singleElement().satisfies(kept -> assertThat(kept.id())
                .isEqualTo(job));
    }

    @Test
    void two_targets_of_one_workspace_with_different_owners_never_touch_each_others_jobs() throws IOException {
        nameTargets();
        line.environment().put("DATABRICKS_URI__prod", line.workspace().uri().toString());
        line.environment().put("PAT_TOKEN__prod", "dapi-very-secret");
        line.environment().put("OWNER__prod", "team-prod");
        line.environment().put("PRUNE__prod", "on");
        line.environment().put("PRUNE__dev", "on");
        line.environment().put("PRUNE_AFTER", "0");
        line.environment().put("PRUNE_LIMIT", "100");
        assertThat(line.run("sync", "--target", "dev")).isZero();
        assertThat(line.run("sync", "--target", "prod")).isZero();
        assertThat(names(line.workspace())).containsExactly("all", "everything", "prod");

        line.write("jobs/prod.json", "{\"name\": \"renamed\", \"$targets\": [\"prod\"]}");
        line.write("jobs/all.json", "{\"name\": \"all\", \"$targets\": [\"dev\"]}");
        for (String target : List.of("dev", "prod", "dev", "prod")) {
            assertThat(line.run("sync", "--target", target))
                    .as(line.out() + line.err())
                    .isZero();
        }

        assertThat(names(line.workspace())).containsExactly("all", "renamed");
    }

    @Test
    void two_targets_with_one_workspace_and_one_owner_do_nothing() {
        nameTargets();
        line.environment().put("DATABRICKS_URI__prod", line.workspace().uri().toString());

        assertThat(line.run("sync", "--target", "dev")).isNotZero();

        assertThat(line.err()).contains("the targets 'dev' and 'prod' have one workspace and one OWNER");
        assertThat(line.workspace().calls().count()).isZero();
    }

    @Test
    void a_function_app_is_asked_about_the_target_that_is_named() throws Exception {
        nameTargets();
        try (LocalService app = served()) {
            line.environment().put(AppLogin.KEY, "any");
            String url = app.uri().toString();

            assertThat(line.runAnywhere("status", "--app", url)).isEqualTo(1);
            assertThat(line.err())
                    .contains("the function app has several targets: dev, prod; name one of them with --target");
            assertThat(line.runAnywhere("sync", "--app", url)).isEqualTo(1);
            assertThat(line.err()).contains("there are several targets: dev, prod");

            assertThat(line.runAnywhere("sync", "--app", url, "--target", "prod", "--wait"))
                    .as(line.out() + line.err())
                    .isZero();
            assertThat(names(prod)).containsExactly("everything", "prod");
            assertThat(names(line.workspace())).isEmpty();
            assertThat(line.runAnywhere("status", "--app", url, "--target", "prod"))
                    .isZero();
            assertThat(line.out()).contains("prod");
            assertThat(line.runAnywhere("runs", "--app", url, "--target", "dev"))
                    .isZero();
            assertThat(line.runAnywhere("runs", "--app", url)).isZero();
            assertThat(line.out()).contains("  prod  ok  ");
            assertThat(line.runAnywhere("run", "all", "--app", url, "--target", "prod"))
                    .as(line.err())
                    .isZero();
            assertThat(line.out()).contains(prod.uri().toString());
            assertThat(line.runAnywhere("hold", "--app", url, "--target", "prod", "--all", "--reason", "x"))
                    .as(line.err())
                    .isZero();
        }
    }

    /** The app would put a request for each into the queue, and the command waits for one report. */
    @Test
    void a_command_asks_a_function_app_about_one_target() throws Exception {
        nameTargets();
        try (LocalService app = served()) {
            line.environment().put(AppLogin.KEY, "any");

            assertThat(line.runAnywhere("sync", "--app", app.uri().toString(), "--target", "*"))
                    .isEqualTo(1);

            assertThat(line.err()).contains("--target names one target of the function app");
            assertThat(names(prod)).isEmpty();
        }
    }

    /** The first run after the upload would be that of any target, and tell nothing of the others. */
    @Test
    void an_upload_waits_for_the_run_of_one_target() throws Exception {
        nameTargets();
        try (LocalService app = served()) {
            line.environment().put(AppLogin.KEY, "any");
            String url = app.uri().toString();

            assertThat(line.run("upload", "--storage", "account", "--source", "x", "--app", url, "--wait"))
                    .isEqualTo(1);

            assertThat(line.err())
                    .contains("the function app has several targets: dev, prod; name one of them with --target");
        }
    }

    @Test
    void the_command_that_a_report_names_is_about_its_target() throws IOException {
        nameTargets();
        assertThat(line.run("sync", "--target", "prod")).isZero();
        String run = line.out().replaceAll("(?s).*run (\\S+Z-\\w+).*", "$1");
        assertThat(line.run("undo", "--target", "prod", run)).isZero();
        assertThat(line.err()).contains("db-dsc-jobs undo " + run + " --target prod --plan ");
        line.write("jobs/all.json", "{\"name\": \"all\", \"$targets\": [\"dev\"]}");
        line.write("jobs/prod.json", "{\"name\": \"prod\", \"$targets\": [\"dev\"]}");

        assertThat(line.run("plan", "--target", "prod", "--prune")).isEqualTo(2);

        assertThat(line.out()).contains("approve it: sync --target prod --prune --plan ");
        assertThat(line.run("sync", "--target", "prod", "--prune", "--plan", line.namedFingerprint()))
                .as(line.out() + line.err())
                .isZero();
        assertThat(names(prod)).isEmpty();
        assertThat(line.run("plan", "--target", "dev", "--output", "markdown")).isZero();
        assertThat(line.out()).contains("db-dsc-jobs sync --target dev --plan ", "POST /api/sync?target=dev&plan=");
    }

    /** Serves both targets on a free port. */
    private LocalService served() {
        Map<String, String> values = Map.copyOf(line.environment());
        AppTargets targets = AppTargets.of(values);
        List<WorkPlace.Opened> opened = targets.names().stream()
                .map(targets::of)
                .map(target -> new WorkPlace.Opened(
                        target.settings(), FolderStores.in(folder, target.paths()), target.paths()))
                .toList();
        Terminal quiet = new Terminal(
                new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), AnsiStyle.PLAIN);
        return LocalService.start(0, opened, values, SourceWatch.Watched.of(folder), quiet);
    }
}
