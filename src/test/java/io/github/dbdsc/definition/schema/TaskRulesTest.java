package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRulesTest {

    private static final String NO_TYPE = "has no type; add the one that it runs, such as notebook_task or sql_task";

    private static String bare(String fields) {
        return job("{'task_key':'main'" + fields + "}");
    }

    @Test
    void a_task_without_a_type_is_an_error() {
        assertThat(problems(bare(""))).containsExactly("ERROR tasks[main]: " + NO_TYPE);
        assertThat(problems(bare(",'notebook_task':null"))).containsExactly("ERROR tasks[main]: " + NO_TYPE);
    }

    @Test
    void a_misspelt_type_does_not_count() {
        assertThat(problems(bare(",'notebok_task':{}")))
                .containsExactly(
                        "WARNING tasks[main].notebok_task: is not a field of the Jobs API and is sent as it is;"
                                + " did you mean 'notebook_task'?",
                        "ERROR tasks[main]: " + NO_TYPE);
    }

    @Test
    void a_type_that_the_schema_does_not_know_yet_counts() {
        assertThat(problems(bare(",'teleport_task':{}")))
                .containsExactly(
                        "WARNING tasks[main].teleport_task: is not a field of the Jobs API and is sent as it is");
    }

    @Test
    void a_task_of_two_types_is_an_error() {
        assertThat(problems(job(task("main", "'sql_task':{}"))))
                .containsExactly("ERROR tasks[main]: has 2 types (notebook_task, sql_task), but runs one;"
                        + " make a task of each");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notebook_task",
                "sql_task",
                "pipeline_task",
                "run_job_task",
                "condition_task",
                "dashboard_task",
                "power_bi_task",
                "dbt_cloud_task",
                "clean_rooms_notebook_task"
            })
    void what_runs_without_a_cluster_needs_none(String type) {
        assertThat(problems(bare(",'" + type + "':{}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark_jar_task", "spark_python_task", "python_wheel_task", "dbt_task"})
    void programs_need_a_cluster_or_an_environment(String type) {
        assertThat(problems(bare(",'" + type + "':{}")))
                .containsExactly("ERROR tasks[main]: has no compute to run its " + type + " on; add new_cluster,"
                        + " existing_cluster_id, job_cluster_key or environment_key (serverless)");
        assertThat(problems(bare(",'" + type + "':{},'existing_cluster_id':'1'")))
                .isEmpty();
        assertThat(problems("{'name':'A','environments':[{'environment_key':'e'}],'tasks':[{'task_key':'main',"
                        + "'environment_key':'e','" + type + "':{}}]}"))
                .isEmpty();
    }

    @Test
    void spark_submit_needs_a_cluster() {
        assertThat(problems(bare(",'spark_submit_task':{}")))
                .containsExactly("ERROR tasks[main]: has no cluster to run its spark_submit_task on; add new_cluster,"
                        + " existing_cluster_id or job_cluster_key");
        assertThat(problems(bare(",'spark_submit_task':{},'new_cluster':{}"))).isEmpty();
    }

    @Test
    void a_task_has_one_cluster() {
        assertThat(problems(job(task("main", "'new_cluster':{},'existing_cluster_id':'1','job_cluster_key':''"))))
                .containsExactly("ERROR tasks[main]: has 2 clusters (new_cluster, existing_cluster_id); keep one");
    }

    @Test
    void a_repeated_task_is_checked_too() {
        assertThat(problems(bare(",'for_each_task':{'inputs':'[1]'}")))
                .containsExactly("ERROR tasks[main].for_each_task: has no task; add the one that is repeated, with a"
                        + " task_key of its own");
        assertThat(problems(bare(",'for_each_task':{'inputs':'[1]','task':{'task_key':'one','spark_jar_task':{}}}")))
                .singleElement()
                .asString()
                .startsWith("ERROR tasks[main].for_each_task.task: has no compute to run its spark_jar_task on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a.b", "a/b", "load (daily)", "{{x}}", "a:b"})
    void a_key_has_letters_digits_and_dashes(String key) {
        assertThat(problems(job(task(key))))
                .containsExactly(
                        "ERROR tasks[" + key + "].task_key: must be of letters, digits, - and _ only, but is \"" + key
                                + "\"; rename the task");
        assertThat(problems(bare(",'for_each_task':{'inputs':'[1]','task':" + task(key) + "}")))
                .singleElement()
                .asString()
                .startsWith("ERROR tasks[main].for_each_task.task.task_key: must be of letters");
    }

    @Test
    void a_key_of_another_script_is_a_warning_since_the_documentation_does_not_say() {
        assertThat(problems(job(task("täglich"))))
                .containsExactly("WARNING tasks[täglich].task_key: has letters beyond a-z, which the service may"
                        + " refuse; use a-z, A-Z, 0-9, - and _ only");
        assertThat(problems(job(task("Load-2_b")))).isEmpty();
    }

    @Test
    void a_cluster_id_is_refused_since_the_task_would_have_no_compute() {
        assertThat(problems(job(task("main", "'cluster_id':'1'"))))
                .containsExactly("ERROR tasks[main].cluster_id: is not a field of the Jobs API; did you mean"
                        + " 'existing_cluster_id'?");
    }
}
