package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceRulesTest {

    private static String waiting(String key, String... keys) {
        return task(
                key,
                "'depends_on':["
                        + Stream.of(keys)
                                .map(before -> "{'task_key':'" + before + "'}")
                                .collect(Collectors.joining(","))
                        + "]");
    }

    @Test
    void elements_of_one_name_are_reported_once() {
        assertThat(problems(job(task("a"), task("b"), task("a"), task("a"))))
                .containsExactly("ERROR tasks[a]: is there 3 times; give each its own task_key");
    }

    @Test
    void every_list_that_is_referred_to_by_name_is_checked() {
        assertThat(problems(
                        "{'name':'A','job_clusters':[{'job_cluster_key':'c','new_cluster':{}},{'job_cluster_key':'c','new_cluster':{}}],"
                                + "'environments':[{'environment_key':'e'},{'environment_key':'e'}],"
                                + "'parameters':[{'name':'p','default':'1'},{'name':'p','default':'2'}]}"))
                .containsExactly(
                        "ERROR environments[e]: is there 2 times; give each its own environment_key",
                        "ERROR job_clusters[c]: is there 2 times; give each its own job_cluster_key",
                        "ERROR parameters[p]: is there 2 times; give each its own name");
    }

    @Test
    void an_element_without_a_name_is_reported_by_its_index() {
        assertThat(problems("{'name':'A','tasks':[{'notebook_task':{}}," + task("b", "'depends_on':[{'outcome':'x'}]")
                        + "],'job_clusters':[{'job_cluster_key':'','new_cluster':{}}],'parameters':[{'default':'1'}]}"))
                .containsExactly(
                        "ERROR job_clusters[0]: has no job_cluster_key; add one",
                        "ERROR parameters[0]: has no name; add one",
                        "ERROR tasks[0]: has no task_key; add one",
                        "ERROR tasks[b].depends_on[0]: has no task_key; add one");
    }

    @Test
    void names_that_differ_in_case_are_different() {
        assertThat(problems(job(task("a"), task("A")))).isEmpty();
    }

    @Test
    void a_name_that_is_not_text_is_reported_once() {
        assertThat(problems("{'name':'A','parameters':[{'name':{},'default':''},{'name':{},'default':''}]}"))
                .containsExactly(
                        "ERROR parameters[0].name: must be a string, but is an object",
                        "ERROR parameters[1].name: must be a string, but is an object");
    }

    @Test
    void a_missing_job_cluster_is_an_error() {
        assertThat(problems("{'name':'A','job_clusters':[{'job_cluster_key':'small','new_cluster':{}}],'tasks':["
                        + task("a", "'job_cluster_key':'small'") + "," + task("b", "'job_cluster_key':'smal'") + ","
                        + task("c", "'job_cluster_key':'other'") + "]}"))
                .containsExactly(
                        "ERROR tasks[b].job_cluster_key: the job has no job cluster 'smal'; did you mean 'small'?",
                        "ERROR tasks[c].job_cluster_key: the job has no job cluster 'other'");
    }

    @Test
    void a_missing_environment_is_an_error() {
        assertThat(problems("{'name':'A','environments':[{'environment_key':'default'}],'tasks':["
                        + task("a", "'environment_key':'default'") + "," + task("b", "'environment_key':'other'")
                        + "]}"))
                .containsExactly("ERROR tasks[b].environment_key: the job has no environment 'other'");
    }

    @Test
    void a_task_can_not_wait_for_a_missing_one() {
        assertThat(problems(job(
                        task("extract"), task("load", "'depends_on':[{'task_key':'extract'},{'task_key':'extarct'}]"))))
                .containsExactly("ERROR tasks[load].depends_on[extarct].task_key: the job has no task 'extarct';"
                        + " did you mean 'extract'?");
    }

    @Test
    void a_repeated_task_is_checked_too() {
        assertThat(problems(job("{'task_key':'each','for_each_task':{'inputs':'[1]','task':"
                        + task("one", "'job_cluster_key':'gone'") + "}}")))
                .containsExactly(
                        "ERROR tasks[each].for_each_task.task.job_cluster_key: the job has no job cluster 'gone'");
    }

    @Test
    void an_empty_reference_counts_as_absent() {
        assertThat(problems(job(task("a", "'job_cluster_key':'','environment_key':null"))))
                .isEmpty();
    }

    @Test
    void tasks_without_a_cycle_are_fine_in_any_order() {
        assertThat(problems(job(waiting("d", "b", "c"), waiting("c", "a"), waiting("b", "a", "a"), task("a"))))
                .isEmpty();
    }

    @Test
    void a_task_that_waits_for_itself_is_a_cycle() {
        assertThat(problems(job(waiting("a", "a"))))
                .containsExactly("ERROR tasks[a].depends_on: tasks wait for each other in a cycle: a → a;"
                        + " take one of these dependencies out");
    }

    @Test
    void a_cycle_is_named_without_tasks_that_only_lead_to_it_or_follow_it() {
        assertThat(problems(job(
                        waiting("after", "b"),
                        waiting("a", "c"),
                        waiting("b", "a"),
                        waiting("c", "b", "first"),
                        task("first"))))
                .containsExactly("ERROR tasks[b].depends_on: tasks wait for each other in a cycle: b → a → c → b;"
                        + " take one of these dependencies out");
    }

    @Test
    void each_of_several_cycles_is_named() {
        assertThat(problems(job(waiting("a", "b"), waiting("b", "a"), waiting("c", "d"), waiting("d", "c"))))
                .hasSize(2)
                .anyMatch(found -> found.contains("a → b → a"))
                .anyMatch(found -> found.contains("c → d → c"));
    }

    @Test
    void a_long_cycle_is_shortened() {
        String[] tasks = IntStream.range(0, 12)
                .mapToObj(i -> waiting("t" + i, "t" + (i + 1) % 12))
                .toArray(String[]::new);

        assertThat(problems(job(tasks)))
                .singleElement()
                .asString()
                .contains("t0 → t1 → t2 → t3 → t4 → t5 → t6 → t7 → t8 → t9 → … 2 more → t0;");
    }

    @Test
    void a_chain_of_a_thousand_tasks_is_fine() {
        String[] tasks = IntStream.range(0, 1000)
                .mapToObj(i -> i == 999 ? task("t999") : waiting("t" + i, "t" + (i + 1)))
                .toArray(String[]::new);

        assertThat(problems(job(tasks))).isEmpty();
    }

    @Test
    void a_repeated_task_has_a_key_of_its_own() {
        assertThat(problems(job("{'task_key':'main','for_each_task':{'inputs':'[1]','task':"
                        + "{'notebook_task':{'notebook_path':'/x'}}}}")))
                .containsExactly("ERROR tasks[main].for_each_task.task: has no task_key; add one");
    }
}
