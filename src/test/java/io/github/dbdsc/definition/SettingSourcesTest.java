package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SettingSource;
import io.github.dbdsc.model.Strictness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each template begins with a line of its own, so that what the tests look at is on line 2. */
class SettingSourcesTest {

    private static final String DEFINITION = """
            {
              "name": "A",
              "workers": 4,
              "prod": true,
              "path": "/Shared/a",
              "nothing": null,
              "cluster": {
                "num_workers": 8,
                "spark_version": "15.4"
              },
              "steps": [
                {"key": "one", "workers": 1},
                {"key": "two", "workers": 2}
              ]
            }
            """;

    private static SettingSource source(String definition, String template, String path, String json) throws Exception {
        JsonNode value = new JsonMapper().readTree(json);
        return new SettingSources(
                        Containers.of(
                                "templates/standard.jinja2",
                                template,
                                "templates/part.jinja2",
                                "\"timeout_seconds\": {{ job.workers }}",
                                "jobs/a.json",
                                definition,
                                "vars.json",
                                "{\"workers\": 4}"),
                        new RenderCache(Strictness.LENIENT),
                        JobFields.builtIn())
                .of(new JobKey("a"), path, value);
    }

    /** Looks at one line of a template that prints a value of 4, or another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{{ job.workers }} ; 4 ; 3",
                "{{ job['workers'] }} ; 4 ; 3",
                "{{ job.get('workers', 2) }} ; 4 ; 3",
                "\"{{ job.workers }}\" ; 4 ; 3",
                "{{ job.workers | int }} ; 4 ; 3",
                "{{ job.workers | default(2) }} ; 4 ; 3",
                "{{ job.workers * 2 }} ; 8 ; 3",
                "{{ job.cluster.num_workers }} ; 8 ; 8",
                "{{ job.workers or 2 }} ; 4 ; 3",
                "{{ [job.workers, 9] | min }} ; 4 ; 3",
                // the value is the template's, or may be
                "4 ; 4 ; 0",
                "{{ 4 }} ; 4 ; 0",
                "{{ job.missing | default(4) }} ; 4 ; 0",
                "{{ job.nothing or 4 }} ; 4 ; 0",
                "{{ job.nothing | default(4, true) }} ; 4 ; 0",
                "{{ 2 if job.prod else 4 }} ; 2 ; 0",
                "{{ job.workers if job.prod else 2 }} ; 4 ; 0",
                "{{ vars.workers }} ; 4 ; 0",
                "{{ vars.workers or job.workers }} ; 4 ; 0",
                "{{ [job.workers, vars.workers] | max }} ; 4 ; 0",
                "{{ [job.workers, 2] | min }} ; 2 ; 0",
                "{{ job.steps[-1]['workers'] }} ; 2 ; 0",
                "{{ range(job.workers + 1) | last }} ; 4 ; 0",
                "{% if job.prod %}4{% else %}2{% endif %} ; 4 ; 0",
                "{{ job.values() | list | length - 3 }} ; 4 ; 0",
            })
    void the_line_of_a_definition_is_told_where_the_template_reads_only_that(String printed, String value, int line)
            throws Exception {
        SettingSource found = source(
                DEFINITION,
                "{\"name\": \"{{ job.name }}\",\n\"timeout_seconds\": " + printed + ", \"max_concurrent_runs\": 4}",
                "timeout_seconds",
                value);

        assertThat(found)
                .isEqualTo(new SettingSource(line == 0 ? "" : "jobs/a.json:" + line, "templates/standard.jinja2:2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"new_cluster\": {{ job.cluster | tojson }} ; new_cluster.num_workers ; 8 ; 8",
                "\"new_cluster\": {{ job.cluster | tojson }} ; new_cluster.spark_version ; \"15.4\" ; 9",
                "\"notebook_task\": {\"notebook_path\": \"{{ job.path }}/main\"} ; notebook_task.notebook_path ; \"/Shared/a/main\" ; 5",
                "\"notebook_task\": {\"notebook_path\": \"{{ job.path }}/{{ job.name }}\"} ; notebook_task.notebook_path ; \"/Shared/a/A\" ; 0",
                "\"new_cluster\": {\"num_workers\": 8} ; new_cluster.num_workers ; 8 ; 0",
            })
    void parts_of_what_a_line_prints_are_told_as_well(String printed, String path, String value, int line)
            throws Exception {
        SettingSource found = source(
                DEFINITION,
                "{\"name\": \"A\", \"tasks\": [{\"task_key\": \"main\",\n" + printed + "}]}",
                "tasks[main]." + path,
                value);

        assertThat(found)
                .isEqualTo(new SettingSource(line == 0 ? "" : "jobs/a.json:" + line, "templates/standard.jinja2:2"));
    }

    @Test
    void a_loop_over_a_list_of_the_definition_is_followed_where_it_prints_one_element_for_each() throws Exception {
        String loop = """
                {"name": "A", "tasks": [{% for step in job.steps %}
                {"task_key": "{{ step.key }}", "new_cluster": {"num_workers": {{ step.workers }} } }{{ "," if not loop.last }}
                {% endfor %}]}
                """;

        assertThat(source(DEFINITION, loop, "tasks[two].new_cluster.num_workers", "2"))
                .isEqualTo(new SettingSource("jobs/a.json:13", "templates/standard.jinja2:2"));
        assertThat(source(
                        DEFINITION,
                        loop.replace("job.steps", "job.steps | reverse"),
                        "tasks[two].new_cluster.num_workers",
                        "2"))
                .isEqualTo(new SettingSource("", "templates/standard.jinja2:2"));
    }

    @Test
    void names_that_stand_for_something_else_are_not_taken_for_the_definition() throws Exception {
        String value = "\"timeout_seconds\": {{ c.num_workers }}}";

        assertThat(source(DEFINITION, "{\"name\": \"A\", {% set c = job.cluster %}\n" + value, "timeout_seconds", "8"))
                .isEqualTo(new SettingSource("jobs/a.json:8", "templates/standard.jinja2:2"));
        assertThat(source(
                        DEFINITION,
                        "{\"name\": \"A\", {% set c = job.cluster %}{% set c = {'num_workers': 8} %}\n" + value,
                        "timeout_seconds",
                        "8"))
                .isEqualTo(new SettingSource("", "templates/standard.jinja2:2"));
        assertThat(source(
                        DEFINITION,
                        "{\"name\": \"A\", {% set job = {'workers': 4} %}\n\"timeout_seconds\": {{ job.workers }}}",
                        "timeout_seconds",
                        "4"))
                .isEqualTo(new SettingSource("", "templates/standard.jinja2:2"));
    }

    @Test
    void a_definition_printed_whole_an_include_and_the_form_of_a_single_task_are_told() throws Exception {
        assertThat(source(DEFINITION, "\n{{ job | tojson }}", "cluster.num_workers", "8"))
                .isEqualTo(new SettingSource("jobs/a.json:8", "templates/standard.jinja2:2"));
        assertThat(source(DEFINITION, "{\"name\": \"A\",\n{% include 'part.jinja2' %}}", "timeout_seconds", "4"))
                .isEqualTo(new SettingSource("jobs/a.json:3", "templates/part.jinja2:1"));
        assertThat(source(
                        DEFINITION,
                        "{\"name\": \"A\", \"notebook_task\": {\"notebook_path\": \"/n\"},\n\"new_cluster\": {\"num_workers\": {{ job.workers }} }}",
                        "tasks[main].new_cluster.num_workers",
                        "4"))
                .isEqualTo(new SettingSource("jobs/a.json:3", "templates/standard.jinja2:2"));
    }

    @Test
    void what_is_not_printed_so_is_not_known() throws Exception {
        String template = "{\"name\": \"A\",\n\"timeout_seconds\": {{ job.workers }}}";

        assertThat(source(DEFINITION, template, "timeout_seconds", "5")).isEqualTo(SettingSource.UNKNOWN);
        assertThat(source(DEFINITION, template, "max_concurrent_runs", "5")).isEqualTo(SettingSource.UNKNOWN);
        assertThat(source("{", template, "timeout_seconds", "4")).isEqualTo(SettingSource.UNKNOWN);
        assertThat(source(DEFINITION, "{{ job.workers / 0 }}", "timeout_seconds", "4"))
                .isEqualTo(SettingSource.UNKNOWN);
    }
}
