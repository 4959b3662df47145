package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.model.TargetView.Development;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one definition is for each target. */
class TargetsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DUMP = "{{ job | tojson }}";
    private static final String TASKS =
            "'tasks': [{'task_key': 'main', 'notebook_task': {'notebook_path': '/a'}, 'max_retries': 1}]";

    private static TargetView view(String name, Optional<Development> development) {
        return new TargetView(
                name,
                new TreeSet<>(Set.of("dev", "prod", "prod-eu")),
                URI.create("https://" + name + ".example.com"),
                "",
                development);
    }

    private static DesiredState read(String target, String... files) {
        return read(new RenderCache(Strictness.LENIENT, view(target, Optional.empty())), files);
    }

    private static DesiredState read(RenderCache cache, String... files) {
        String[] quoted = files.clone();
        for (int i = 1; i < quoted.length; i += 2) {
            quoted[i] = quoted[i - 1].endsWith(".json") ? quoted[i].replace('\'', '"') : quoted[i];
        }
        return DesiredStateReader.read(Containers.of(quoted), cache);
    }

    private static JsonNode settings(DesiredState state) {
        assertThat(state.problems()).isEmpty();
        assertThat(state.jobs()).hasSize(1);
        return state.jobs().get(0).settings().view();
    }

    private static List<String> lines(DesiredState state) {
        return state.problems().stream()
                .map(problem -> problem.severity() + " " + problem.place() + ": " + problem.message())
                .toList();
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['prod'] | prod",
                "['dev', 'prod'] | dev prod",
                "['prod*'] | prod prod-eu",
                "['*'] | dev prod prod-eu",
                "['*-eu', 'dev'] | dev prod-eu",
            })
    void a_definition_is_for_the_targets_that_it_names(String targets, String expected) {
        String definition = "{'$targets': " + targets + ", 'name': 'a', " + TASKS + "}";

        List<String> found = List.of("dev", "prod", "prod-eu").stream()
                .filter(target -> {
                    DesiredState state = read(target, "templates/standard.jinja2", DUMP, "jobs/a.json", definition);
                    assertThat(state.problems()).isEmpty();
                    assertThat(state.blocked()).isEmpty();
                    return !state.jobs().isEmpty();
                })
                .toList();

        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'$targets': ['prd'] | ERROR jobs/a.json:2:14: 'prd' is no target; there are dev, prod, prod-eu; did you"
                        + " mean 'prod'?",
                "'$targets': ['dev', 'q*'] | ERROR jobs/a.json:2:21: 'q*' is no target; there are dev, prod, prod-eu",
                "'$targets': 'dev' | ERROR jobs/a.json:2:1: \"$targets\" must be a list of names of targets, like"
                        + " [\"prod\"]",
                "'$targets': [] | ERROR jobs/a.json:2:1: \"$targets\" must be a list of names of targets, like"
                        + " [\"prod\"]",
                "'$targets': [1] | ERROR jobs/a.json:2:14: the name of a target must be a text, like \"prod\"",
                "'$override': {'prd': {}} | ERROR jobs/a.json:2:22: 'prd' is no target; there are dev, prod, prod-eu; did"
                        + " you mean 'prod'?",
                "'$override': {'prod*': {}} | ERROR jobs/a.json:2:24: \"$override\" takes the name of one target, and no *; there"
                        + " are dev, prod, prod-eu",
                "'$override': {'dev': 1} | ERROR jobs/a.json:2:22: the values for a target must be an object, like"
                        + " {\"workers\": 1}",
                "'$override': [] | ERROR jobs/a.json:2:1: \"$override\" must be an object with values by the name of a"
                        + " target, like {\"dev\": {\"workers\": 1}}",
                "'$override': {'prod': {'$targets': ['dev']}} | ERROR jobs/a.json:2:36: \"$targets\" can't differ by"
                        + " target; write it at the top",
            })
    void what_is_no_target_is_an_error_in_every_target_so_that_no_job_seems_to_be_gone(String directive, String line) {
        for (String target : List.of("dev", "prod")) {
            DesiredState state = read(
                    target,
                    "templates/standard.jinja2",
                    DUMP,
                    "jobs/a.json",
                    "{\n" + directive + ",\n'name': 'a', " + TASKS + "}");

            assertThat(lines(state)).containsExactly(line);
            assertThat(state.blocked()).containsExactly(new JobKey("a"));
        }
    }

    @Test
    void without_targets_a_definition_can_name_none() {
        DesiredState state = read(
                new RenderCache(Strictness.LENIENT),
                "templates/standard.jinja2",
                DUMP,
                "jobs/a.json",
                "{'$targets': ['dev'], 'name': 'a', " + TASKS + "}");

        assertThat(lines(state))
                .containsExactly("ERROR jobs/a.json:1:15: 'dev' is no target: the setting TARGETS names none; name them"
                        + " there, like dev,prod");
    }

    @Test
    void an_override_is_laid_over_the_definitions_values() throws IOException {
        String[] files = {
            "templates/standard.jinja2",
            DUMP,
            "jobs/a.json",
            "{'name': 'a', 'tags': {'team': 'x', 'cost': '1'}, 'max_concurrent_runs': 4, " + TASKS
                    + ", '$override': {'dev': {'tags': {'cost': '2'}, 'max_concurrent_runs': 1, 'timeout_seconds': 60,"
                    + " 'tasks': [{'task_key': 'other', 'notebook_task': {'notebook_path': '/b'}}]}}}"
        };

        assertThat(settings(read("dev", files)))
                .isEqualTo(json("{'name': 'a', 'tags': {'team': 'x', 'cost': '2'}, 'max_concurrent_runs': 1,"
                        + " 'tasks': [{'task_key': 'other', 'notebook_task': {'notebook_path': '/b'}}],"
                        + " 'timeout_seconds': 60}"));
        assertThat(settings(read("prod", files)))
                .isEqualTo(json(
                        "{'name': 'a', 'tags': {'team': 'x', 'cost': '1'}, 'max_concurrent_runs': 4, " + TASKS + "}"));
    }

    @Test
    void an_override_may_have_directives_and_its_faults_are_where_they_are_written() {
        String[] files = {
            "templates/standard.jinja2",
            DUMP,
            "templates/small.jinja2",
            "{\"name\": \"small\"}",
            "jobs/a.json",
            "{'name': 'a',\n" + TASKS + ",\n'$override': {\n'dev': {'$template': 'small.jinja2'},\n"
                    + "'prod': {\n'$protect': 'yes'}}}"
        };

        assertThat(settings(read("dev", files)).path("name").asText()).isEqualTo("small");
        assertThat(lines(read("prod", files)))
                .containsExactly("ERROR jobs/a.json:6:13: \"$protect\" must be true or false");
    }

    @Test
    void vars_of_a_target_are_laid_over_those_of_all() {
        String[] files = {
            "templates/standard.jinja2",
            "{\"name\": \"{{ vars.db.name }}-{{ vars.db.host }}-{{ vars.list | join('+') }}\"}",
            "vars.json",
            "{'db': {'name': 'n', 'host': 'h'}, 'list': [1, 2]}",
            "vars/dev.json",
            "{'db': {'host': 'dev'}, 'list': [3]}",
            "jobs/a.json",
            "{}"
        };

        assertThat(settings(read("dev", files)).path("name").asText()).isEqualTo("n-dev-3");
        assertThat(settings(read("prod", files)).path("name").asText()).isEqualTo("n-h-1+2");
    }

    @Test
    void templates_see_the_target() {
        String[] files = {
            "templates/standard.jinja2", "{\"name\": \"{{ target.name }} {{ target.workspace }}\"}", "jobs/a.json", "{}"
        };

        assertThat(settings(read("dev", files)).path("name").asText()).isEqualTo("dev https://dev.example.com");
    }

    /** Otherwise the job would be updated by every other process. */
    @Test
    void the_target_is_printed_alike_in_each_process() {
        String[] files = {"templates/standard.jinja2", "{\"name\": \"{{ target }}\"}", "jobs/a.json", "{}"};

        assertThat(settings(read("dev", files)).path("name").asText())
                .isEqualTo("{'name': 'dev', 'workspace': 'https://dev.example.com'}");
    }

    @Test
    void what_the_policy_has_against_the_mode_names_the_mode() {
        Snapshot snapshot = Containers.of("templates/standard.jinja2", DUMP, "jobs/a.json", "{\"name\": \"etl\"}")
                .under(Optional.of(
                        Containers.policy("{\"schema\": {\"properties\": {\"name\": {\"pattern\": \"^[a-z]+$\"}}}}")));
        RenderCache cache = new RenderCache(Strictness.LENIENT, view("dev", Optional.of(new Development("[dev] "))));

        assertThat(lines(DesiredStateReader.read(snapshot, cache)))
                .containsExactly(
                        "ERROR jobs/a.json: settings: name: must match the pattern ^[a-z]+$ (policy.json, pattern"
                                + " ^[a-z]+$) (the value comes from the target's mode, development)");
    }

    @Test
    void what_the_service_would_refuse_because_of_the_mode_names_the_mode() {
        RenderCache cache = new RenderCache(Strictness.LENIENT, view("dev", Optional.of(new Development("[dev] "))));

        DesiredState state =
                read(cache, "templates/standard.jinja2", DUMP, "jobs/a.json", "{'name': '" + "x".repeat(4096) + "'}");

        assertThat(lines(state))
                .singleElement()
                .asString()
                .contains("settings: name: ")
                .contains("(the target's mode, development, sets name)");
    }

    @Test
    void a_change_of_the_targets_vars_renders_again_and_nothing_else_does() {
        RenderCache cache = new RenderCache(Strictness.LENIENT, view("dev", Optional.empty()));
        String[] files = {
            "templates/standard.jinja2",
            "{\"name\": \"{{ vars.x }}\"}",
            "vars/dev.json",
            "{'x': '1'}",
            "jobs/a.json",
            "{}",
            "jobs/b.json",
            "{'$targets': ['prod']}"
        };
        DesiredJob first = read(cache, files).jobs().get(0);

        assertThat(read(cache, files).jobs()).singleElement().isSameAs(first);
        files[3] = "{'x': '2'}";
        assertThat(settings(read(cache, files)).path("name").asText()).isEqualTo("2");
        files[7] = "{'$targets': ['dev'], 'name': 'b'}";
        assertThat(read(cache, files).blocked()).hasSize(2); // both are called 2 now
    }

    @Test
    void a_reference_to_a_job_that_is_not_for_the_target_is_an_error() {
        String[] files = {
            "templates/standard.jinja2",
            DUMP,
            "templates/after.jinja2",
            "{\"name\": \"after\", \"tasks\": [{\"task_key\": \"t\", \"run_job_task\": {\"job_id\":"
                    + " {{ job_ref('a') }}}}]}",
            "jobs/a.json",
            "{'$targets': ['prod'], 'name': 'a', " + TASKS + "}",
            "jobs/b.json",
            "{'$template': 'after.jinja2'}"
        };

        assertThat(lines(read("dev", files)))
                .containsExactly(
                        "ERROR jobs/b.json: job_ref('a') refers to jobs/a.json, which is not for the target dev;"
                                + " add it to the \"$targets\" of that definition, or leave this one out of it");
        assertThat(read("prod", files).jobs()).hasSize(2);
    }

    @Test
    void development_renames_pauses_and_tags_and_says_so() throws IOException {
        RenderCache cache = new RenderCache(Strictness.LENIENT, view("dev", Optional.of(new Development("[dev] "))));

        DesiredState state = read(
                cache,
                "templates/standard.jinja2",
                DUMP,
                "jobs/a.json",
                "{'name': 'a', " + TASKS
                        + ", 'schedule': {'quartz_cron_expression': '0 0 0 * * ?', 'timezone_id': 'UTC'},"
                        + " 'tags': {'team': 'x'}}");

        assertThat(settings(state))
                .isEqualTo(json("{'name': '[dev] a', " + TASKS
                        + ", 'schedule': {'quartz_cron_expression': '0 0 0 * * ?', 'timezone_id': 'UTC',"
                        + " 'pause_status': 'PAUSED'}, 'tags': {'team': 'x', 'dsc-mode': 'development'}}"));
        assertThat(state.jobs().get(0).given())
                .isEqualTo(
                        Map.of("name", Giver.MODE, "schedule.pause_status", Giver.MODE, "tags.dsc-mode", Giver.MODE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'schedule': {'pause_status': 'UNPAUSED'}}",
                "{'paused': false}",
                "{'things': [{'x': 1}, {'paused': false}]}",
                "{'schedule': {'pause_status': 'UNPAUSED', 'quartz_cron_expression': '0 0 1 * * ?'}}"
            })
    void a_schedule_runs_in_development_where_the_definition_says_so_for_the_target(String override) {
        RenderCache cache = new RenderCache(Strictness.LENIENT, view("dev", Optional.of(new Development("[dev] "))));
        String template =
                "{\"name\": \"a\", \"schedule\": {\"quartz_cron_expression\": \"0 0 0 * * ?\", \"timezone_id\":"
                        + " \"UTC\", \"pause_status\": \"{{ 'PAUSED' if job.paused | default(false) else 'UNPAUSED' }}\"}}";

        DesiredState state = read(
                cache,
                "templates/standard.jinja2",
                template,
                "jobs/a.json",
                "{'$override': {'dev': " + override + "}}");

        assertThat(settings(state).at("/schedule/pause_status").asText()).isEqualTo("UNPAUSED");
    }

    @ParameterizedTest
    @CsvSource({
        "vars/Dev.json, rename it to vars/dev.json",
        "vars/dev.JSON, rename it to vars/dev.json",
        "Vars/dev.json, rename it to vars/dev.json",
        "vars/prd.yaml, write it as JSON in vars/prod.json",
    })
    void vars_of_a_target_with_nearly_the_right_name_are_not_passed_over(String path, String told) {
        assertThat(new SourcePaths("x/", "dev", view("dev", Optional.empty()).names())
                        .misnamed("x/" + path)
                        .map(file -> MisnamedFile.warnings(List.of(file)).get(0).message()))
                .contains("the file is not read; if it should be, " + told + ", else take it away");
    }

    @Test
    void vars_of_targets_are_no_mistake_and_without_targets_their_folder_is_nobodys() {
        assertThat(new SourcePaths("", "dev", view("dev", Optional.empty()).names()).misnamed("vars/prod.json"))
                .isEmpty();
        assertThat(new SourcePaths("", "", new TreeSet<>()).misnamed("vars/Dev.json"))
                .isEmpty();
    }

    /** There may be a job of that name in the workspace: that of production, for example. */
    @Test
    void a_lookup_finds_no_job_in_place_of_one_that_development_renames() {
        String[] files = {
            "templates/standard.jinja2",
            DUMP,
            "templates/after.jinja2",
            "{\"name\": \"after\", \"tasks\": [{\"task_key\": \"t\", \"run_job_task\": {\"job_id\":"
                    + " {{ lookup('job', 'nightly') }}}}]}",
            "jobs/a.json",
            "{'name': 'nightly', " + TASKS + "}",
            "jobs/b.json",
            "{'$template': 'after.jinja2'}"
        };

        DesiredState state =
                read(new RenderCache(Strictness.LENIENT, view("dev", Optional.of(new Development("[dev] ")))), files);

        assertThat(lines(state))
                .containsExactly("ERROR jobs/b.json: lookup('job', 'nightly'): jobs/a.json defines this job, which has"
                        + " another name in development; write job_ref('a')");
        assertThat(state.blocked()).containsExactly(new JobKey("b"));
        assertThat(read("prod", files).blocked()).isEmpty(); // the planner tells there
    }

    @Test
    void production_changes_nothing() throws IOException {
        assertThat(settings(read(
                        "prod",
                        "templates/standard.jinja2",
                        DUMP,
                        "jobs/a.json",
                        "{'name': 'a', 'continuous': {}, " + TASKS + "}")))
                .isEqualTo(json("{'name': 'a', 'continuous': {}, " + TASKS + "}"));
    }
}
