package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import org.junit.jupiter.api.Test;

class DuplicateNamesTest {

    private static final String TEMPLATE = "{\"name\": \"{{ job.name }} {{ job.a.b }} {{ vars.x }}\"}";
    private static final String TWICE = """
            {
              "name": "old",
              "a": {"b": 1,
                    "b": 2},
              "name": "new"
            }
            """;

    private static DesiredState read(Strictness strictness, String job, String vars) {
        return DesiredStateReader.read(
                Containers.of("templates/standard.jinja2", TEMPLATE, "jobs/a.json", job, "vars.json", vars),
                new RenderCache(strictness));
    }

    @Test
    void the_last_one_counts_and_a_warning_names_the_lines() {
        DesiredState desired = read(Strictness.LENIENT, TWICE, "{\"x\": 1}");

        assertThat(desired.jobs()).extracting(DesiredJob::name).containsExactly("new 2 1");
        assertThat(desired.problems())
                .containsExactly(
                        Problem.warning(
                                "jobs/a.json",
                                4,
                                9,
                                "\"b\" is there twice, on lines 3 and 4; the last one counts, remove what is wrong"),
                        Problem.warning(
                                "jobs/a.json",
                                5,
                                3,
                                "\"name\" is there twice, on lines 2 and 5; the last one counts, remove what is wrong"));
    }

    @Test
    void the_warning_stays_while_nothing_changes() {
        RenderCache cache = new RenderCache(Strictness.LENIENT);
        Snapshot snapshot =
                Containers.of("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}", "jobs/a.json", TWICE);

        assertThat(DesiredStateReader.read(snapshot, cache)).isEqualTo(DesiredStateReader.read(snapshot, cache));
        assertThat(DesiredStateReader.read(snapshot, cache).problems()).hasSize(2);
    }

    @Test
    void a_name_that_is_there_three_times_names_three_lines() {
        assertThat(read(Strictness.LENIENT, "{\"name\":\n1,\"a\":{},\n\"name\":2,\n\"name\":\"N\"}", "{}")
                        .problems())
                .extracting(Problem::message)
                .contains("\"name\" is there 3 times, on lines 1, 3 and 4; the last one counts, remove what is wrong");
    }

    @Test
    void directives_and_vars_are_looked_at_too() {
        DesiredState desired = read(
                Strictness.LENIENT,
                "{\"$protect\": false, \"$protect\": true, \"name\": \"N\", \"a\": {}}",
                "{\"x\": 1,\n\"x\": 2}");

        assertThat(desired.jobs().get(0).protect()).isTrue();
        assertThat(desired.problems())
                .extracting(Problem::file, problem -> problem.message().split(" ", 2)[0])
                .contains(
                        org.assertj.core.api.Assertions.tuple("jobs/a.json", "\"$protect\""),
                        org.assertj.core.api.Assertions.tuple("vars.json", "\"x\""));
    }

    @Test
    void it_is_an_error_where_the_setting_says_so() {
        Strictness strict = Strictness.of(true, false);
        DesiredState desired = read(strict, TWICE, "{\"x\": 1}");

        assertThat(desired.jobs()).isEmpty();
        assertThat(desired.blocked()).containsExactly(new JobKey("a"));
        assertThat(desired.problems()).hasSize(2).allMatch(Problem::isError);
        assertThat(read(strict, "{\"name\": \"N\", \"a\": {\"b\": 1}}", "{\"x\": 1, \"x\": 2}")
                        .blocked())
                .containsExactly(new JobKey("a"));
    }

    @Test
    void the_same_name_in_other_objects_is_no_duplicate() {
        assertThat(read(Strictness.LENIENT, "{\"name\": \"N\", \"a\": {\"name\": 1, \"b\": {\"b\": 1}}}", "{\"x\": 1}")
                        .problems())
                .isEmpty();
    }

    @Test
    void what_is_no_json_is_said_alone() {
        assertThat(read(Strictness.LENIENT, "{\"a\": 1, \"a\": 2, , }", "{}").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("the file is not JSON"));
    }
}
