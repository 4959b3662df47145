package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.settings.TriggerSettings;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command {@code sync} where only people apply plans: on a folder, and on an app. */
class ManualCommandsTest {

    private CommandLineUnderTest line;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new CommandLineUnderTest(folder);
        line.environment().put("APPLY", "manual");
        line.define("a", "A");
        line.define("b", "B");
    }

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void a_sync_of_a_folder_only_plans_and_names_the_command_that_applies() throws Exception {
        assertThat(line.run("sync")).isZero();
        assertThat(line.jobs()).isEmpty();
        assertThat(line.out()).contains("2 changes wait until somebody applies the plan (APPLY=manual)");
        String waiting = line.namedFingerprint();

        assertThat(line.run("sync", "--plan", waiting)).isZero();

        assertThat(line.jobs()).containsExactly("A", "B");
        line.define("a", "A2");
        assertThat(line.run("sync", "--plan", waiting)).isEqualTo(ExitCode.REFUSED);
        assertThat(line.jobs()).containsExactly("A", "B");
    }

    @Test
    void a_sync_of_one_job_only_plans_and_applies_the_plan_of_that_job() {
        assertThat(line.run("sync", "--key", "a")).isZero();
        assertThat(line.jobs()).isEmpty();
        assertThat(line.out()).contains("sync --key a --plan ");
        String waiting = line.namedFingerprint();

        assertThat(line.run("sync", "--plan", waiting))
                .as("it is no plan of all jobs")
                .isEqualTo(ExitCode.REFUSED);
        assertThat(line.jobs()).isEmpty();
        assertThat(line.run("sync", "--key", "a", "--plan", waiting)).isZero();
        assertThat(line.jobs()).containsExactly("A");
    }

    @Test
    void a_sync_of_an_app_only_plans_without_a_plan_and_applies_it_with_one() throws Exception {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        try (LocalService app = LocalService.start(
                0,
                AppSettings.of(line.environment()).settings(),
                Map.of(TriggerSettings.SCHEDULE, TriggerSettings.EVERY_HOUR),
                FolderStores.in(line.folder()),
                SourceWatch.Watched.of(line.folder()),
                new Terminal(nowhere, nowhere, AnsiStyle.PLAIN))) {
            assertThat(ofApp(app)).isZero();
            assertThat(line.jobs()).isEmpty();
            assertThat(line.out()).contains("2 changes wait until somebody applies the plan");
            String waiting = line.namedFingerprint();
            assertThat(ofApp(app, "--plan", "0".repeat(64))).isEqualTo(ExitCode.REFUSED);
            assertThat(line.jobs()).isEmpty();

            assertThat(ofApp(app, "--plan", waiting)).isZero();

            assertThat(line.jobs()).containsExactly("A", "B");
        }
    }

    private int ofApp(LocalService app, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "sync";
        arguments[1] = "--app";
        arguments[2] = app.uri().toString();
        arguments[3] = "--wait";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return line.runAnywhere(arguments);
    }
}
