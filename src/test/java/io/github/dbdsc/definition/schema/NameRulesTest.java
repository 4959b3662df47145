package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.findings;
import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameRulesTest {

    @Test
    void two_of_a_name_are_told_once() {
        assertThat(findings(job(task("a"), task("b"), task("a"), task("a"))))
                .containsExactly("ERROR tasks[a]: is there 3 times; give each its own task_key");
    }

    @Test
    void every_list_that_is_referred_to_by_name_is_looked_at() {
        assertThat(findings("{'name':'A','job_clusters':[{'job_cluster_key':'c'},{'job_cluster_key':'c'}],"
                        + "'environments':[{'environment_key':'e'},{'environment_key':'e'}],"
                        + "'parameters':[{'name':'p','default':'1'},{'name':'p','default':'2'}]}"))
                .containsExactly(
                        "ERROR environments[e]: is there 2 times; give each its own environment_key",
                        "ERROR job_clusters[c]: is there 2 times; give each its own job_cluster_key",
                        "ERROR parameters[p]: is there 2 times; give each its own name");
    }

    @Test
    void an_element_without_a_name_is_told_by_its_place() {
        assertThat(findings("{'name':'A','tasks':[{'notebook_task':{}}," + task("b", "'depends_on':[{'outcome':'x'}]")
                        + "],'job_clusters':[{'job_cluster_key':''}],'parameters':[{'default':'1'}]}"))
                .containsExactly(
                        "ERROR job_clusters[0]: has no job_cluster_key; add one",
                        "ERROR parameters[0]: has no name; add one",
                        "ERROR tasks[0]: has no task_key; add one",
                        "ERROR tasks[b].depends_on[0]: has no task_key; add one");
    }

    @Test
    void names_that_differ_in_case_are_different() {
        assertThat(findings(job(task("a"), task("A")))).isEmpty();
    }

    @Test
    void a_name_that_is_no_text_is_told_once() {
        assertThat(findings("{'name':'A','parameters':[{'name':{}},{'name':{}}]}"))
                .containsExactly(
                        "ERROR parameters[0].name: must be a string, but is an object",
                        "ERROR parameters[1].name: must be a string, but is an object");
    }
}
