package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesiredStateReaderTest {

    private static final String STANDARD = "{\"name\": \"{{ job.name }}\", \"tasks\": []}";
    private static final String GOOD = "{\"name\": \"Good\"}";

    private static DesiredState read(String... pathsAndContents) {
        return DesiredStateReader.read(Containers.of(pathsAndContents), new RenderCache(Strictness.LENIENT));
    }

    /** Returns the only problem of a container that also has a good definition, which must become a job. */
    private static Problem problem(String path, String content, String... more) {
        String[] files = new String[more.length + 6];
        System.arraycopy(
                new String[] {"templates/standard.jinja2", STANDARD, "jobs/good.json", GOOD, path, content},
                0,
                files,
                0,
                6);
        System.arraycopy(more, 0, files, 6, more.length);
        DesiredState desired = read(files);
        assertThat(desired.jobs()).extracting(DesiredJob::key).containsExactly(new JobKey("good"));
        assertThat(desired.blocked()).containsExactly(JobKey.ofPath(path));
        List<Problem> errors =
                desired.problems().stream().filter(Problem::isError).toList();
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    @Test
    void a_definition_is_rendered_with_the_standard_template() {
        DesiredState desired = read("templates/standard.jinja2", STANDARD, "jobs/etl/a.json", "{\"name\": \"A\"}");

        assertThat(desired.problems()).isEmpty();
        assertThat(desired.jobs()).extracting(DesiredJob::key).containsExactly(new JobKey("etl/a"));
        assertThat(desired.jobs().get(0).name()).isEqualTo("A");
    }

    @Test
    void directives_are_obeyed_and_hidden_from_the_template() {
        DesiredState desired = read(
                "templates/other.jinja2",
                "{\"name\": \"{{ job.name }}{{ job['$template'] }}\"}",
                "jobs/a.json",
                "{\"$schema\": \"x\", \"$template\": \"other.jinja2\", \"$adopt\": true, \"$protect\": true, \"name\": \"A\"}");

        DesiredJob job = desired.jobs().get(0);
        assertThat(job.name()).isEqualTo("A");
        assertThat(job.adopt().sameName()).isTrue();
        assertThat(job.protect()).isTrue();
    }

    @Test
    void vars_are_seen_by_templates() {
        DesiredState desired = read(
                "templates/standard.jinja2", "{\"name\": \"{{ job.name }} {{ vars.env }}\"}",
                "vars.json", "{\"env\": \"dev\"}",
                "jobs/a.json", "{\"name\": \"A\"}");

        assertThat(desired.jobs().get(0).name()).isEqualTo("A dev");
    }

    @Test
    void broken_vars_hold_every_job_back() {
        DesiredState desired = read("templates/standard.jinja2", STANDARD, "vars.json", "{", "jobs/a.json", GOOD);

        assertThat(desired.jobs()).isEmpty();
        assertThat(desired.blocked()).containsExactly(new JobKey("a"));
        assertThat(desired.problems()).extracting(Problem::file).containsExactly("vars.json");
    }

    @Test
    void broken_json_is_a_problem_with_its_place() {
        Problem problem = problem("jobs/bad.json", "{\n  \"name\": \"x\",\n  \"a\": }\n");

        assertThat(problem.file()).isEqualTo("jobs/bad.json");
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.column()).isBetween(8, 9);
        assertThat(problem.message()).contains("not JSON").doesNotContain("\n");
    }

    @Test
    void json_too_deep_or_with_a_number_too_long_is_a_problem() {
        for (String value : List.of("[".repeat(100_000) + "]".repeat(100_000), "9".repeat(1_000_000))) {
            Problem problem = problem("jobs/bad.json", "{\"name\": " + value + "}");

            assertThat(problem.file()).isEqualTo("jobs/bad.json");
            assertThat(problem.message())
                    .contains("not JSON", "exceeds the maximum")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void an_empty_file_is_a_problem() {
        assertThat(problem("jobs/bad.json", "").message()).contains("empty");
    }

    @Test
    void json_that_is_not_an_object_is_a_problem() {
        assertThat(problem("jobs/bad.json", "[1]").message()).contains("not an object");
    }

    @Test
    void bytes_that_are_no_utf8_are_a_problem() {
        SourceFile bad = new SourceFile("jobs/bad.json", "e", new byte[] {'{', (byte) 0xff, '}'});

        DesiredState desired = DesiredStateReader.read(Snapshot.of(List.of(bad)), new RenderCache(Strictness.LENIENT));

        assertThat(desired.problems()).hasSize(1);
        assertThat(desired.problems().get(0).message()).contains("UTF-8");
    }

    @Test
    void a_byte_order_mark_is_ignored() {
        byte[] marked = ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8);
        SourceFile template =
                new SourceFile("templates/standard.jinja2", "e", STANDARD.getBytes(StandardCharsets.UTF_8));

        DesiredState desired = DesiredStateReader.read(
                Snapshot.of(List.of(new SourceFile("jobs/a.json", "e", marked), template)),
                new RenderCache(Strictness.LENIENT));

        assertThat(desired.problems()).isEmpty();
    }

    @Test
    void a_missing_template_is_a_problem_at_the_directive() {
        Problem problem = problem("jobs/bad.json", "{\"name\": \"x\",\n \"$template\": \"nope.jinja2\"}");

        assertThat(problem.place()).isEqualTo("jobs/bad.json:2:2");
        assertThat(problem.message()).contains("templates/nope.jinja2", "standard.jinja2");
    }

    @Test
    void a_template_can_not_reach_outside_the_templates_folder() {
        assertThat(problem("jobs/bad.json", "{\"name\": \"x\", \"$template\": \"../vars.json\"}", "vars.json", "{}")
                        .message())
                .contains("no usable template");
    }

    @Test
    void an_unknown_directive_is_a_problem() {
        Problem problem = problem("jobs/bad.json", "{\"name\": \"x\", \"$tempalte\": \"a\"}");

        assertThat(problem.place()).isEqualTo("jobs/bad.json:1:15");
        assertThat(problem.message()).contains("$tempalte", "$template");
    }

    @Test
    void the_id_of_a_job_to_adopt_is_a_positive_integer() {
        for (String id : List.of("0", "-1", "1.5", "1e3", "\"7\"", "99999999999999999999", "null", "[7]")) {
            assertThat(problem("jobs/bad.json", "{\"name\": \"x\", \"$adopt\": " + id + "}")
                            .message())
                    .as(id)
                    .contains("true, false or the id of a job");
        }
    }

    @Test
    void a_directive_of_the_wrong_type_is_a_problem() {
        assertThat(problem("jobs/bad.json", "{\"name\": \"x\", \"$adopt\": \"yes\"}")
                        .message())
                .contains("true, false or the id of a job");
    }

    @Test
    void a_template_error_is_a_problem_in_the_template() {
        Problem problem = problem(
                "jobs/bad.json",
                "{\"name\": \"x\", \"$template\": \"broken.jinja2\"}",
                "templates/broken.jinja2",
                "{\n\"name\": \"{{ job.name \"\n}");

        assertThat(problem.file()).isEqualTo("templates/broken.jinja2");
        assertThat(problem.line()).isPositive();
        assertThat(problem.message()).contains("jobs/bad.json");
    }

    @Test
    void one_broken_template_is_reported_once_for_all_its_definitions() {
        DesiredState desired = read(
                "templates/standard.jinja2", "{{ 'a' |",
                "jobs/a.json", "{\"name\": \"A\"}",
                "jobs/b.json", "{\"name\": \"B\"}",
                "jobs/c.json", "{\"name\": \"C\"}",
                "jobs/d.json", "{\"name\": \"D\"}");

        assertThat(desired.blocked()).hasSize(4);
        assertThat(desired.problems()).hasSize(1);
        assertThat(desired.problems().get(0).message()).contains("jobs/a.json", "and 1 more");
    }

    @Test
    void rendered_text_that_is_not_json_is_a_problem_with_its_place() {
        Problem problem = problem(
                "jobs/bad.json",
                "{\"name\": \"x\", \"$template\": \"t.jinja2\"}",
                "templates/t.jinja2",
                "{\n  \"name\": \"{{ job.name }}\",\n  \"workers\": {{ job.workers }}\n}");

        assertThat(problem.place()).isEqualTo("templates/t.jinja2:4");
        assertThat(problem.message()).contains("not JSON", "line 4, column 1 (})", "jobs/bad.json", "render KEY");
    }

    @Test
    void a_job_without_a_name_is_a_problem() {
        Problem problem = problem("jobs/bad.json", "{\"title\": \"x\"}");

        assertThat(problem.file()).isEqualTo("jobs/bad.json");
        assertThat(problem.message()).contains("no name");
    }

    @Test
    void two_definitions_with_one_name_are_problems_that_hold_both_back() {
        DesiredState desired = read(
                "templates/standard.jinja2",
                STANDARD,
                "jobs/a.json",
                "{\"name\": \"Same\"}",
                "jobs/b.json",
                "{\n  \"name\": \"Same\"}",
                "jobs/good.json",
                GOOD);

        assertThat(desired.jobs()).extracting(DesiredJob::name).containsExactly("Good");
        assertThat(desired.blocked()).containsExactlyInAnyOrder(new JobKey("a"), new JobKey("b"));
        assertThat(desired.problems()).extracting(Problem::place).containsExactly("jobs/a.json:1:2", "jobs/b.json:2:3");
        assertThat(desired.problems().get(0).message()).contains("jobs/b.json");
    }

    @Test
    void tags_that_are_not_an_object_are_a_problem() {
        assertThat(problem(
                                "jobs/bad.json",
                                "{\"name\": \"x\", \"$template\": \"t.jinja2\"}",
                                "templates/t.jinja2",
                                "{\"name\": \"x\", \"tags\": [\"a\"]}")
                        .message())
                .contains("settings: tags:");
    }

    @Test
    void a_mix_of_single_task_and_multi_task_fields_is_a_problem() {
        assertThat(problem(
                                "jobs/bad.json",
                                "{\"name\": \"x\", \"$template\": \"t.jinja2\"}",
                                "templates/t.jinja2",
                                "{\"name\": \"x\", \"tasks\": [], \"new_cluster\": {}, \"notebook_task\": {}}")
                        .message())
                .contains("new_cluster, notebook_task");
    }

    @Test
    void a_key_too_long_for_a_tag_is_a_problem() {
        String path = "jobs/" + "x".repeat(257) + ".json";

        assertThat(problem(path, GOOD).message()).contains("256 characters");
    }

    @Test
    void values_keep_their_order_for_templates_that_loop_over_them() {
        DesiredState desired = read(
                "templates/standard.jinja2",
                "{\"name\": \"{% for key in job %}{{ key }} {% endfor %}\"}",
                "jobs/a.json",
                "{\"zeta\": 1, \"alpha\": 2, \"mid\": 3}");

        assertThat(desired.jobs().get(0).name()).isEqualTo("zeta alpha mid ");
    }

    @Test
    void an_undefined_name_is_a_warning_at_its_place_and_holds_nothing_back() {
        DesiredState desired = read(
                "templates/standard.jinja2", "{\"name\": \"{{ job.name }}\",\n \"description\": \"{{ job.nope }}\"}",
                "jobs/a.json", "{\"name\": \"A\"}");

        assertThat(desired.jobs()).hasSize(1);
        assertThat(desired.problems()).hasSize(1);
        assertThat(desired.problems().get(0).isError()).isFalse();
        assertThat(desired.problems().get(0).place()).startsWith("templates/standard.jinja2:2");
        assertThat(desired.problems().get(0).message()).contains("nope", "jobs/a.json");
    }

    @Test
    void an_undefined_name_is_an_error_when_that_is_asked_for() {
        DesiredState desired = DesiredStateReader.read(
                Containers.of(
                        "templates/standard.jinja2", "{\"name\": \"{{ job.nope }}\"}",
                        "jobs/a.json", "{\"name\": \"A\"}"),
                new RenderCache(new Strictness(true, false)));

        assertThat(desired.blocked()).containsExactly(new JobKey("a"));
        assertThat(desired.problems()).allMatch(Problem::isError);
    }

    @Test
    void unchanged_templates_are_not_compiled_again() {
        RenderCache cache = new RenderCache(Strictness.LENIENT);

        assertThat(cache.rendererOf(Map.of("a", "x"), Map.of())).isSameAs(cache.rendererOf(Map.of("a", "x"), Map.of()));
        assertThat(cache.rendererOf(Map.of("a", "x"), Map.of()))
                .isNotSameAs(cache.rendererOf(Map.of("a", "y"), Map.of()));
    }

    @Test
    void settings_that_the_service_would_refuse_are_a_problem_of_their_template_reported_once() {
        DesiredState desired = read(
                "templates/standard.jinja2",
                "{\"name\": \"{{ job.name }}\", \"max_concurrent_runs\": \"many\"}",
                "jobs/a.json",
                "{\"name\": \"A\"}",
                "jobs/b.json",
                "{\"name\": \"B\"}");

        assertThat(desired.jobs()).isEmpty();
        assertThat(desired.problems()).hasSize(1);
        assertThat(desired.problems().get(0).file()).isEqualTo("templates/standard.jinja2");
        assertThat(desired.problems().get(0).message())
                .contains("max_concurrent_runs: must be an integer", "jobs/a.json, jobs/b.json");
    }

    @Test
    void a_setting_that_the_schema_does_not_know_is_a_warning_with_a_guess() {
        DesiredState desired = read(
                "templates/standard.jinja2",
                "{\"name\": \"{{ job.name }}\", \"max_concurent_runs\": \"2\"}",
                "jobs/a.json",
                "{\"name\": \"A\"}");

        assertThat(desired.jobs()).hasSize(1);
        assertThat(desired.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isFalse();
            assertThat(problem.message()).contains("max_concurrent_runs");
        });
    }

    @Test
    void values_take_the_types_of_the_schema() {
        DesiredState desired = read(
                "templates/standard.jinja2",
                "{\"name\": \"{{ job.name }}\", \"max_concurrent_runs\": \"2\"}",
                "jobs/a.json",
                "{\"name\": \"A\"}");

        assertThat(desired.jobs()
                        .get(0)
                        .settings()
                        .tree()
                        .get("max_concurrent_runs")
                        .isInt())
                .isTrue();
    }
}
