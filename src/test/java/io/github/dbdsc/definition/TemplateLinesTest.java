package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Problems of rendered text name the line of the template that printed it. */
class TemplateLinesTest {

    private static String problems(String... pathsAndContents) {
        return DesiredStateReader.read(Containers.of(pathsAndContents), new RenderCache(Strictness.LENIENT))
                .problems()
                .stream()
                .map(TemplateLinesTest::line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Problem problem) {
        return problem.severity() + " " + problem.place() + ": " + problem.message();
    }

    @Test
    void problems_of_settings_name_the_template_lines_that_printed_them() {
        assertThat(problems(
                        "jobs/a.json",
                        "{\"name\": \"A\", \"tasks\": [\"one\", \"two\"], \"workers\": \"many\"}",
                        "templates/standard.jinja2",
                        """
                        {
                          "name": "{{ job.name }}",
                          "max_concurent_runs": 1,
                          "schedule": {
                            "quartz_cron_expression": "daily"
                          },
                          "tasks": [
                            {%- for key in job.tasks %}
                            {% include 'task.jinja2' %}
                            {{- "," if not loop.last }}
                            {%- endfor %}
                          ]
                        }
                        """,
                        "templates/task.jinja2",
                        """
                        {# one task #}
                        {
                          "task_key": "{{ key }}",
                          {% if key == 'two' %}"depends_on": [{"task_key": "oen"}],{% endif %}
                          "notebook_task": {"notebook_path": "/n"},
                          "new_cluster": {
                            "num_workers": "{{ job.workers }}"
                          }
                        }
                        """))
                .isEqualTo("""
                        WARNING templates/standard.jinja2:3: settings: max_concurent_runs: is not a field of the Jobs API and is sent as it is; did you mean 'max_concurrent_runs'? (met for jobs/a.json)
                        ERROR templates/standard.jinja2:4: settings: schedule: has no timezone_id; add one, such as "UTC" or "Europe/Berlin" (met for jobs/a.json)
                        ERROR templates/standard.jinja2:5: settings: schedule.quartz_cron_expression: must be a Quartz cron expression, but is "daily": it has 1 field where seconds minutes hours day-of-month month day-of-week [year] belong (met for jobs/a.json)
                        ERROR templates/task.jinja2:4: settings: tasks[two].depends_on[oen].task_key: the job has no task 'oen' (met for jobs/a.json)
                        ERROR templates/task.jinja2:7: settings: tasks[one].new_cluster.num_workers: must be an integer, but is "many" (met for jobs/a.json)
                        ERROR templates/task.jinja2:7: settings: tasks[two].new_cluster.num_workers: must be an integer, but is "many" (met for jobs/a.json)
                        """);
    }

    @Test
    void problems_of_what_a_macro_printed_name_the_line_that_calls_it_and_those_of_a_block_the_block() {
        assertThat(problems(
                        "jobs/a.json",
                        "{\"name\": \"A\"}",
                        "templates/base.jinja2",
                        "{\"name\": \"{{ job.name }}\",\n{% block timeout %}{% endblock %}\n\"tasks\": [\n"
                                + "{% block tasks %}{% endblock %}]}",
                        "templates/macros.jinja2",
                        "{% macro task(key) %}\n\n{\"task_key\": \"{{ key }}\"}{% endmacro %}",
                        "templates/standard.jinja2",
                        """
                        {% extends 'base.jinja2' %}
                        {% from 'macros.jinja2' import task %}
                        {% block timeout %}
                          "timeout_seconds": "soon",
                        {% endblock %}
                        {% block tasks %}
                          {{ task('one') }},
                          {{ task('two') }}
                        {% endblock %}
                        """))
                .isEqualTo("""
                        ERROR templates/standard.jinja2:4: settings: timeout_seconds: must be an integer, but is "soon" (met for jobs/a.json)
                        ERROR templates/standard.jinja2:7: settings: tasks[one]: has no type; add the one that it runs, such as notebook_task or sql_task (met for jobs/a.json)
                        ERROR templates/standard.jinja2:8: settings: tasks[two]: has no type; add the one that it runs, such as notebook_task or sql_task (met for jobs/a.json)
                        """);
    }

    @Test
    void problems_of_single_task_settings_name_their_own_lines() {
        assertThat(problems("jobs/a.json", "{\"name\": \"A\"}", "templates/standard.jinja2", """
                        {
                          "name": "{{ job.name }}",
                          "timeout_seconds": "soon",
                          "new_cluster": {
                            "num_workers": "many"
                          }
                        }
                        """))
                .isEqualTo("""
                        ERROR templates/standard.jinja2:1: settings: tasks[main]: has no type; add the one that it runs, such as notebook_task or sql_task (met for jobs/a.json)
                        ERROR templates/standard.jinja2:3: settings: timeout_seconds: must be an integer, but is "soon" (met for jobs/a.json)
                        ERROR templates/standard.jinja2:5: settings: tasks[main].new_cluster.num_workers: must be an integer, but is "many" (met for jobs/a.json)
                        """);
    }

    @Test
    void a_name_used_twice_is_reported_at_the_second_use_and_a_cycle_at_its_first_task() {
        assertThat(problems("jobs/a.json", "{\"name\": \"A\"}", "templates/standard.jinja2", """
                        {"name": "{{ job.name }}", "tasks": [
                        {"task_key": "a", "notebook_task": {"notebook_path": "/n"}},
                        {"task_key": "b", "notebook_task": {"notebook_path": "/n"},
                         "depends_on": [{"task_key": "b"}]},
                        {"task_key": "a", "notebook_task": {"notebook_path": "/n"}}
                        ]}
                        """))
                .isEqualTo("""
                        ERROR templates/standard.jinja2:4: settings: tasks[b].depends_on: tasks wait for each other in a cycle: b → b; take one of these dependencies out (met for jobs/a.json)
                        ERROR templates/standard.jinja2:5: settings: tasks[a]: is there 2 times; give each its own task_key (met for jobs/a.json)
                        """);
    }

    @Test
    void text_that_is_not_json_is_reported_at_the_line_that_printed_what_does_not_fit() {
        assertThat(problems(
                        "jobs/a.json",
                        "{\"name\": \"A\\nB\"}",
                        "jobs/b.json",
                        "{\"name\": \"B\", \"workers\": \"None\"}",
                        "jobs/c.json",
                        "{\"name\": \"C\", \"$template\": \"list.jinja2\"}",
                        "jobs/d.json",
                        "{\"name\": \"D\", \"$template\": \"mixed.jinja2\"}",
                        "jobs/e.json",
                        "{\"name\": \"E\", \"$template\": \"nothing.jinja2\"}",
                        "templates/standard.jinja2",
                        "{# settings #}\n{% set empty = '' %}\n{\"name\":\n \"{{ job.name }}\",\n"
                                + "{% include 'workers.jinja2' %}}",
                        "templates/workers.jinja2",
                        "\n\"max_concurrent_runs\":\n\n{{ job.workers }}\n",
                        "templates/list.jinja2",
                        "{% set x = 1 %}\n\n[\"{{ job.name }}\"]",
                        "templates/mixed.jinja2",
                        "{\"name\": \"{{ job.name }}\",\n\"tasks\": [],\n\"new_cluster\": {},\n\"libraries\": []}",
                        "templates/nothing.jinja2",
                        "{% if job.x is defined %}\n{}{% endif %}"))
                .isEqualTo("""
                        ERROR templates/list.jinja2:3: the rendered text is JSON but not an object; the template must render { … } (met for jobs/c.json)
                        ERROR templates/mixed.jinja2:3: the rendered text has both "tasks" and fields of a single task (new_cluster, libraries); move those into a task, or remove "tasks" (met for jobs/d.json)
                        ERROR templates/nothing.jinja2: the rendered text is not JSON at its line 1, column 1 (at its end): the text is empty; the command 'render KEY' shows the whole text (met for jobs/e.json)
                        ERROR templates/standard.jinja2:4: the rendered text is not JSON at its line 4, column 4 ("A): Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value; the command 'render KEY' shows the whole text (met for jobs/a.json)
                        ERROR templates/workers.jinja2:4: the rendered text is not JSON at its line 8, column 1 (None}): Unrecognized token 'None': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'); the command 'render KEY' shows the whole text (met for jobs/b.json)
                        WARNING templates/workers.jinja2:4:8: 'dict object' has no attribute 'workers', so it counts as empty (met for jobs/a.json)
                        """);
    }

    @Test
    void the_line_that_is_not_json_is_quoted_without_the_password_in_it() {
        assertThat(problems("jobs/a.json", "{\"name\": \"A\"}", "templates/standard.jinja2", """
                        {"name": "{{ job.name }}",
                         "tags": {"password": "hunter2" "a": 1}}
                        """))
                .contains("is not JSON at its line 2")
                .contains("\"password\": \"(hidden: it looks like a secret)")
                .doesNotContain("hunter2");
    }
}
