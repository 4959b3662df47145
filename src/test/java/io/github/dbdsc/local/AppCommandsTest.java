package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.report.AnsiStyle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a function app, which is served on this machine. */
class AppCommandsTest {

    private CommandLineUnderTest line;
    private LocalService app;
    private String address;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws Exception {
        line = new CommandLineUnderTest(folder);
        line.define("etl/a", "A");
        line.define("b", "B");
        app = LocalService.start(
                0,
                AppSettings.of(line.environment()).settings(),
                Map.of("SCHEDULE", "0 0 0 1 1 *"),
                FolderStores.in(folder),
                new SourceWatch.Watched(Map::of, Duration.ofHours(1)),
                new Terminal(
                        new PrintWriter(Writer.nullWriter()), new PrintWriter(new StringWriter()), AnsiStyle.PLAIN));
        address = app.uri().toString();
    }

    @AfterEach
    void stop() {
        app.close();
        line.close();
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--app";
        all[arguments.length + 1] = address;
        return line.runAnywhere(all);
    }

    private String runId() {
        assertThat(run("runs", "--limit", "1")).as(line.err()).isZero();
        return line.out().split("  ", 2)[0];
    }

    @Test
    void run_starts_the_job_that_the_app_knows_with_the_callers_own_settings() {
        run("sync", "--wait");

        assertThat(run("run", "jobs/etl/a.json")).as(line.err()).isZero();
        assertThat(line.out())
                .matches("Run (\\d+) of 'etl/a': " + line.workspace().uri() + "/jobs/\\d+/runs/\\1\n");
        assertThat(line.workspace().calls().count(Operation.RUN_NOW)).isEqualTo(1);
        assertThat(run("run", "etl/aa")).isEqualTo(1);
        assertThat(line.err()).contains("did you mean 'etl/a'?");
        assertThat(run("run", "etl/a", "--folder", "x")).isEqualTo(1);
        assertThat(line.err()).contains("leave out --folder and --storage");
    }

    @Test
    void run_asks_no_other_workspace_than_the_apps() {
        run("sync", "--wait");
        Map<String, String> environment = new TreeMap<>(line.environment());

        environment.remove("DATABRICKS_URI");
        assertThat(runAs(environment)).isEmpty();
        environment.put("DATABRICKS_URI", "https://adb-1.azuredatabricks.net");
        assertThat(runAs(environment))
                .contains("has its jobs in " + line.workspace().uri(), "DATABRICKS_URI is https://adb-1.");
    }

    private String runAs(Map<String, String> environment) {
        StringWriter errors = new StringWriter();
        new Commands(new PrintWriter(Writer.nullWriter()), new PrintWriter(errors), environment)
                .run("run", "etl/a", "--app", address);
        return errors.toString();
    }

    @Test
    void a_plan_of_the_app_is_named_by_its_whole_fingerprint() {
        assertThat(run("sync", "--plan", "123")).isEqualTo(1);
        assertThat(line.err()).contains("--plan must be the fingerprint of a plan, 64 hexadecimal digits");
    }

    @Test
    void a_sync_that_is_waited_for_shows_the_report_and_ends_as_the_run_does() {
        assertThat(run("sync", "--wait")).as(line.err()).isZero();
        assertThat(line.out()).contains("  + etl/a  created  'A'", "Applied 2, failed 0.");

        assertThat(run("sync", "--wait", "--key", "b")).isZero();
        assertThat(line.out()).contains("every job is as defined", "1 in sync");
    }

    @Test
    void a_sync_that_is_not_waited_for_names_its_run_which_show_shows() {
        assertThat(run("sync")).as(line.err()).isZero();
        String runId = line.out().replaceFirst("(?s)Run (\\S+) is asked for; .*", "$1");
        assertThat(run("sync", "--wait")).isZero();

        assertThat(run("show", runId)).as(line.err()).isZero();

        assertThat(line.out()).contains("  + b  created  'B'", "run " + runId);
    }

    @Test
    void runs_say_what_they_did_and_show_ends_as_the_run_did() throws Exception {
        assertThat(run("runs")).isZero();
        assertThat(line.out()).isEqualTo("No runs.\n");

        line.workspace().faults().onNext(Operation.CREATE, Fault.refused(400, "INVALID_PARAMETER_VALUE"));
        assertThat(run("sync", "--wait")).isEqualTo(1);

        assertThat(run("runs")).isZero();
        assertThat(line.out()).contains("  failed  ", "1 failed", "(POST /api/sync)");
        assertThat(run("show", runId())).isEqualTo(1);
        assertThat(line.out()).contains("failed: ", "INVALID_PARAMETER_VALUE");
        assertThat(run("show", runId(), "--output", "json")).isEqualTo(1);
        assertThat(new JsonMapper().readTree(line.out()).path("changes")).isNotEmpty();
    }

