package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.report.AnsiStyle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands for the job of one definition: {@code open} and {@code run}. */
class JobCommandsTest {

    private CommandLineUnderTest line;
    private String jobPage;

    @TempDir
    Path folder;

    @BeforeEach
    void sync() throws Exception {
        line = new CommandLineUnderTest(folder);
        line.define("etl/daily", "Daily");
        line.run("sync");
        jobPage = line.workspace().uri() + "/jobs/"
                + line.workspace().jobs().named("Daily").get(0).id();
        line.workspace().calls().reset();
    }

    @AfterEach
    void close() {
        line.close();
    }

    private void nextRunIs(String state) {
        line.workspace()
                .faults()
                .onNext(
                        Operation.GET_RUN,
                        Fault.instead("application/json", "{\"run_id\": 1, \"state\": " + state + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"etl/daily", "jobs/etl/daily.json"})
    void open_prints_the_page_of_a_job_without_asking_the_workspace(String key) throws Exception {
        line.delete("jobs/etl/daily.json");

        assertThat(line.run("open", key)).as(line.err()).isZero();

        assertThat(line.out()).isEqualTo(jobPage + "\n");
        assertThat(line.workspace().calls().count()).isZero();
    }

    @Test
    void a_key_that_no_sync_has_seen_is_an_error_with_a_guess() {
        for (String command : new String[] {"open", "run"}) {
            assertThat(line.run(command, "etl/dialy")).isEqualTo(1);
            assertThat(line.err()).contains("no sync has seen a job of 'etl/dialy'; did you mean 'etl/daily'?");
        }
        assertThat(line.workspace().calls().count(Operation.RUN_NOW)).isZero();
    }

    @Test
    void a_definition_that_has_no_job_says_why() throws Exception {
        line.write("jobs/broken.json", "{");
        line.run("sync");

        assertThat(line.run("run", "broken")).isEqualTo(1);
        assertThat(line.err()).contains("no sync has seen a job of 'broken': ", "jobs/broken.json");
    }

    @Test
    void run_starts_the_job_and_prints_the_page_of_its_run() {
        assertThat(line.run("run", "etl/daily")).as(line.err()).isZero();

        assertThat(line.out()).matches("Run (\\d+) of 'etl/daily': " + jobPage + "/runs/\\1\n");
        assertThat(line.workspace().calls().count(Operation.RUN_NOW)).isEqualTo(1);
    }

    @Test
    void a_start_whose_answer_is_lost_is_one_start() throws Exception {
        line.workspace().faults().onNext(Operation.RUN_NOW, Fault.answerLost());

        assertThat(line.run("run", "etl/daily")).as(line.err()).isZero();

        assertThat(line.workspace().calls().count(Operation.RUN_NOW)).isEqualTo(2);
        long first = runId();
        line.run("run", "etl/daily");
        assertThat(runId()).isEqualTo(first + 1);
    }

    private long runId() {
        return Long.parseLong(line.out().split(" ", 3)[1]);
    }

    @Test
    void the_page_is_the_workspaces_own_where_it_tells() {
        line.workspace()
                .faults()
                .onNext(
                        Operation.GET_RUN,
                        Fault.instead(
                                "application/json",
                                "{\"run_page_url\": \"https://adb/#job/1/run/2\", \"state\": {\"life_cycle_state\": \"PENDING\"}}"));

        assertThat(line.run("run", "etl/daily")).isZero();
        assertThat(line.out()).endsWith(": https://adb/#job/1/run/2\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TERMINATED | SUCCESS | | 0 | SUCCESS",
                "TERMINATED | FAILED | Task main failed | 1 | FAILED: Task main failed",
                "TERMINATED | CANCELED | | 1 | CANCELED",
                "SKIPPED | | Too many runs | 1 | SKIPPED: Too many runs",
                "INTERNAL_ERROR | FAILED | | 1 | FAILED",
            })
    void a_run_that_is_waited_for_ends_the_command_as_it_ends(
            String lifeCycle, String result, String message, int exitCode, String said) {
        nextRunIs("{\"life_cycle_state\": \"" + lifeCycle + "\""
                + (result == null ? "" : ", \"result_state\": \"" + result + "\"")
                + (message == null ? "" : ", \"state_message\": \"" + message + "\"") + "}");

        assertThat(line.run("run", "etl/daily", "--wait")).isEqualTo(exitCode);

        assertThat(line.out().lines().skip(1)).containsExactly(said);
    }

    @Test
    void a_run_that_is_still_at_work_is_looked_at_again() {
        nextRunIs("{\"life_cycle_state\": \"PENDING\"}");

        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        List<Duration> pauses = new ArrayList<>();
        Terminal terminal = new Terminal(out, out, AnsiStyle.PLAIN);
        int code = new CommandLine(new RunCommand(terminal, line.environment(), pauses::add))
                .registerConverter(JobKey.class, new KeyArgument())
                .execute("etl/daily", "--wait", "--folder", folder.toString());

        assertThat(code).as(printed.toString()).isZero();
        assertThat(pauses).containsExactly(Duration.ofSeconds(5));
        assertThat(line.workspace().calls().count(Operation.GET_RUN)).isEqualTo(2);
        assertThat(printed.toString()).endsWith("\nSUCCESS\n");
    }

    @Test
    void a_refusal_of_the_workspace_is_an_error() {
        line.workspace().faults().onNext(Operation.RUN_NOW, Fault.refused(403, "PERMISSION_DENIED"));

        assertThat(line.run("run", "etl/daily")).isEqualTo(1);
        assertThat(line.err()).contains("403", "PERMISSION_DENIED");
    }
}
