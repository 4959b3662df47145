package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.findings;
import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceRulesTest {

    @Test
    void a_job_cluster_that_is_not_there_is_an_error() {
        assertThat(findings("{'name':'A','job_clusters':[{'job_cluster_key':'small'}],'tasks':["
                        + task("a", "'job_cluster_key':'small'") + "," + task("b", "'job_cluster_key':'smal'") + ","
                        + task("c", "'job_cluster_key':'other'") + "]}"))
                .containsExactly(
                        "ERROR tasks[b].job_cluster_key: the job has no job cluster 'smal'; did you mean 'small'?",
                        "ERROR tasks[c].job_cluster_key: the job has no job cluster 'other'");
    }

    @Test
    void an_environment_that_is_not_there_is_an_error() {
        assertThat(findings("{'name':'A','environments':[{'environment_key':'default'}],'tasks':["
                        + task("a", "'environment_key':'default'") + "," + task("b", "'environment_key':'other'")
                        + "]}"))
                .containsExactly("ERROR tasks[b].environment_key: the job has no environment 'other'");
    }

    @Test
    void a_task_that_is_not_there_can_not_be_waited_for() {
        assertThat(findings(job(
                        task("extract"), task("load", "'depends_on':[{'task_key':'extract'},{'task_key':'extarct'}]"))))
                .containsExactly("ERROR tasks[load].depends_on[extarct].task_key: the job has no task 'extarct';"
                        + " did you mean 'extract'?");
    }

    @Test
    void a_repeated_task_is_looked_at_too() {
        assertThat(findings(job("{'task_key':'each','for_each_task':{'inputs':'[1]','task':"
                        + task("one", "'job_cluster_key':'gone'") + "}}")))
                .containsExactly(
                        "ERROR tasks[each].for_each_task.task.job_cluster_key: the job has no job cluster 'gone'");
    }

    @Test
    void an_empty_reference_is_none() {
        assertThat(findings(job(task("a", "'job_cluster_key':'','environment_key':null"))))
                .isEmpty();
    }
}
