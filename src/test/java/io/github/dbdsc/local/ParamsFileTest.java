package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in a file and in the environment at once. */
class ParamsFileTest {

    @TempDir
    Path folder;

    private CommandLineUnderTest commands;
    private Map<String, String> right = Map.of();

    @BeforeEach
    void start() throws IOException {
        commands = new CommandLineUnderTest(folder);
        commands.define("a", "A");
        right = new HashMap<>(commands.environment());
        commands.environment().clear();
    }

    @AfterEach
    void stop() {
        commands.close();
    }

    private String file(Map<String, String> values) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        values.forEach(json::put);
        commands.write("params.json", json.toString());
        return folder.resolve("params.json").toString();
    }

    @Test
    void the_environment_fills_what_the_file_does_not_name() throws IOException {
        commands.environment().put("PAT_TOKEN", right.remove("PAT_TOKEN"));

        assertThat(commands.run("plan", "--params", file(right)))
                .as(commands.err())
                .isZero();

        assertThat(commands.err()).isEmpty();
    }

    @Test
    void a_shell_that_is_set_up_for_another_workspace_redirects_no_file() throws IOException {
        commands.environment().put("DATABRICKS_URI", "https://adb-2.2.azuredatabricks.net");
        commands.environment().put("PAT_TOKEN", "dapi-of-the-other");
        commands.environment().put("PARAMS", "{\"databricks_uri\": \"https://adb-3.3.azuredatabricks.net\"}");

        assertThat(commands.run("plan", "--params", file(right)))
                .as(commands.err())
                .isZero();

        assertThat(commands.err())
                .contains(
                        "Warning: DATABRICKS_URI has one value in " + folder.resolve("params.json")
                                + " and another in the environment; that of the file counts",
                        "Warning: PAT_TOKEN has one value in ")
                .doesNotContain("dapi", "adb-2");
        assertThat(commands.workspace().calls().count()).isPositive();
    }

    @Test
    void an_empty_value_in_the_file_is_named_as_well() throws IOException {
        commands.environment().put("OWNER", "of-the-shell");
        right.put("OWNER", "");

        assertThat(commands.run("sync", "--params", file(right))).isZero();

        assertThat(commands.workspace().jobs().all().get(0).settings().toString())
                .contains("\"dsc-owner\":\"db-dsc-jobs\"");
    }

    @Test
    void a_name_that_nobody_reads_is_a_warning_with_a_guess() throws IOException {
        right.put("prune_limt", "10");

        assertThat(commands.run("plan", "--params", file(right))).isZero();

        assertThat(commands.err())
                .contains("'PRUNE_LIMT' is no setting, and nobody reads it; did you mean 'PRUNE_LIMIT'?");
    }

    @Test
    void validate_says_where_each_value_comes_from() throws IOException {
        commands.environment().put("OWNER", "of-the-shell");
        String file = file(right);

        assertThat(commands.run("validate", "--params", file)).isZero();

        assertThat(commands.out())
                .contains(
                        "  from " + file + ": AUTHORITY_TYPE, DATABRICKS_URI, PAT_TOKEN",
                        "  from the environment: OWNER")
                .doesNotContain("dapi");
        assertThat(commands.run("validate", "--params", file, "--output", "json"))
                .isZero();
        assertThat(new JsonMapper().readTree(commands.out()).at("/from/OWNER").asText())
                .isEqualTo("the environment");
    }

    @Test
    void strict_turns_every_warning_into_an_error_and_keeps_the_job_as_it_is() throws IOException {
        commands.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"max_concurrent_run\": 1}");
        commands.define("b", "B");
        String file = file(right);
        assertThat(commands.run("sync", "--params", file)).isZero();
        assertThat(commands.out()).contains("Warning", "max_concurrent_run");
        commands.workspace().calls().reset();

        assertThat(commands.run("sync", "--params", file, "--strict")).isEqualTo(1);

        assertThat(commands.out()).contains("Error", "max_concurrent_run", "  ! a  held back", "  ! b  held back");
        assertThat(commands.workspace().calls().writes()).isZero();
        assertThat(commands.jobs()).hasSize(2);
        assertThat(commands.run("validate", "--strict")).isEqualTo(1);
        assertThat(commands.run("validate")).isZero();
    }

    @Test
    void strict_is_about_files_with_nearly_the_right_name_too() throws IOException {
        commands.write("jobs/b.JSON", "{\"name\": \"B\"}");

        assertThat(commands.run("validate")).isZero();
        assertThat(commands.run("validate", "--strict")).isEqualTo(1);
        assertThat(commands.out()).contains("jobs/b.JSON");
    }
}
