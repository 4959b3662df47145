package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisnamedFileTest {

    private static DesiredState read(String... pathsAndContents) {
        return DesiredStateReader.read(Containers.of(pathsAndContents), new RenderCache(Strictness.LENIENT));
    }

    @ParameterizedTest
    @CsvSource({
        "jobs/a.JSON, jobs/a.json",
        "jobs/etl/a.Json, jobs/etl/a.json",
        "jobs/a.yml, jobs/a.json",
        "jobs/a.YAML, jobs/a.json",
        "jobs/a.jsonc, jobs/a.json",
        "jobs/a.json5, jobs/a.json",
        "jobs/a.b.yaml, jobs/a.b.json",
        "Jobs/a.json, jobs/a.json",
        "JOBS/etl/a.yml, jobs/etl/a.json",
        "job/a.json, jobs/a.json",
        "Job/a.json, jobs/a.json",
        "vars.JSON, vars.json",
        "Vars.json, vars.json",
        "var.json, vars.json",
        "vars.yml, vars.json",
        "Templates/standard.jinja2, templates/standard.jinja2",
        "TEMPLATES/x/y, templates/x/y",
        "template/standard.jinja2, templates/standard.jinja2",
    })
    void a_name_that_is_nearly_right_is_seen(String path, String meant) {
        assertThat(MisnamedFile.of(path)).contains(new MisnamedFile(path, meant));
        assertThat(MisnamedFile.isTop(path.split("/", -1)[0])).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/a.json",
                "jobs/README.md",
                "jobs/a.json.bak",
                "jobs/.yml",
                "jobs/etl/.json",
                "jobs",
                "jobs.json",
                "job.py",
                "job/run.py",
                "jobs2/a.json",
                "my/jobs/a.json",
                "templates/a.yml",
                "template/logo.png",
                "Templates/",
                "vars.json",
                "vars.txt",
                "etl/vars.yml",
                "README.md"
            })
    void any_other_name_is_none_of_ours(String path) {
        assertThat(MisnamedFile.of(path)).isEmpty();
    }

    @Test
    void a_file_that_may_be_a_definition_is_a_warning_and_remembered() {
        DesiredState desired = read("jobs/p1.JSON", "not read", "jobs/p2.yml", "", "vars.JSON", "");

        assertThat(desired.jobs()).isEmpty();
        assertThat(desired.blocked()).isEmpty();
        assertThat(desired.problems())
                .containsExactly(
                        Problem.warning(
                                "jobs/p1.JSON",
                                0,
                                0,
                                "the file is not read; if it should be, rename it to jobs/p1.json, else take it away (no"
                                        + " job is deleted as long as it is there)"),
                        Problem.warning(
                                "jobs/p2.yml",
                                0,
                                0,
                                "the file is not read; if it should be, write it as JSON in jobs/p2.json, else take it"
                                        + " away (no job is deleted as long as it is there)"),
                        Problem.warning(
                                "vars.JSON",
                                0,
                                0,
                                "the file is not read; if it should be, rename it to vars.json, else take it away (no"
                                        + " job is deleted as long as it is there)"));
        assertThat(desired.misnamed()).containsExactly("jobs/p1.JSON", "jobs/p2.yml", "vars.JSON");
    }

    @Test
    void of_many_files_the_first_are_named_and_the_others_counted() {
        String[] files = IntStream.range(0, 50)
                .boxed()
                .flatMap(i -> List.of("jobs/%02d.yml".formatted(i), "").stream())
                .toArray(String[]::new);

        DesiredState desired = read(files);

        assertThat(desired.problems()).hasSize(21);
        assertThat(desired.problems().get(20).message())
                .isEqualTo("this file and 29 more are not read for the same reason");
        assertThat(desired.misnamed()).hasSize(50);
    }

    @Test
    void an_edit_of_other_files_does_not_hide_it() {
        Snapshot snapshot = Containers.of("jobs/a.JSON", "", "jobs/b.json", "{}");

        assertThat(new SnapshotEdit(java.util.Map.of("jobs/b.json", Optional.empty()))
                        .apply(snapshot)
                        .misnamed())
                .extracting(MisnamedFile::path)
                .containsExactly("jobs/a.JSON");
    }
}
