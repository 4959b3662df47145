package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide in README, "Moving over from the Python script", from the script's jobs to those of the function app: the same
 * jobs all the way, with their history.
 */
class MovingOverTest {

    private static final String APP = "func-dsc-abc";
    private static final String CONTAINER = "databricks-jobs";

    @TempDir
    Path checkout;

    @TempDir
    Path container;

    private CommandLineUnderTest commands;
    private List<Long> ids = List.of();
    private Map<String, String> app = Map.of();

    @BeforeEach
    void jobsOfTheScript() throws IOException {
        commands = new CommandLineUnderTest(checkout);
        commands.define("a", "A");
        commands.define("etl/b", "B");
        ids = List.of(legacy("A"), legacy("B"));
        app = new HashMap<>(commands.environment());
        app.put("WEBSITE_SITE_NAME", APP);
    }

    @AfterEach
    void stop() {
        commands.close();
    }

    private long legacy(String name) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put("name", name);
        settings.putObject("notebook_task").put("notebook_path", "/Shared/" + name);
        return commands.workspace().jobs().putLegacy("user@example.com", settings);
    }

    /** Writes the script's own parameters, which are in lower case, and what the guide adds. */
    private String params(Map<String, String> added) throws IOException {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        commands.environment().forEach((name, value) -> params.put(name.toLowerCase(Locale.ROOT), value));
        added.forEach(params::put);
        commands.environment().clear();
        Path file = checkout.resolve("params.json");
        Files.writeString(file, params.toString());
        return file.toString();
    }

    private void upload() throws IOException {
        for (String path : List.of("templates/standard.jinja2", "jobs/a.json", "jobs/etl/b.json")) {
            Path file = container.resolve(path);
            Files.createDirectories(file.getParent());
            Files.copy(checkout.resolve(path), file);
        }
    }

    private Report runOfTheApp() {
        return Wiring.reconciler(AppSettings.of(app).settings().defaultSource(CONTAINER), FolderStores.in(container))
                .run(SyncRequest.SYNC);
    }

    private List<Long> jobIds() {
        return commands.workspace().jobs().all().stream().map(StoredJob::id).toList();
    }

    @Test
    void the_guide_leads_from_the_scripts_jobs_to_those_of_the_app() throws IOException {
        String params = params(Map.of("OWNER", APP, "SOURCE", CONTAINER));
        assertThat(commands.run("plan", "--params", params)).as(commands.err()).isZero();
        assertThat(commands.out()).contains("2 to adopt");
        assertThat(commands.run("sync", "--params", params)).isZero();

        upload();
        Report report = runOfTheApp();

        assertThat(report.count(Action.NONE)).isEqualTo(2);
        assertThat(report.refused()).isFalse();
        assertThat(jobIds()).containsExactlyElementsOf(ids);
        assertThat(commands.workspace().calls().count(Operation.CREATE)).isZero();
        assertThat(commands.workspace().calls().count(Operation.DELETE)).isZero();
    }

    @Test
    void whoever_left_the_owner_out_is_told_the_command_that_makes_up_for_it() throws IOException {
        String params = params(Map.of());
        assertThat(commands.run("sync", "--params", params)).isZero();
        upload();

        Report refused = runOfTheApp();

        String command = "db-dsc-jobs transfer --from db-dsc-jobs --to " + APP + "/" + CONTAINER;
        assertThat(refused.count(Action.REFUSED)).isEqualTo(2);
        assertThat(refused.outcomes().toString())
                .contains("transfer --from db-dsc-jobs --key a --to " + APP + "/" + CONTAINER);
        commands.environment().putAll(app);
        commands.environment().put("SOURCE", CONTAINER);
        assertThat(commands.run("validate", "--online")).isZero();
        assertThat(commands.out()).contains("none of them ours (" + APP + "/" + CONTAINER + ")", command);
        assertThat(commands.runAnywhere("transfer", "--from", "db-dsc-jobs", "--to", APP + "/" + CONTAINER, "--apply"))
                .isZero();
        assertThat(runOfTheApp().count(Action.NONE)).isEqualTo(2);
        assertThat(jobIds()).containsExactlyElementsOf(ids);
    }

    @Test
    void one_job_alone_moves_first() throws IOException {
        String params = params(Map.of("OWNER", APP, "SOURCE", CONTAINER));

        assertThat(commands.run("sync", "--params", params, "--key", "etl/b")).isZero();

        assertThat(commands.out()).contains("@ etl/b  adopted").doesNotContain("  adopted  'A'");
        assertThat(commands.run("sync", "--params", params, "--key", "etl/c")).isEqualTo(1);
        assertThat(commands.err()).contains("there is no definition jobs/etl/c.json");
    }
}
