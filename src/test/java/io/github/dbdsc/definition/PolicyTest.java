package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEMPLATE = "{{ job | tojson }}";
    private static final String TASK = "'tasks': [{'task_key': 'main', 'notebook_task': {'notebook_path': '/a'}}]";

    private static DesiredState read(String policy, String... definitions) {
        return read(Strictness.LENIENT, policy, definitions);
    }

    private static DesiredState read(Strictness strictness, String policy, String... definitions) {
        String[] files = new String[definitions.length * 2 + 2];
        files[0] = "templates/standard.jinja2";
        files[1] = TEMPLATE;
        for (int i = 0; i < definitions.length; i++) {
            files[2 * i + 2] = "jobs/" + (char) ('a' + i) + ".json";
            files[2 * i + 3] = quoted(definitions[i]);
        }
        return DesiredStateReader.read(
                Containers.of(files).under(Optional.of(Containers.policy(quoted(policy)))),
                new RenderCache(strictness));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(quoted(text));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static DesiredJob only(DesiredState state) {
        assertThat(state.problems()).isEmpty();
        assertThat(state.jobs()).hasSize(1);
        return state.jobs().get(0);
    }

    private static List<String> lines(DesiredState state) {
        return state.problems().stream()
                .map(problem -> problem.severity() + " " + problem.place() + ": " + problem.message())
                .toList();
    }

    @Test
    void defaults_are_merged_under_a_jobs_own_settings() {
        DesiredJob job = only(read(
                "{'defaults': {'tags': {'team': 'x', 'cost': '1'}, 'timeout_seconds': 60, 'max_concurrent_runs': 1,"
                        + " 'email_notifications': {'on_failure': ['ops@example.com']}}}",
                "{'name': 'a', 'tags': {'team': 'own'}, 'max_concurrent_runs': 4,"
                        + " 'email_notifications': {'on_failure': []}, " + TASK + "}"));

        assertThat(job.settings().view())
                .isEqualTo(json("{'name': 'a', 'tags': {'team': 'own', 'cost': '1'}, 'max_concurrent_runs': 4,"
                        + " 'email_notifications': {'on_failure': []}, " + TASK + ", 'timeout_seconds': 60}"));
        assertThat(job.given().keySet()).containsExactlyInAnyOrder("tags.cost", "timeout_seconds");
    }

    @Test
    void lists_whose_elements_have_names_are_merged_element_by_element() {
        DesiredJob job = only(read(
                "{'defaults': {"
                        + "'parameters': [{'name': 'env', 'default': 'prod'}, {'name': 'run', 'default': ''}],"
                        + "'access_control_list': [{'group_name': 'x', 'permission_level': 'CAN_VIEW'}],"
                        + "'tasks': [{'task_key': 'main', 'max_retries': 2}, {'task_key': 'other', 'max_retries': 9}]}}",
                "{'name': 'a', 'parameters': [{'name': 'env', 'default': 'dev'}],"
                        + "'access_control_list': [{'user_name': 'x', 'permission_level': 'CAN_MANAGE'}]," + TASK
                        + "}"));

        assertThat(job.settings().view().path("parameters"))
                .isEqualTo(json("[{'name': 'env', 'default': 'dev'}, {'name': 'run', 'default': ''}]"));
        assertThat(job.settings().view().path("access_control_list"))
                .isEqualTo(json("[{'user_name': 'x', 'permission_level': 'CAN_MANAGE'},"
                        + " {'group_name': 'x', 'permission_level': 'CAN_VIEW'}]"));
        assertThat(job.settings().view().path("tasks"))
                .isEqualTo(json("[{'task_key': 'main', 'notebook_task': {'notebook_path': '/a'}, 'max_retries': 2}]"));
        assertThat(job.given().keySet())
                .containsExactlyInAnyOrder("parameters[run]", "access_control_list[x]", "tasks[main].max_retries");
    }

    @Test
    void a_job_in_the_old_form_gets_defaults_of_its_only_task_and_is_queued_if_the_policy_says_so() {
        String old = "{'name': 'a', 'notebook_task': {'notebook_path': '/a'}, 'existing_cluster_id': '1'}";

        DesiredJob job = only(read(
                "{'defaults': {'queue': {'enabled': true}, 'tasks': [{'task_key': 'main', 'max_retries': 2}]}}", old));

        assertThat(job.settings().view().path("queue")).isEqualTo(json("{'enabled': true}"));
        assertThat(job.settings().view().at("/tasks/0/max_retries").asInt()).isEqualTo(2);
        assertThat(only(read("{}", old)).settings().view().path("queue")).isEqualTo(json("{'enabled': false}"));
    }

    @Test
    void defaults_that_do_not_fit_a_job_hold_it_back_and_say_so() {
        DesiredState state = read(
                "{'defaults': {'tasks': [{'task_key': 'main', 'new_cluster': {'spark_version': '15', 'num_workers': 1}}]}}",
                "{'name': 'a', 'tasks': [{'task_key': 'main', 'existing_cluster_id': '1',"
                        + " 'notebook_task': {'notebook_path': '/a'}}]}",
                "{'name': 'b', " + TASK + "}");

        assertThat(state.blocked()).extracting(Object::toString).containsExactly("a");
        assertThat(lines(state))
                .singleElement()
                .asString()
                .contains("the defaults of policy.json set tasks[main].new_cluster");
    }

    @Test
    void a_violation_is_an_error_of_its_definition_with_path_rule_and_description() {
        DesiredState state = read(
                "{'schema': {'properties': {'tasks': {'items': {'properties': {'new_cluster': {'properties':"
                        + " {'num_workers': {'maximum': 10, 'description': 'Ten workers are enough'}}}}}},"
                        + " 'tags': {'required': ['team'], 'description': 'Who pays?'}}, 'required': ['tags']}}",
                "{\n'name': 'a', 'tags': {},\n'tasks': [{'task_key': 'main', 'notebook_task': {'notebook_path': '/a'},\n"
                        + "'new_cluster': {'spark_version': '15',\n'node_type_id': 'x', 'num_workers': 50}}]}",
                "{'name': 'b', 'tags': {'team': 'x'}, " + TASK + "}",
                "{'name': 'c', " + TASK + "}");

        assertThat(state.jobs()).extracting(DesiredJob::name).containsExactly("b");
        assertThat(lines(state))
                .containsExactly(
                        "ERROR jobs/a.json:2:22: settings: tags: lacks team (policy.json, required): Who pays?",
                        "ERROR jobs/a.json:5:37: settings: tasks[main].new_cluster.num_workers: must be at most 10, but is 50"
                                + " (policy.json, maximum 10): Ten workers are enough",
                        "ERROR jobs/c.json: settings: the job: lacks tags (policy.json, required)");
    }

    @Test
    void what_the_policy_warns_of_holds_nothing_back_unless_everything_is_strict() {
        String policy = "{'warn': {'required': ['description'], 'description': 'Say what it is for'}}";
        String job = "{'name': 'a', " + TASK + "}";

        assertThat(lines(read(policy, job)))
                .containsExactly("WARNING jobs/a.json: settings: the job: lacks description (policy.json, required):"
                        + " Say what it is for");
        assertThat(read(policy, job).jobs()).hasSize(1);
        assertThat(read(Strictness.of(true, false), policy, job).blocked()).hasSize(1);
    }

    @Test
    void the_schema_sees_the_defaults() {
        assertThat(read(
                                "{'defaults': {'tags': {'team': 'x'}}, 'schema': {'required': ['tags']}}",
                                "{'name': 'a', " + TASK + "}")
                        .problems())
                .isEmpty();
        assertThat(lines(read(
                        "{'defaults': {'timeout_seconds': 5}, 'schema': {'properties': {'timeout_seconds': {'minimum': 60}}}}",
                        "{'name': 'a', " + TASK + "}")))
                .singleElement()
                .asString()
                .contains("must be at least 60, but is 5", "the value is a default of policy.json");
    }

    @Test
    void alternatives_are_one_problem_however_many_of_them_fail() {
        assertThat(lines(read(
                        "{'schema': {'description': 'Run as a service', 'anyOf': [{'required': ['run_as', 'tags']},"
                                + " {'properties': {'name': {'const': 'free'}}}]}}",
                        "{'name': 'a', " + TASK + "}")))
                .containsExactly(
                        "ERROR jobs/a.json: settings: the job: must be as at least one of 2 alternatives describes"
                                + " (policy.json, anyOf): Run as a service");
    }

    @Test
    void texts_of_a_job_are_never_shown() {
        assertThat(lines(read(
                        "{'schema': {'properties': {'description': {'pattern': '^ok', 'enum': ['ok1']}}}}",
                        "{'name': 'a', 'description': 'hunter2', " + TASK + "}")))
                .hasSize(2)
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void a_reference_to_another_job_is_a_value_as_any_other() {
        DesiredState state = DesiredStateReader.read(
                Containers.of(
                                "templates/standard.jinja2",
                                "{\"name\": {{ job.name | tojson }}, \"tasks\": [{\"task_key\": \"t\", \"run_job_task\":"
                                        + " {\"job_id\": {{ job_ref('b') }}}}]}",
                                "templates/plain.jinja2",
                                TEMPLATE,
                                "jobs/a.json",
                                "{\"name\": \"a\"}",
                                "jobs/b.json",
                                quoted("{'$template': 'plain.jinja2', 'name': 'b', " + TASK + "}"))
                        .under(Optional.of(Containers.policy(quoted(
                                "{'schema': {'properties': {'tasks': {'items': {'properties': {'run_job_task': {'properties':"
                                        + " {'job_id': {'type': 'integer'}}}}}}}}}")))),
                new RenderCache(Strictness.LENIENT));

        assertThat(state.problems()).isEmpty();
        assertThat(state.jobs()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                     | is not JSON
            []                                                    | not an object
            {'defualts': {}}                                      | did you mean 'defaults'
            {'defaults': []}                                      | must be an object
            {'defaults': {'max_concurrent_runs': 'many'}}         | must be an integer
            {'defaults': {'new_cluster': {}}}                     | a field of a task
            {'defaults': {'name': 'x'}}                           | no default
            {'defaults': {'tasks': [{'max_retries': 1}]}}         | has no name
            {'defaults': {}, 'defaults': {}}                      | twice
            {'schema': {'type': 'objekt'}}                        | no JSON Schema
            {'schema': {'required': 'tags'}}                      | no JSON Schema
            {'schema': {'properties': {'a': {'minimum': 'x'}}}}   | no JSON Schema
            {'schema': 3}                                         | must be a JSON Schema
            {'schema': {'$schema': 'http://json-schema.org/draft-07/schema#'}} | draft 2020-12
            {'schema': {'$ref': 'http://127.0.0.1:1/x.json'}}     | another document
            {'schema': {'$ref': 'file:///etc/passwd'}}            | another document
            {'schema': {'not': {'$ref': 'x.json'}}}               | another document
            {'schema': {'$ref': '#/$defs/missing'}}               | can't be used
            {'schema': {'$ref': '#'}}                             | itself
            {'schema': {'$defs': {'a': {'$ref': '#/$defs/b'}, 'b': {'$ref': '#/$defs/a'}}, '$ref': '#/$defs/a'}} | itself
            {'schema': {'properties': {'name': {'pattern': '('}}}} | can't be used
            {'schema': {'properties': {'name': {'pattern': '(?=a)b'}}}} | RE2
            {'schema': {'patternProperties': {'(?!a)b': {}}}}     | RE2
            {'schema': {'properties': {'name': {'pattern': '((a{1000}){1000}){1000}'}}}} | too many
            {'schema': {'requried': ['tags']}}                    | did you mean 'required'
            {'warn': {'$defs': {'a': {'items': {'maxmum': 1}}}}}  | did you mean 'maximum'
            {'warn': {'type': 7}}                                 | "warn"
            {'secrets': {'level': 'off'}}                         | "warn" or "error"
            {'secrets': {'alow': []}}                             | did you mean 'allow'
            {'secrets': {'allow': [1]}}                           | no path
            """)
    void a_broken_policy_holds_everything_back(String policy, String message) {
        DesiredState state = read(policy, "{'name': 'a', " + TASK + "}", "{'name': 'b', " + TASK + "}");

        assertThat(state.hasUsablePolicy()).isFalse();
        assertThat(state.jobs()).isEmpty();
        assertThat(state.blocked()).hasSize(2);
        assertThat(state.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("policy.json");
            assertThat(problem.isError()).isTrue();
            assertThat(problem.line()).isPositive();
            assertThat(problem.message()).contains(message).doesNotContain("com.", "Exception");
        });
    }

    @Test
    void a_policy_that_nests_too_deep_is_broken() {
        String deep = "{'schema': " + "{'not':".repeat(3_000) + "{}" + "}".repeat(3_000) + "}";

        assertThat(read(deep, "{'name': 'a', " + TASK + "}").hasUsablePolicy()).isFalse();
    }

    @Test
    void a_schema_that_its_references_make_too_large_is_broken() {
        StringBuilder twice = new StringBuilder("'a30': {}");
        for (int i = 0; i < 30; i++) {
            String next = "{'$ref': '#/$defs/a" + (i + 1) + "'}";
            twice.append(", 'a" + i + "': {'allOf': [" + next + ", " + next + "]}");
        }

        assertThat(lines(read(
                        "{'schema': {'$defs': {" + twice + "}, 'properties': {'tags': {'$ref': '#/$defs/a0'}}}}",
                        "{'name': 'a', " + TASK + "}")))
                .singleElement()
                .asString()
                .contains("policy.json:1:12", "too large once its references are followed");
    }

    @Test
    void other_unknown_names_in_a_schema_and_patterns_of_a_usual_size_are_fine() {
        assertThat(only(read(
                                "{'schema': {'x-owner': 'us', 'note': 'short', 'nullable': true, 'properties': {'requried': {},"
                                        + " 'name': {'pattern': '^[a-z]{1,63}(?:[.-][a-z0-9{}]{1,63}){0,20}[x{9}]?(?:x|y{2}){0,3}$'}}}}",
                                "{'name': 'a', " + TASK + "}"))
                        .settings()
                        .name())
                .isEqualTo("a");
    }

    @Test
    @Timeout(20)
    void no_pattern_makes_a_run_hang() {
        DesiredState state = read(
                "{'schema': {'properties': {'description': {'pattern': '^(a+)+$'}},"
                        + " 'patternProperties': {'^(d|d?)+x$': false}}}",
                "{'name': 'a', 'description': '" + "a".repeat(20_000) + "!', " + TASK + "}");

        assertThat(state.blocked()).hasSize(1);
    }

    @Test
    void a_changed_policy_is_applied_to_definitions_that_are_in_the_cache() {
        RenderCache cache = new RenderCache(Strictness.LENIENT);
        Snapshot files = Containers.of(
                "templates/standard.jinja2", TEMPLATE, "jobs/a.json", quoted("{'name': 'a', " + TASK + "}"));
        Optional<SourceFile> first = Optional.of(Containers.policy(quoted("{'defaults': {'timeout_seconds': 1}}")));
        Optional<SourceFile> second = Optional.of(Containers.policy(quoted("{'defaults': {'timeout_seconds': 2}}")));

        String before = only(DesiredStateReader.read(files.under(first), cache)).fingerprint();
        DesiredJob after = only(DesiredStateReader.read(files.under(second), cache));

        assertThat(after.settings().view().path("timeout_seconds").asInt()).isEqualTo(2);
        assertThat(after.fingerprint()).isNotEqualTo(before);
        assertThat(files.under(first).etags()).isNotEqualTo(files.under(second).etags());
        assertThat(only(DesiredStateReader.read(files, cache)).settings().view().has("timeout_seconds"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"// who\n{'defaults': {/* none */},}", "{}", "{'$schema': 'policy.schema.json'}"})
    void comments_and_trailing_commas_are_read(String policy) {
        assertThat(read(policy, "{'name': 'a', // the name\n " + TASK + ", /* that is all */ }")
                        .jobs())
                .hasSize(1);
    }

    @Test
    void secrets_are_told_without_their_value_and_may_be_errors_or_allowed() {
        String pat = "dapi" + "0123456789abcdef".repeat(2);
        String job = "{'name': 'a', 'tasks': [{'task_key': 'main', 'notebook_task': {'notebook_path': '/a',\n"
                + "'base_parameters': {'token': '" + pat + "'}}}]}";

        DesiredState warned = read("{}", job);
        assertThat(warned.jobs()).hasSize(1);
        assertThat(lines(warned))
                .singleElement()
                .asString()
                .startsWith(
                        "WARNING jobs/a.json:2:30: settings: tasks[main].notebook_task.base_parameters.token: looks like a"
                                + " Databricks token")
                .contains("{{secrets/scope/key}}")
                .doesNotContain(pat);
        assertThat(read("{'secrets': {'level': 'error'}}", job).blocked()).hasSize(1);
        assertThat(read(Strictness.of(true, false), "{}", job).blocked()).hasSize(1);
        assertThat(read(
                                "{'secrets': {'level': 'error', 'allow': ['tasks[*].notebook_task.base_parameters.token']}}",
                                job)
                        .problems())
                .isEmpty();
    }

    @Test
    void problems_have_no_duplicates() {
        List<Problem> problems = read(
                        "{'schema': {'required': ['tags'], 'allOf': [{'required': ['tags']}]}}",
                        "{'name': 'a', " + TASK + "}")
                .problems();

        assertThat(problems).hasSize(1);
    }
}
