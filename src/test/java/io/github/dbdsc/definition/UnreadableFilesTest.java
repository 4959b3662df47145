package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file that is there and can't be read holds back what needs it, and nothing else. */
class UnreadableFilesTest {

    private static final String FAULT =
            "the file has 6000000 bytes, and 5 MB is the most; take it away or make it smaller";
    private static final String PLAIN = "{\"name\": \"{{ job.name }}\"}";
    private static final String[] GOOD = {"templates/standard.jinja2", PLAIN, "jobs/good.json", "{\"name\": \"Good\"}"};

    private final RenderCache cache = new RenderCache(Strictness.LENIENT);

    private DesiredState read(String unreadable, String... more) {
        List<SourceFile> files = new ArrayList<>(Containers.of(GOOD).files().values());
        files.addAll(Containers.of(more).files().values());
        files.add(SourceFile.unreadable(unreadable, "", FAULT));
        return DesiredStateReader.read(Snapshot.of(files), cache);
    }

    private static List<Problem> errors(DesiredState desired) {
        return desired.problems().stream().filter(Problem::isError).toList();
    }

    private static void assertOnlyGoodGoesOn(DesiredState desired) {
        assertThat(desired.jobs()).extracting(DesiredJob::key).containsExactly(new JobKey("good"));
        assertThat(desired.blocked()).containsExactly(new JobKey("bad"));
    }

    @Test
    void a_definition_blocks_itself_and_the_others_go_on() {
        DesiredState desired = read("jobs/bad.json");

        assertOnlyGoodGoesOn(desired);
        assertThat(desired.problems()).containsExactly(Problem.error("jobs/bad.json", 0, 0, FAULT));
    }

    @Test
    void a_template_blocks_the_definitions_that_name_it() {
        DesiredState desired =
                read("templates/large.jinja2", "jobs/bad.json", "{\"name\": \"x\",\n \"$template\": \"large.jinja2\"}");

        assertOnlyGoodGoesOn(desired);
        assertThat(errors(desired))
                .containsExactly(Problem.error(
                        "jobs/bad.json", 2, 2, "its template templates/large.jinja2 can't be used: " + FAULT));
    }

    @Test
    void a_template_blocks_the_definitions_whose_templates_include_it_also_where_missing_ones_are_ignored() {
        for (String include : List.of(
                "{% include 'large.jinja2' %}",
                "{% include 'large.jinja2' ignore missing %}",
                "{% include ['large.jinja2', 'standard.jinja2'] %}",
                "{% extends 'large.jinja2' %}",
                "{% from 'large.jinja2' import m %}{{ m() }}")) {
            DesiredState desired = read(
                    "templates/large.jinja2",
                    "templates/other.jinja2",
                    PLAIN + include,
                    "jobs/bad.json",
                    "{\"name\": \"x\", \"$template\": \"other.jinja2\"}");

            assertOnlyGoodGoesOn(desired);
            assertThat(errors(desired)).as(include).hasSize(1);
            assertThat(errors(desired).get(0).message())
                    .contains("'templates/large.jinja2' can't be used: " + FAULT, "(met for jobs/bad.json)");
        }
    }

    @Test
    void a_template_that_nothing_uses_is_a_warning_that_blocks_nothing() {
        DesiredState desired = read("templates/notes.bin");

        assertThat(desired.jobs()).extracting(DesiredJob::key).containsExactly(new JobKey("good"));
        assertThat(desired.blocked()).isEmpty();
        assertThat(desired.problems())
                .containsExactly(Problem.warning(
                        "templates/notes.bin",
                        0,
                        0,
                        FAULT + " (until then, the jobs of definitions that use it stay as they are)"));
    }

    @Test
    void a_template_that_is_no_text_and_that_nothing_uses_blocks_nothing() {
        List<SourceFile> files = new ArrayList<>(Containers.of(GOOD).files().values());
        files.add(new SourceFile("templates/logo.png", "e", new byte[] {(byte) 0x89, 'P', 'N', 'G'}));

        DesiredState desired = DesiredStateReader.read(Snapshot.of(files), cache);

        assertThat(desired.jobs()).hasSize(1);
        assertThat(desired.problems()).hasSize(1).noneMatch(Problem::isError);
    }

    @Test
    void vars_hold_every_job_back() {
        DesiredState desired = read("vars.json");

        assertThat(desired.jobs()).isEmpty();
        assertThat(desired.blocked()).containsExactly(new JobKey("good"));
        assertThat(desired.problems()).containsExactly(Problem.error("vars.json", 0, 0, FAULT));
    }

    @Test
    void what_was_rendered_before_is_not_taken_for_what_can_not_be_read_now() {
        assertThat(DesiredStateReader.read(Containers.of(GOOD), cache).jobs()).hasSize(1);

        for (String path : List.of("jobs/good.json", "templates/standard.jinja2", "vars.json")) {
            assertThat(read(path).jobs()).as(path).isEmpty();
            assertThat(read(path).blocked()).as(path).containsExactly(new JobKey("good"));
        }
    }

    @Test
    void whoever_asks_for_its_text_is_told_why_there_is_none() {
        DefinitionRenderer renderer =
                new DefinitionRenderer(Snapshot.of(List.of(SourceFile.unreadable("jobs/bad.json", "", FAULT))), cache);

        DefinitionRenderer.Text text = renderer.text(new JobKey("bad"));

        assertThat(text.text()).isEqualTo(Optional.empty());
        assertThat(text.problems()).containsExactly(Problem.error("jobs/bad.json", 0, 0, FAULT));
    }
}
