package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder without definitions is more often the wrong one than intended. */
class EmptyFolderTest {

    @TempDir
    Path folder;

    private CommandLineUnderTest commands;

    @BeforeEach
    void start() throws IOException {
        commands = new CommandLineUnderTest(folder);
    }

    @AfterEach
    void stop() {
        commands.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "sync", "validate", "render"})
    void a_folder_without_jobs_is_an_error_that_says_what_was_looked_for(String command) {
        assertThat(commands.run(command)).isEqualTo(1);

        assertThat(commands.err())
                .contains("there is no definition in " + folder)
                .contains("there is no folder " + folder.resolve("jobs"))
                .contains("--folder")
                .contains("--allow-empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "sync", "validate", "render"})
    void a_folder_whose_jobs_are_no_definitions_is_an_error(String command) throws IOException {
        commands.write("jobs/readme.md", "nothing");

        assertThat(commands.run(command)).isEqualTo(1);

        assertThat(commands.err()).contains("no *.json in " + folder.resolve("jobs"));
    }

    @Test
    void what_approves_the_delete_of_one_job_deletes_no_other() throws Exception {
        commands.define("one", "One");
        commands.define("two", "Two");
        assertThat(commands.run("sync")).isZero();
        commands.delete("jobs/one.json");
        commands.delete("jobs/two.json");

        assertThat(commands.run("sync", "--prune", "--allow-empty", "--key", "one"))
                .isEqualTo(2);
        assertThat(commands.out()).contains("1 job would be deleted", "sync --prune --key one --plan ");
        assertThat(commands.run("sync", "--prune", "--key", "one", "--plan", commands.namedFingerprint()))
                .as(commands.out())
                .isZero();

        assertThat(commands.jobs()).containsExactly("Two");
    }

    @Test
    void a_definition_with_a_wrong_name_is_named() throws IOException {
        commands.write("Jobs/a.json", "{\"name\": \"A\"}");

        assertThat(commands.run("plan")).isEqualTo(1);

        assertThat(commands.err()).contains("there is Jobs/a.json, which should be jobs/a.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "sync", "validate", "render"})
    void whoever_means_it_allows_it(String command) {
        assertThat(commands.run(command, "--allow-empty")).as(commands.err()).isZero();
    }

    @Test
    void the_last_jobs_are_deleted_once_the_plan_that_does_it_is_approved() throws IOException {
        commands.define("a", "A");
        commands.define("b", "B");
        assertThat(commands.run("sync")).isZero();
        commands.delete("jobs/a.json");
        commands.delete("jobs/b.json");
        Files.delete(folder.resolve("jobs"));

        assertThat(commands.run("sync", "--prune", "--allow-empty")).isEqualTo(2);

        assertThat(commands.jobs()).containsExactly("A", "B");
        assertThat(commands.out())
                .contains("there is no definition at all, and 2 jobs would be deleted")
                .contains("approve it: sync --prune --plan ");
        assertThat(commands.run("sync", "--prune", "--plan", commands.namedFingerprint()))
                .isZero();
        assertThat(commands.jobs()).isEmpty();
    }

    @Test
    void an_approval_counts_for_the_jobs_that_were_shown_only() throws IOException {
        commands.define("a", "A");
        assertThat(commands.run("sync")).isZero();
        commands.delete("jobs/a.json");
        assertThat(commands.run("plan", "--prune", "--allow-empty")).isEqualTo(2);
        String fingerprint = commands.namedFingerprint();
        commands.define("b", "B");
        assertThat(commands.run("sync")).isZero();
        commands.delete("jobs/b.json");

        assertThat(commands.run("sync", "--prune", "--plan", fingerprint)).isEqualTo(2);

        assertThat(commands.jobs()).containsExactly("A", "B");
    }

    @Test
    void a_pruning_that_nobody_asked_for_keeps_the_last_jobs_without_a_word_of_refusal() throws IOException {
        commands.environment().put("PRUNE", "on");
        commands.define("a", "A");
        assertThat(commands.run("sync")).isZero();
        commands.delete("jobs/a.json");

        assertThat(commands.run("sync", "--allow-empty")).isZero();

        assertThat(commands.jobs()).containsExactly("A");
        assertThat(commands.out()).contains("the job is kept because there is no definition at all");
    }
}
