package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoCommandTest {
    private CommandLineUnderTest line;
    private String bad = "";

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new CommandLineUnderTest(folder);
        line.environment().put("USER", "ann");
        line.define("a", "A");
        line.run("sync");
        line.define("a", "Broken");
        assertThat(line.run("sync", "--output", "json")).isZero();
        bad = new JsonMapper().readTree(line.out()).path("runId").asText();
    }

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void a_run_is_undone_in_two_steps_and_its_job_is_held() {
        assertThat(line.run("undo", bad)).isZero();
        assertThat(line.out()).contains("a", "update", "put back as it was before run " + bad);
        assertThat(line.jobs()).containsExactly("Broken");
        Matcher command = Pattern.compile("db-dsc-jobs undo " + bad + " --plan ([0-9a-f]{64})")
                .matcher(line.err());
        assertThat(command.find()).as(line.err()).isTrue();

        assertThat(line.run("undo", bad, "--plan", command.group(1))).isZero();

        assertThat(line.jobs()).containsExactly("A");
        assertThat(line.run("hold")).isZero();
        assertThat(line.out()).startsWith("a  held by ann since ").contains("undone: run " + bad);
        assertThat(line.run("sync")).isZero();
        assertThat(line.jobs()).containsExactly("A");
    }

    @Test
    void a_plan_that_is_another_is_refused_and_a_run_that_is_unknown_too() {
        assertThat(line.run("undo", bad, "--plan", "0".repeat(64))).isEqualTo(ExitCode.REFUSED);
        assertThat(line.jobs()).containsExactly("Broken");

        assertThat(line.run("undo", "20261122T154200Z-3fa94c")).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("nothing is known of the run '20261122T154200Z-3fa94c'");
    }
}
