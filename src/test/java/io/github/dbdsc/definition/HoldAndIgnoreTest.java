package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The directives {@code $hold} and {@code $ignore}. */
class HoldAndIgnoreTest {
    /** Renders all that a template sees. */
    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "description": {{ job | tojson | tojson }},
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
            """;

    private static DesiredState read(Strictness strictness, String directives) {
        return DesiredStateReader.read(
                Containers.of(
                        "templates/standard.jinja2",
                        TEMPLATE,
                        "jobs/a.json",
                        "{\"name\": \"A\", \"hold\": \"mine\", \"ignore\": [1]" + directives + "}"),
                new RenderCache(strictness));
    }

    private static DesiredJob job(String directives) {
        DesiredState desired = read(Strictness.LENIENT, directives);
        assertThat(desired.problems()).isEmpty();
        return desired.jobs().get(0);
    }

    @Test
    void templates_see_values_of_that_name_and_not_the_directives() {
        DesiredJob plain = job("");

        DesiredJob directed = job(", \"$hold\": true, \"$ignore\": [\"timeout_seconds\"]");

        assertThat(directed.settings()).isEqualTo(plain.settings());
        assertThat(plain.settings().view().path("description").asText())
                .isEqualTo("{\"hold\": \"mine\", \"ignore\": [1], \"name\": \"A\"}");
    }

    @Test
    void a_directive_that_comes_changes_or_goes_makes_another_definition() {
        assertThat(job(", \"$hold\": false").fingerprint()).isEqualTo(job("").fingerprint());
        assertThat(new String[] {
                    job("").fingerprint(),
                    job(", \"$hold\": true").fingerprint(),
                    job(", \"$hold\": \"until 2026-12-01\"").fingerprint(),
                    job(", \"$ignore\": [\"name\"]").fingerprint(),
                    job(", \"$ignore\": [\"timeout_seconds\"]").fingerprint()
                })
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "until 2026-12-01"                 | 2026-12-01T00:00:00Z
            "Until  2026-12-01 "               | 2026-12-01T00:00:00Z
            "until 2026-12-01T06:00Z"          | 2026-12-01T06:00:00Z
            "until 2026-12-01T06:00+02:00"     | 2026-12-01T04:00:00Z
            {"until": "2026-12-01"}            | 2026-12-01T00:00:00Z
            """)
    void a_hold_ends_in_utc(String value, Instant end) {
        assertThat(job(", \"$hold\": " + value).hold()).isEqualTo(Hold.ofDefinition("", end));
    }

    @Test
    void a_hold_may_have_a_reason() {
        assertThat(job(", \"$hold\": {\"reason\": \" audit \", \"until\": \"2026-12-01\"}")
                        .hold())
                .isEqualTo(Hold.ofDefinition("audit", Instant.parse("2026-12-01T00:00:00Z")));
        assertThat(job(", \"$hold\": {\"reason\": \"audit\"}").hold()).isEqualTo(Hold.ofDefinition("audit", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yes\"",
                "\"until\"",
                "\"until tomorrow\"",
                "\"until 2026-02-30\"",
                "\"until 2026-12-01T06:00\"",
                "\"2026-12-01\"",
                "1",
                "null",
                "[]",
                "{}",
                "{\"until\": 1}",
                "{\"reason\": \"x\", \"by\": \"me\"}",
                "{\"reason\": \"x\", \"until\": null}"
            })
    void what_is_no_hold_is_an_error_with_the_forms_that_are_one(String value) {
        DesiredState desired = read(Strictness.LENIENT, ", \"$hold\": " + value);

        assertThat(desired.jobs()).isEmpty();
        assertThat(desired.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.place()).isEqualTo("jobs/a.json:1:46");
            assertThat(problem.message()).contains("\"$hold\" must be true or false", "until 2026-12-01T06:00Z");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_concurrent_runs",
                "tags",
                "tags.team",
                "tags[\"a.b\"]",
                "name",
                "access_control_list",
                "run_as",
                "run_as.user_name",
                "email_notifications.on_failure",
                "tasks[main]",
                "tasks[main].libraries",
                "tasks[main].new_cluster.spark_conf[\"spark.speculation\"]",
                "webhook_notifications.on_failure"
            })
    void a_known_path_is_taken_as_it_is(String path) {
        assertThat(job(", \"$ignore\": [\"" + path.replace("\"", "\\\"") + "\"]")
                        .ignored())
                .containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tasks[main].libraries[0]        | whose elements have no names
            tasks[main].task_key            | is what names the elements of tasks
            tags.dsc-protect                | says whose the job is
            tags[dsc-owner]                 | says whose the job is
            .name                           | is no path
            name.                           | is no path
            tasks[]                         | but the settings have no tasks[]
            parameters[day].default         | but the settings have no parameters[day]
            """)
    void a_path_that_would_not_work_says_why(String path, String why) {
        assertThat(read(Strictness.LENIENT, ", \"$ignore\": [\"" + path + "\"]").problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains(why);
    }

    @Test
    void where_warnings_are_errors_an_unknown_field_holds_the_job_back() {
        DesiredState desired = read(new Strictness(false, true), ", \"$ignore\": [\"timeout_secnds\"]");

        assertThat(desired.jobs()).isEmpty();
        assertThat(desired.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("did you mean 'timeout_seconds'?"));
    }
}
