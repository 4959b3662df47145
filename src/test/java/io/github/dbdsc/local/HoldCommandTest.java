package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldCommandTest {
    private CommandLineUnderTest line;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        line = new CommandLineUnderTest(folder);
        line.environment().put("USER", "ann");
        line.define("a", "A");
        line.define("etl/daily", "Daily");
    }

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void a_held_job_is_left_out_by_a_sync_that_is_fine_all_the_same() {
        assertThat(line.run("hold", "a", "--reason", "outage", "--hours", "6")).isZero();
        assertThat(line.out()).startsWith("a  held by ann since ").contains(" until ", ": outage");

        assertThat(line.run("sync")).isZero();

        assertThat(line.jobs()).containsExactly("Daily");
        assertThat(line.out()).contains("+ a  create  'A'", "held by ann since ", "1 held");
        assertThat(line.run("plan", "--exit-code")).isZero();
        assertThat(line.run("hold")).isZero();
        assertThat(line.out()).startsWith("a  held by ann");
        assertThat(line.run("hold", "a", "--end")).isZero();
        assertThat(line.out()).startsWith("Nothing is held");
        assertThat(line.run("plan", "--exit-code")).isEqualTo(ExitCode.PENDING);
        assertThat(line.run("sync")).isZero();
        assertThat(line.jobs()).containsExactly("A", "Daily");
    }

    @Test
    void all_are_held_and_a_job_whose_definition_is_gone_too() throws IOException {
        line.run("sync");
        line.delete("jobs/a.json");
        assertThat(line.run("hold", "a")).isZero();
        assertThat(line.run("hold", "--all")).isZero();
        assertThat(line.out()).startsWith("all jobs  held with all jobs by ann since ");

        assertThat(line.run("sync", "--prune")).isZero();
        assertThat(line.jobs()).containsExactly("A", "Daily");

        assertThat(line.run("hold", "--all", "--end")).isZero();
        assertThat(line.run("sync", "--prune")).isZero();
        assertThat(line.jobs()).containsExactly("A", "Daily");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a --all                  | leave one out
            --end                    | KEY, or --all
            --reason x               | KEY, or --all
            a --end --hours 1        | neither --reason nor --hours
            a --hours 0              | from 1 to 8784
            a --hours soon           | --hours must be a number from 1 to 8784, and is 'soon'
            etl/dayly                | did you mean 'etl/daily'?
            a --end                  | there is no such hold
            """)
    void what_is_not_clear_holds_nothing(String arguments, String why) {
        assertThat(line.run("hold", arguments.split(" "))).isEqualTo(ExitCode.FAILED);

        assertThat(line.err()).contains(why);
        line.run("hold");
        assertThat(line.out()).startsWith("Nothing is held");
    }
}
