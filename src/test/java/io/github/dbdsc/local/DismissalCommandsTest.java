package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.StoredJob;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of what this program keeps: {@code forget} and {@code destroy}. */
class DismissalCommandsTest {

    @TempDir
    Path folder;

    private CommandLineUnderTest commands;

    @BeforeEach
    void start() throws IOException {
        commands = new CommandLineUnderTest(folder);
        commands.environment().put("OWNER", "us");
        commands.define("a", "A");
        commands.define("b", "B");
        assertThat(commands.run("sync")).isZero();
        commands.environment().put("OWNER", "them");
        commands.write("jobs/a.json", "{\"name\": \"Theirs\"}");
        commands.delete("jobs/b.json");
        assertThat(commands.run("sync")).isZero();
        commands.workspace().calls().reset();
        assertThat(commands.jobs()).containsExactly("A", "B", "Theirs");
    }

    @AfterEach
    void stop() {
        commands.close();
    }

    private StoredJob job(String name) {
        return commands.workspace().jobs().all().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String tags(String name) {
        return job(name).settings().path("tags").toString();
    }

    @Test
    void forgetting_shows_first_what_it_would_do() {
        assertThat(commands.runAnywhere("forget", "--owner", "us")).isZero();

        assertThat(commands.out())
                .contains("  > a  'A' (job ", "  > b  'B' (job ", "2 of 2 would be no job of us any more; add --apply")
                .doesNotContain("Theirs");
        assertThat(commands.workspace().calls().writes()).isZero();
    }

    @Test
    void a_forgotten_job_stays_without_our_tags() {
        assertThat(commands.runAnywhere("forget", "--owner", "us", "--apply")).isZero();

        assertThat(commands.out()).contains("2 of 2 are no job of us any more.");
        assertThat(commands.jobs()).containsExactly("A", "B", "Theirs");
        assertThat(tags("A")).doesNotContain("dsc-");
        assertThat(tags("B")).doesNotContain("dsc-");
        assertThat(tags("Theirs")).contains("\"dsc-owner\":\"them\"");
    }

    @ParameterizedTest
    @CsvSource({"forget, ''", "destroy, ''", "destroy, ' '", "destroy, /source"})
    void an_owner_without_a_name_is_an_error_and_nothing_is_asked(String command, String owner) {
        assertThat(commands.runAnywhere(command, "--owner", owner)).isEqualTo(1);

        assertThat(commands.err()).contains("--owner names nobody");
        assertThat(commands.workspace().calls().count()).isZero();
    }

    @Test
    void one_job_alone_is_forgotten() {
        assertThat(commands.runAnywhere("forget", "--owner", "us", "--key", "b", "--apply"))
                .isZero();

        assertThat(tags("A")).contains("dsc-owner");
        assertThat(tags("B")).doesNotContain("dsc-");
    }

    @Test
    void destroying_shows_first_what_it_would_do() {
        assertThat(commands.runAnywhere("destroy", "--owner", "us")).isZero();

        assertThat(commands.out())
                .contains("  > a  'A' (job ", "2 of 2 jobs of us would be deleted; add --confirm 2")
                .doesNotContain("Theirs");
        assertThat(commands.jobs()).hasSize(3);
    }

    @Test
    void a_number_that_is_not_the_one_shown_deletes_nothing() {
        assertThat(commands.runAnywhere("destroy", "--owner", "us", "--confirm", "3"))
                .isEqualTo(2);

        assertThat(commands.out()).contains("Nothing was deleted: 2 of 2 jobs of us would be, not 3");
        assertThat(commands.workspace().calls().writes()).isZero();
    }

    @Test
    void the_confirmed_number_of_jobs_is_deleted_and_none_of_anybody_elses() {
        assertThat(commands.runAnywhere("destroy", "--owner", "us", "--confirm", "2"))
                .isZero();

        assertThat(commands.out()).contains("2 of 2 jobs of us are deleted.");
        assertThat(commands.jobs()).containsExactly("Theirs");
        assertThat(commands.workspace().calls().count(Operation.DELETE)).isEqualTo(2);
    }

    @Test
    void a_protected_job_is_not_destroyed() throws IOException {
        commands.environment().put("OWNER", "us");
        commands.write("jobs/a.json", "{\"name\": \"A\", \"$protect\": true}");
        commands.define("b", "B");
        assertThat(commands.run("sync")).isZero();

        assertThat(commands.runAnywhere("destroy", "--owner", "us", "--confirm", "1"))
                .isEqualTo(2);

        assertThat(commands.out()).contains("  ! a  'A' (job ", "it is protected", "1 of 2 jobs of us are deleted.");
        assertThat(commands.jobs()).containsExactly("A", "Theirs");
    }

    @Test
    void a_job_that_somebody_else_made_is_not_destroyed() {
        commands.workspace().jobs().put("somebody@example.com", job("A").settings());

        assertThat(commands.runAnywhere("destroy", "--owner", "us")).isEqualTo(2);

        assertThat(commands.out())
                .contains("it stays, because somebody@example.com made it", "2 of 3 jobs of us would be deleted");
    }

    @Test
    void an_owner_without_jobs_is_an_error_that_says_whose_there_are() {
        for (String command : new String[] {"forget", "destroy"}) {
            assertThat(commands.runAnywhere(command, "--owner", "nobody")).isEqualTo(1);
            assertThat(commands.out()).contains("No job is tagged as nobody.", "them (1)", "us (2)");
        }
    }
}
