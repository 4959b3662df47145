package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.definition.JsonText.MalformedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is inferred of one value, by the way in which a template reads it. */
class InferredSchemaTest {

    private static final String CLUSTER = "{\"name\": \"{{ job.name }}\", \"tasks\": [{\"task_key\": \"a\","
            + " \"new_cluster\": {\"num_workers\": %s}}]}";

    private static SchemaOf workers(String expression) {
        return SchemaOf.template(CLUSTER.formatted(expression));
    }

    @Test
    void a_value_printed_into_a_field_has_its_type_and_description() throws MalformedException {
        SchemaOf schema = workers("{{ job.workers }}");

        assertThat(schema.value("/workers/description").asText())
                .isEqualTo(
                        "tasks[].new_cluster.num_workers: an integer. Printed by templates/standard.jinja2, line 1.");
        assertThat(schema.value("/workers/type/0").asText()).isEqualTo("integer");
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": 4}")).isEmpty();
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": \"4\"}")).isEmpty();
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": \"four\"}")).containsExactly("/workers");
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": 4.5}")).containsExactly("/workers");
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": null}")).containsExactly("/workers");
        assertThat(schema.mistakes("{\"name\": \"A\"}")).containsExactly("/workers");
        assertThat(schema.mistakes("{\"name\": \"A\", \"wrokers\": 4}")).containsExactly("/workers", "/wrokers");
    }

    /** Each way to read the number of workers leads to the same place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{{ job.workers }}; true; true",
                "{{ job['workers'] }}; true; true",
                "{{ job.workers | tojson }}; true; true",
                "{{ job.workers | default(2) }}; false; true",
                "{{ job.workers | default(2, true) }}; false; true",
                "{{ job.get('workers', 2) }}; false; true",
                "{{ job.get('workers') or 2 }}; false; true",
                "{{ job.workers or 2 }}; false; true",
                "{{ job.workers if job.workers is defined else 2 }}; false; true",
                "{{ job.workers if 'workers' in job else 2 }}; false; true",
                "{% if job.workers is defined %}{{ job.workers }}{% else %}2{% endif %}; false; true",
                "{% if job.workers is undefined %}2{% else %}{{ job.workers }}{% endif %}; false; true",
                "{% if not job.workers %}2{% else %}{{ job.workers }}{% endif %}; false; true",
                "{% if job.workers %}{{ job.workers }}{% else %}2{% endif %}; false; true",
                "{% if job.workers is not none and job.workers %}{{ job.workers }}{% else %}2{% endif %}; false; true",
                "{% set w = job.workers %}{{ w }}; true; true",
                "{% set w = job.workers | default(3) %}{{ w }}; false; true",
                "{% set w %}{{ job.workers }}{% endset %}{{ w }}; true; true",
                "{% with w = job.workers %}{{ w }}{% endwith %}; true; true",
                "{% macro m(w, x=2) %}{{ w }}{% endmacro %}{{ m(job.workers) }}; true; true",
                "{% macro m(w, x=2) %}{{ w | default(x) }}{% endmacro %}{{ m(job.workers) | indent(2) }}; false; true",
                "{% macro m(j) %}{{ j.workers }}{% endmacro %}{{ m(j=job) }}; true; true",
                "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ job.workers }}{% endcall %}; true; true",
                "{% include 'part.jinja2' %}; true; true",
                "{% from 'macros.jinja2' import of %}{{ of(job) }}; true; true",
                "{% import 'macros.jinja2' as m %}{{ m.of(job) }}; true; true",
                "{% filter trim %}{{ job.workers }}{% endfilter %}; true; true",
                "{{ job.workers | int }}; true; false",
                "{{ job.workers * 2 }}; true; false",
                "{{ 2 if job.workers == 'many' else 1 }}; false; false",
                "{{ job.workers if job.workers != 'many' else 1 }}; false; false",
                "{{ job.workers if job.workers is number else 1 }}; false; false",
            })
    void a_value_is_found_whichever_way_it_is_read(String expression, boolean required, boolean typed)
            throws MalformedException {
        SchemaOf schema = SchemaOf.template(
                CLUSTER.formatted(expression),
                Map.of(
                        "templates/part.jinja2", "{{ job.workers }}",
                        "templates/macros.jinja2", "{% macro of(j) %}{{ j.workers }}{% endmacro %}"));

        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": 4}")).isEmpty();
        assertThat(schema.mistakes("{\"name\": \"A\"}").contains("/workers")).isEqualTo(required);
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": \"many\"}").contains("/workers"))
                .isEqualTo(typed);
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": 4, \"colour\": 1}"))
                .containsExactly("/colour");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{{ job }}",
                "{{ job | length }} {{ job | tojson }}",
                "{{ job[vars.name] }}",
                "{% for name in job %}{{ job[name] }}{% endfor %}",
                "{% for name, value in job.items() %}{{ value }}{% endfor %}",
                "{% include vars.part %}",
                "{% include 'nowhere.jinja2' %}",
                "{% set all = [job] %}{{ all | map(attribute='x') | first }}",
                "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(job) }}",
                "{% macro m(j) %}{{ j | dictsort }}{% endmacro %}{{ m(job) }}",
                "{{ broken",
            })
    void a_definition_may_have_any_name_where_the_template_may_read_any(String template) throws MalformedException {
        SchemaOf schema = SchemaOf.template("{\"name\": \"{{ job.name }}\", \"description\": \"" + template + "\"}");

        assertThat(schema.mistakes("{\"name\": \"A\", \"colour\": {\"a\": [1]}, \"x\": null}"))
                .isEmpty();
    }

    @Test
    void a_value_printed_into_a_field_with_words_is_one_of_them() throws MalformedException {
        SchemaOf schema = SchemaOf.template("{\"name\": \"A\", \"git_source\": {\"git_provider\": \"{{ job.git }}\"},"
                + " \"tasks\": [{\"run_if\": \"{{ job.run_if }}\"}]}");

        assertThat(schema.mistakes("{\"git\": \"GITHUB\", \"run_if\": \"ALL_DONE\"}"))
                .isEmpty();
        assertThat(schema.value("/run_if/enum")).hasSize(6);
        assertThat(schema.mistakes("{\"git\": \"hub\", \"run_if\": \"all_done\"}"))
                .containsExactly("/git", "/run_if");
    }

    @Test
    void what_a_loop_goes_over_is_a_list_with_what_is_read_of_each_element() throws MalformedException {
        SchemaOf schema = SchemaOf.template("{\"name\": \"A\", \"tasks\": [{% for t in job.tables %}{\"task_key\":"
                + " \"{{ t.name }}\", \"max_retries\": {{ t.retries | default(0) }}"
                + "{% if t.after %}, \"depends_on\": [{% for a in t.after %}{\"task_key\": \"{{ a }}\"}"
                + "{{ \",\" if not loop.last }}{% endfor %}]{% endif %}}{% if not loop.last %},{% endif %}"
                + "{% endfor %}]}");

        assertThat(schema.mistakes(
                        "{\"tables\": [{\"name\": \"a\"}, {\"name\": \"b\", \"retries\": 2, \"after\": [\"a\"]},"
                                + " {\"name\": \"c\", \"after\": null}]}"))
                .isEmpty();
        assertThat(schema.mistakes("{\"tables\": []}")).isEmpty();
        assertThat(schema.mistakes("{\"tables\": \"a\"}")).containsExactly("/tables");
        assertThat(schema.mistakes("{\"tables\": [\"a\"]}")).containsExactly("/tables/0");
        assertThat(schema.mistakes("{\"tables\": [{\"retries\": \"x\"}]}"))
                .containsExactly("/tables/0/name", "/tables/0/retries");
        assertThat(schema.mistakes("{\"tables\": [{\"name\": \"a\", \"retrys\": 1, \"after\": [{}]}]}"))
                .containsExactly("/tables/0/after/0", "/tables/0/retrys");
        assertThat(schema.mistakes("{}")).containsExactly("/tables");
    }

    @Test
    void what_is_behind_a_condition_on_its_object_is_required_inside_it() throws MalformedException {
        SchemaOf schema = SchemaOf.template(
                "{\"name\": \"A\"{% if job.cron %}, \"schedule\": {\"quartz_cron_expression\":"
                        + " \"{{ job.cron.at }}\", \"timezone_id\": \"{{ job.cron.zone | default('UTC') }}\"}{% endif %}}");

        assertThat(schema.mistakes("{}")).isEmpty();
        assertThat(schema.mistakes("{\"cron\": null}")).isEmpty();
        assertThat(schema.mistakes("{\"cron\": {\"at\": \"0 0 5 * * ?\"}}")).isEmpty();
        assertThat(schema.mistakes("{\"cron\": {\"zone\": \"UTC\"}}")).containsExactly("/cron/at");
        assertThat(schema.mistakes("{\"cron\": \"0 0 5 * * ?\"}")).containsExactly("/cron");
    }

    @Test
    void a_value_that_is_one_thing_or_another_is_open() throws MalformedException {
        SchemaOf schema = SchemaOf.template("{\"name\": \"A\", \"tasks\": [{ {% if job.cluster is string %}"
                + "\"existing_cluster_id\": \"{{ job.cluster }}\"{% else %}\"new_cluster\": {\"num_workers\":"
                + " {{ job.cluster.workers }}}{% endif %} }]}");

        assertThat(schema.mistakes("{\"cluster\": \"0401-123\"}")).isEmpty();
        assertThat(schema.mistakes("{\"cluster\": {\"workers\": 2}}")).isEmpty();
        assertThat(schema.mistakes("{\"clutser\": {\"workers\": 2}}")).containsExactly("/clutser");
    }

    @Test
    void macros_that_call_each_other_twice_are_given_up_and_not_followed_for_ever() throws MalformedException {
        StringBuilder macros = new StringBuilder("{% macro m0() %}{% endmacro %}");
        for (int i = 1; i <= 35; i++) {
            String call = "{% set x = m" + (i - 1) + "() %}";
            macros.append("{% macro m" + i + "() %}" + call + call + "{% endmacro %}");
        }
        SchemaOf schema = SchemaOf.template(macros + "{\"name\": \"{{ job.name }}{{ m35() }}\"}");

        assertThat(schema.mistakes("{\"name\": \"A\", \"colour\": 1}")).isEmpty();
    }

    @Test
    void a_value_of_which_a_comparison_decides_elsewhere_is_still_no_list() throws MalformedException {
        SchemaOf schema = workers("{% set auto = job.workers == 'auto' %}{{ 8 if auto else job.workers }}");

        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": \"auto\"}")).isEmpty();
        assertThat(schema.mistakes("{\"name\": \"A\", \"workers\": [4]}")).containsExactly("/workers");
        assertThat(schema.mistakes("{\"name\": \"A\", \"wrokers\": 4}")).contains("/wrokers");
    }

    @Test
    void a_value_for_one_field_or_another_fits_one_of_them() throws MalformedException {
        SchemaOf schema =
                SchemaOf.template("{\"name\": \"A\", {% if job.kind == 'n' %}\"timeout_seconds\": {{ job.size }}"
                        + "{% else %}\"description\": \"{{ job.size }}\"{% endif %}}");

        assertThat(schema.mistakes("{\"kind\": \"n\", \"size\": 4}")).isEmpty();
        assertThat(schema.mistakes("{\"kind\": \"d\", \"size\": \"large\"}")).isEmpty();
        assertThat(schema.mistakes("{\"kind\": \"d\", \"size\": [1]}")).containsExactly("/size");
    }

    @Test
    void a_value_printed_as_json_is_held_against_the_type_of_the_field() throws MalformedException {
        SchemaOf schema = SchemaOf.template("{\"name\": \"A\", \"schedule\": {{ job.schedule | tojson }},"
                + " \"tags\": {{ {\"team\": job.team, \"size\": 1} | tojson }}}");

        assertThat(schema.mistakes("{\"team\": \"x\", \"schedule\": {\"pause_status\": \"PAUSED\"}}"))
                .isEmpty();
        assertThat(schema.mistakes("{\"team\": \"x\", \"schedule\": null}")).isEmpty();
        assertThat(schema.mistakes("{\"team\": [], \"schedule\": {\"pause_status\": \"NO\"}}"))
                .contains("/schedule/pause_status", "/team");
    }

    @Test
    void names_of_the_users_own_have_the_type_of_the_entries() throws MalformedException {
        SchemaOf schema = SchemaOf.template("{\"name\": \"A\", \"tags\": { {% for k, v in job.tags.items() %}"
                + "\"{{ k }}\": \"{{ v }}\"{% if not loop.last %},{% endif %}{% endfor %} }}");

        assertThat(schema.mistakes("{\"tags\": {\"a\": 1, \"b\": \"x\"}}")).isEmpty();
        assertThat(schema.mistakes("{\"tags\": {\"a\": []}}")).containsExactly("/tags/a");
        assertThat(schema.mistakes("{\"tags\": [1]}")).containsExactly("/tags");
    }

    @Test
    void blocks_of_an_extended_template_are_read() throws MalformedException {
        SchemaOf schema = SchemaOf.template(
                "{% extends 'base.jinja2' %}{% block more %}{{ super() }}, \"timeout_seconds\": {{ job.timeout }}{% endblock %}",
                Map.of(
                        "templates/base.jinja2",
                        "{\"name\": \"{{ job.name }}\"{% block more %}, \"max_concurrent_runs\": {{ job.runs }}"
                                + "{% endblock %}{% block unused %}, \"description\": \"{{ job.text }}\"{% endblock %}}"));

        assertThat(schema.mistakes("{\"name\": \"A\", \"timeout\": 1, \"runs\": 2, \"text\": \"x\"}"))
                .isEmpty();
        assertThat(schema.mistakes("{\"name\": \"A\", \"timeout\": \"x\", \"runs\": \"y\", \"text\": {}}"))
                .containsExactly("/runs", "/text", "/timeout");
    }

    @Test
    void settings_of_a_single_task_have_the_fields_of_the_task() throws MalformedException {
        SchemaOf schema = SchemaOf.template(
                "{\"name\": \"A\", \"max_retries\": {{ job.retries }}, \"new_cluster\": {\"num_workers\":"
                        + " {{ job.workers }}}, \"notebook_task\": {\"notebook_path\": \"{{ job.path }}\"}}");

        assertThat(schema.mistakes("{\"retries\": 1, \"workers\": 2, \"path\": \"/a\"}"))
                .isEmpty();
        assertThat(schema.mistakes("{\"retries\": \"x\", \"workers\": \"y\", \"path\": {}}"))
                .containsExactly("/path", "/retries", "/workers");
    }

    @Test
    void directives_are_those_of_the_parser_and_the_template_says_which_values_count() throws MalformedException {
        SchemaOf schema = SchemaOf.template(
                "{\"name\": \"{{ job.name }}\"}", Map.of("templates/a b/~c.jinja2", "{\"name\": \"{{ job.title }}\"}"));

        assertThat(schema.mistakes(
                        "{\"$schema\": \"x\", \"$adopt\": true, \"$protect\": false, \"$hold\": \"until 2026-12-01\","
                                + " \"$ignore\": [\"tags\"], /* comment */ \"name\": \"A\",}"))
                .isEmpty();
        assertThat(schema.mistakes("{\"$template\": \"a b/~c.jinja2\", \"title\": \"A\"}"))
                .isEmpty();
        assertThat(schema.mistakes("{\"$template\": \"a b/~c.jinja2\", \"name\": \"A\"}"))
                .containsExactly("/name", "/title");
        assertThat(schema.mistakes("{\"name\": \"A\", \"$adpot\": true, \"$protect\": \"yes\", \"$hold\": {}}"))
                .containsExactly("/$adpot", "/$hold", "/$protect");
        assertThat(schema.mistakes("{\"$template\": \"none.jinja2\", \"name\": \"A\"}"))
                .containsExactly("/$template");
    }

    @Test
    void names_that_definitions_have_for_people_are_allowed_and_slips_are_not() throws MalformedException {
        SchemaOf schema = SchemaOf.template(
                "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout | default(1) }}}",
                Map.of("jobs/a.json", "{\"name\": \"A\", \"note\": \"x\", \"timeuot\": 5}"));

        assertThat(schema.mistakes("{\"name\": \"A\", \"note\": {}}")).isEmpty();
        assertThat(schema.mistakes("{\"name\": \"A\", \"timeuot\": 5}")).containsExactly("/timeuot");
    }

    @Test
    void the_document_needs_nothing_from_elsewhere() {
        for (JsonNode reference : workers("{{ job.workers }}").document().findValues("$ref")) {
            assertThat(reference.asText()).startsWith("#/definitions/");
        }
    }
}