    @Test
    void a_run_that_is_not_there_is_an_error_that_says_so() {
        assertThat(run("show", "20260101T000000Z-ffffff")).isEqualTo(1);
        assertThat(line.err()).contains("nothing is known of the run '20260101T000000Z-ffffff'");
        assertThat(run("show", "a b?c")).isEqualTo(1);
        assertThat(line.err()).contains("a b?c");
    }

    @Test
    void the_status_is_counts_and_what_is_not_as_defined() throws Exception {
        assertThat(run("status")).as(line.out() + line.err()).isZero();
        assertThat(line.out()).contains("which no run has looked at yet", "No jobs.");

        assertThat(run("sync", "--wait")).isZero();
        assertThat(run("status")).isZero();
        assertThat(line.out()).contains("2 changed.").doesNotContain("etl/a");
        assertThat(run("status", "--all")).isZero();
        assertThat(line.out()).contains("  etl/a  changed  'A' (job ");

        line.write("jobs/b.json", "{");
        assertThat(run("sync", "--wait")).isEqualTo(1);
        assertThat(run("status")).isEqualTo(1);
        assertThat(line.out()).contains("  b  problem  'B' (job ", "1 in-sync, 1 problem.");
    }

    @Test
    void an_outage_is_told_with_its_reason() {
        line.workspace().faults().fromCall(1, Fault.refused(403, "PERMISSION_DENIED"));

        assertThat(run("sync", "--wait", "--wait-minutes", "0")).isEqualTo(1);
        assertThat(line.err()).contains("has not ended within 0 minutes");
        Eventually.holds(
                "the run has failed", () -> run("runs") == 0 && line.out().contains("  failing  "));

        assertThat(run("status")).isEqualTo(1);
        assertThat(line.out()).contains("Out of date since ", "403");
    }

    @Test
    void a_mistyped_key_is_an_error_with_a_guess() {
        assertThat(run("sync", "--wait", "--key", "etl/b")).isEqualTo(1);
        assertThat(line.err()).contains("there is no jobs/etl/b.json");
        assertThat(run("sync", "--wait")).isZero();
        assertThat(run("runs", "--key", "etl/dialy")).isEqualTo(1);
        assertThat(line.err()).contains("no run that is kept had to do with a job of 'etl/dialy'");
    }

    @Test
    void a_job_of_the_app_is_held_with_who_and_why_and_let_go_again() {
        line.environment().put("USER", "ann");
        assertThat(run("hold", "etl/a", "--reason", "outage & more", "--hours", "6"))
                .as(line.err())
                .isZero();
        assertThat(line.out()).startsWith("etl/a  held by ann since ").contains(" until ", ": outage & more");

        assertThat(run("sync", "--wait")).as(line.err()).isZero();
        assertThat(line.jobs()).containsExactly("B");

        assertThat(run("hold")).isZero();
        assertThat(line.out()).startsWith("etl/a  held by ann");
        assertThat(run("hold", "--end", "etl/a")).isZero();
        assertThat(line.out()).isEqualTo("Nothing is held.\n");
        assertThat(run("hold", "--end", "etl/a")).isEqualTo(1);
        assertThat(line.err()).contains("nobody holds etl/a by itself");
        assertThat(run("hold", "--all")).isZero();
        assertThat(line.out()).startsWith("all jobs  held with all jobs by ann");
        assertThat(run("hold", "etl/b")).isEqualTo(1);
        assertThat(line.err()).contains("there is neither a definition jobs/etl/b.json");
        assertThat(run("hold", "b", "--folder", folder.toString())).isEqualTo(1);
        assertThat(line.err()).contains("leave out --folder, --storage and --params");
    }

    @Test
    void what_does_not_go_with_an_app_is_said() {
        assertThat(run("sync", "--folder", folder.toString())).isEqualTo(1);
        assertThat(line.err()).contains("leave out --folder, --storage and --params");
        assertThat(line.run("sync", "--wait")).isEqualTo(1);
        assertThat(line.err()).contains("--wait goes with --app");
        assertThat(line.runAnywhere("status")).isEqualTo(1);
        assertThat(line.err()).contains("--app is missing");
    }
}
