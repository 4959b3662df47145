package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody expects of a command line. */
class CommandLineBasicsTest {

    @TempDir
    Path folder;

    private CommandLineUnderTest commands;

    @BeforeEach
    void start() throws IOException {
        commands = new CommandLineUnderTest(folder);
        commands.define("etl/daily", "Daily");
    }

    @AfterEach
    void stop() {
        commands.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void help_is_found_at_the_root(String argument) {
        assertThat(commands.runAnywhere(argument)).isZero();
        assertThat(commands.out()).startsWith("Usage: db-dsc-jobs").contains("plan", "sync", "completion");
    }

    @Test
    void every_command_is_in_the_table_of_the_readme() throws IOException {
        commands.runAnywhere("--help");
        String table = Files.readString(Path.of("README.md"));

        assertThat(commands.out().lines().filter(line -> line.matches("  [a-z]+( {2,}.*)?")))
                .isNotEmpty()
                .map(line -> line.strip().replaceAll(" .*", ""))
                .filteredOn(name -> !name.equals("help"))
                .contains("export", "plan")
                .allSatisfy(name -> assertThat(table).containsPattern("(?m)^\\|[^|]*`" + name + "[ `]"));
    }

    @Test
    void the_version_is_found_at_the_root_and_at_each_command() {
        assertThat(commands.runAnywhere("--version")).isZero();
        assertThat(commands.out()).startsWith("db-dsc-jobs/");
        assertThat(commands.runAnywhere("plan", "--version")).isZero();
        assertThat(commands.out()).startsWith("db-dsc-jobs/");
    }

    @Test
    void a_mistyped_command_or_option_gets_a_suggestion() {
        assertThat(commands.runAnywhere("plna")).isEqualTo(1);
        assertThat(commands.err()).contains("Did you mean: db-dsc-jobs plan");
        assertThat(commands.run("plan", "--prnue")).isEqualTo(1);
        assertThat(commands.err()).contains("'--prnue'", "Possible solutions: --prune");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etl/daily", "jobs/etl/daily.json", "./jobs/etl/daily.json", "jobs\\etl\\daily.json"})
    void render_takes_a_key_or_a_path(String given) {
        assertThat(commands.run("render", given)).isZero();
        assertThat(commands.out()).contains("{\"name\": \"Daily\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_shell_learns_the_commands_and_options(String shell) {
        assertThat(commands.runAnywhere("completion", shell)).isZero();
        assertThat(commands.out()).contains("db-dsc-jobs", "destroy", "allow-empty");
    }

    @Test
    void an_unknown_shell_is_an_error_that_lists_those_there_are() {
        assertThat(commands.runAnywhere("completion", "tcsh")).isEqualTo(1);
        assertThat(commands.err()).containsIgnoringCase("bash, zsh, fish");
    }

    @Test
    void output_that_can_not_be_written_is_an_error() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        StringWriter errors = new StringWriter();

        int code = new Commands(Main.writer(new PrintStream(full)), new PrintWriter(errors), Map.of())
                .run("render", "--folder", folder.toString());

        assertThat(code).isEqualTo(1);
        assertThat(errors.toString()).contains("the output could not be written");
    }
}
