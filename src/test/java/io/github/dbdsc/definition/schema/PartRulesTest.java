package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartRulesTest {

    private static List<String> found(String fields) {
        return problems("{'name':'A'," + fields + "}");
    }

    @Test
    void a_job_parameter_without_a_default_is_an_error() {
        assertThat(found("'parameters':[{'name':'a','default':''},{'name':'b'},{'name':'c','default':null}]"))
                .containsExactly(
                        "ERROR parameters[b]: has no default; add one, such as \"\"",
                        "ERROR parameters[c]: has no default; add one, such as \"\"");
    }

    @Test
    void a_job_cluster_without_a_description_is_an_error() {
        assertThat(found("'job_clusters':[{'job_cluster_key':'big','new_cluster':{}},{'job_cluster_key':'small'}]"))
                .containsExactly(
                        "ERROR job_clusters[small]: has no new_cluster; add one, which says what the cluster is"
                                + " like");
    }

    @Test
    void the_format_of_a_single_task_beside_tasks_is_said_once() {
        assertThat(found("'format':'SINGLE_TASK','tasks':[" + task("a") + "," + task("b") + "]"))
                .containsExactly("WARNING format: is SINGLE_TASK, which the service ignores: a job with tasks is"
                        + " MULTI_TASK; leave it out");
        assertThat(found("'format':'MULTI_TASK','tasks':[" + task("a") + "]")).isEmpty();
        assertThat(found("'format':'SINGLE_TASK'")).isEmpty();
    }
}
