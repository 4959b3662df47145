package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static List<String> differences(String wanted, String actual) {
        return Comparison.of(settings(wanted), settings(actual), null, JobIds.NONE, Jobs.RULES).differences().stream()
                .map(difference -> difference.path() + ": " + difference.before() + " -> " + difference.after())
                .toList();
    }

    @ParameterizedTest(name = "{0} is the same as {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {'a':'100'}              | {'a':100}
                    {'a':100}                | {'a':'100'}
                    {'a':true}               | {'a':'true'}
                    {'a':1.0}                | {'a':1}
                    {'a':0}                  | {}
                    {'a':null}               | {}
                    {'a':[]}                 | {}
                    {'a':{}}                 | {'a':{'b':false}}
                    {'a':''}                 | {'a':null}
                    {'a':{'x':1}}            | {'a':{'x':1,'empty':{}}}
                    {'schedule':{'x':1}}     | {'schedule':{'x':1,'pause_status':'PAUSED'}}
                    {'max_concurrent_runs':1} | {}
                    {}                       | {'queue':{'enabled':true},'format':'MULTI_TASK'}
                    {}                       | {'run_as':{'user_name':'x'}}
                    {'tasks':[{'task_key':'a'}]} | {'tasks':[{'task_key':'a','run_if':'ALL_SUCCESS'}]}
                    {'tasks':[{'task_key':'a','for_each_task':{'task':{'task_key':'b'}}}]} | {'tasks':[{'task_key':'a','for_each_task':{'task':{'task_key':'b','run_if':'ALL_SUCCESS'}}}]}
                    {'tasks':[{'task_key':'a','notebook_task':{'notebook_path':'/x'}}]} | {'tasks':[{'task_key':'a','notebook_task':{'notebook_path':'/Workspace/x','source':'WORKSPACE'}}]}
                    {'tasks':[{'task_key':'a','new_cluster':{'node_type_id':'n'}}]} | {'tasks':[{'task_key':'a','new_cluster':{'node_type_id':'n','driver_node_type_id':'n'}}]}
                    {'tasks':[{'task_key':'a','new_cluster':{'instance_pool_id':'p','node_type_id':'n'}}]} | {'tasks':[{'task_key':'a','new_cluster':{'instance_pool_id':'p'}}]}
                    {'tasks':[{'task_key':'a','new_cluster':{'policy_id':'p'}}]} | {'tasks':[{'task_key':'a','new_cluster':{'policy_id':'p','spark_conf':{'a.b':'c'}}}]}
                    {'job_clusters':[{'job_cluster_key':'k','new_cluster':{'data_security_mode':'SINGLE_USER'}}]} | {'job_clusters':[{'job_cluster_key':'k','new_cluster':{'data_security_mode':'DATA_SECURITY_MODE_DEDICATED'}}]}
                    {'job_clusters':[{'job_cluster_key':'k','new_cluster':{'data_security_mode':'DATA_SECURITY_MODE_AUTO'}}]} | {'job_clusters':[{'job_cluster_key':'k','new_cluster':{'data_security_mode':'USER_ISOLATION'}}]}
                    {'tasks':[{'task_key':'b'},{'task_key':'a'}]} | {'tasks':[{'task_key':'a'},{'task_key':'b'}]}
                    {'tasks':[{'task_key':'a','libraries':[{'jar':'x'},{'jar':'y'}]}]} | {'tasks':[{'task_key':'a','libraries':[{'jar':'y'},{'jar':'x'}]}]}
                    {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a','outcome':'true'},{'task_key':'a','outcome':'false'}]}]} | {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a','outcome':'false'},{'task_key':'a','outcome':'true'}]}]}
                    {'tasks':[{'task_key':'c','depends_on':[{'task_key':'b'},{'task_key':'a'}]}]} | {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a'},{'task_key':'b'}]}]}
                    """)
    void means_the_same(String wanted, String actual) {
        assertThat(differences(wanted, actual)).isEmpty();
    }

    @ParameterizedTest(name = "{0} against {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    {'a':1}         | {'a':2}       | a: 2 -> 1
                    {'a':0}         | {'a':2}       | a: 2 -> 0
                    {'a':'x'}       | {}            | a:  -> "x"
                    {'a':{'b':1}}   | {'a':{'b':2}} | a.b: 2 -> 1
                    {'a':{'b':1}}   | {'a':'x'}     | a: "x" -> {"b":1}
                    {'tasks':[{'task_key':'m','n':1}]} | {'tasks':[{'task_key':'m','n':2}]} | tasks[m].n: 2 -> 1
                    {'tasks':[]}    | {'tasks':[{'task_key':'m'}]} | tasks[m]: {"task_key":"m"} ->
                    {}              | {'unheard_of':{'x':1}} | unheard_of.x: 1 ->
                    {}              | {'max_concurrent_runs':2} | max_concurrent_runs: 2 ->
                    {'tasks':[{'task_key':'a','new_cluster':{}}]} | {'tasks':[{'task_key':'a','new_cluster':{'spark_conf':{'a.b':'c'}}}]} | tasks[a].new_cluster.spark_conf["a.b"]: "c" ->
                    {'tasks':[{'task_key':'a','new_cluster':{'node_type_id':'n'}}]} | {'tasks':[{'task_key':'a','new_cluster':{'node_type_id':'n','driver_node_type_id':'o'}}]} | tasks[a].new_cluster.driver_node_type_id: "o" ->
                    {'tags':{'a':''}} | {} | tags:  -> {"a":""}
                    {}              | {'tags':{'a':''}} | tags.a: "" ->
                    {'tasks':[{'task_key':'a','notebook_task':{'base_parameters':{'p':''}}}]} | {'tasks':[{'task_key':'a','notebook_task':{}}]} | tasks[a].notebook_task.base_parameters:  -> {"p":""}
                    {'tasks':[{'task_key':'a','new_cluster':{}}]} | {'tasks':[{'task_key':'a','new_cluster':{'spark_env_vars':{'E':''}}}]} | tasks[a].new_cluster.spark_env_vars.E: "" ->
                    {'continuous':{}} | {} | continuous:  -> {}
                    {}              | {'continuous':{'pause_status':'UNPAUSED'}} | continuous: {"pause_status":"UNPAUSED"} ->
                    {'l':['x','x']} | {'l':['x','y']} | l: ["x","y"] -> ["x","x"]
                    {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a','outcome':'true'},{'task_key':'a','outcome':'false'}]}]} | {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a','outcome':'false'}]}]} | tasks[c].depends_on: [{"task_key":"a","outcome":"false"}] -> [{"task_key":"a","outcome":"true"},{"task_key":"a","outcome":"false"}]
                    """)
    void differs(String wanted, String actual, String difference) {
        assertThat(differences(wanted, actual)).extracting(String::strip).containsExactly(difference);
    }

    @Test
    void a_task_that_is_not_wanted_is_a_difference() {
        assertThat(differences(
                        "{'tasks':[{'task_key':'a','x':1}]}",
                        "{'tasks':[{'task_key':'a','x':1},{'task_key':'b','y':2}]}"))
                .containsExactly("tasks[b]: {\"task_key\":\"b\",\"y\":2} -> ");
    }

    @Test
    void a_nested_field_that_was_applied_and_is_no_longer_wanted_is_removed() {
        JobSettings applied = settings("{'tasks':[{'task_key':'a','cluster':{'workers':2,'pool':'p'}}]}");
        JobSettings wanted = settings("{'tasks':[{'task_key':'a','cluster':{'workers':2}}]}");

        assertThat(Comparison.of(wanted, applied, inState(applied), JobIds.NONE, Jobs.RULES)
                        .differences())
                .extracting(Difference::path, Difference::cause)
                .containsExactly(tuple("tasks[a].cluster.pool", Cause.NO_LONGER_DEFINED));
    }

    @Test
    void a_field_that_differs_from_both_the_definition_and_the_state_was_changed_by_hand() {
        JobSettings applied = settings("{'timeout':600,'retries':2,'tasks':[{'task_key':'a','x':1}]}");

        assertThat(Comparison.of(
                                settings("{'timeout':'600','retries':3,'tasks':[{'task_key':'a','x':1}]}"),
                                settings("{'timeout':5,'retries':2,'tasks':[{'task_key':'b'}]}"),
                                inState(applied),
                                JobIds.NONE,
                                Jobs.RULES)
                        .differences())
                .extracting(Difference::path, Difference::cause, Difference::isDrift)
                .containsExactly(
                        tuple("timeout", Cause.CHANGED_BY_HAND, true),
                        tuple("retries", Cause.DEFINED, false),
                        tuple("tasks[a]", Cause.CHANGED_BY_HAND, true),
                        tuple("tasks[b]", Cause.CHANGED_BY_HAND, true));
    }

    @Test
    void without_a_state_that_says_what_was_filled_in_no_change_by_hand_is_reported() {
        JobSettings wanted = settings("{'timeout':600}");

        assertThat(Comparison.of(wanted, settings("{'timeout':5}"), null, JobIds.NONE, Jobs.RULES)
                        .differences())
                .extracting(Difference::cause)
                .containsExactly(Cause.DEFINED);
        assertThat(Comparison.of(
                                wanted,
                                settings("{'timeout':5}"),
                                new AppliedJob(7, wanted, Optional.empty()),
                                JobIds.NONE,
                                Jobs.RULES)
                        .differences())
                .extracting(Difference::cause)
                .containsExactly(Cause.DEFINED);
    }

    @Test
    void a_default_that_the_definition_used_to_set_to_something_else_is_removed() {
        JobSettings applied = settings("{'max_concurrent_runs':5}");

        assertThat(Comparison.of(settings("{}"), applied, inState(applied), JobIds.NONE, Jobs.RULES)
                        .differences())
                .extracting(Difference::path)
                .containsExactly("max_concurrent_runs");
    }

    @Test
    void a_field_that_was_applied_and_is_already_gone_is_no_difference() {
        assertThat(Comparison.of(
                                settings("{'a':1}"),
                                settings("{'a':1}"),
                                inState(settings("{'a':1,'b':2}")),
                                JobIds.NONE,
                                Jobs.RULES)
                        .differences())
                .isEmpty();
    }

    @Test
    void every_suppressed_difference_has_a_reason() {
        Comparison comparison = Comparison.of(
                settings("{'tasks':[{'task_key':'a'}]}"),
                settings("{'format':'MULTI_TASK','tasks':[{'task_key':'a','run_if':'ALL_SUCCESS'}]}"),
                null,
                JobIds.NONE,
                Jobs.RULES);

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.suppressed())
                .extracting(Difference::path, Difference::reason)
                .containsExactly(
                        tuple("tasks[a].run_if", "the service's default"),
                        tuple("format", "the only format of the Jobs API 2.1 and later"));
    }

    private static AppliedJob inState(JobSettings settings) {
        return new AppliedJob(1, settings, Optional.of(new FilledIn(Map.of())));
    }

    private static Comparison runningAs(String wanted, String actual, String applied, Map<String, String> filledIn) {
        Map<String, JsonNode> shown = new HashMap<>();
        filledIn.forEach((path, value) -> shown.put(path, TextNode.valueOf(value)));
        return Comparison.of(
                settings(wanted),
                settings(actual),
                new AppliedJob(7, settings(applied), Optional.of(new FilledIn(shown))),
                JobIds.NONE,
                Jobs.RULES);
    }

    @Test
    void run_as_that_somebody_set_by_hand_is_kept_because_a_reset_can_not_remove_it() {
        Comparison comparison =
                runningAs("{}", "{'run_as':{'user_name':'bob'}}", "{}", Map.of("run_as.user_name", "ann"));

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.suppressed())
                .extracting(Difference::path, Difference::reason)
                .containsExactly(tuple(
                        "run_as", "the service keeps whom a job runs as: set run_as in the definition to change it"));
    }

    @Test
    void run_as_that_the_definition_no_longer_sets_is_not_reported_as_removed() {
        Comparison comparison =
                runningAs("{}", "{'run_as':{'user_name':'bob'}}", "{'run_as':{'user_name':'bob'}}", Map.of());

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.suppressed())
                .extracting(Difference::reason)
                .containsExactly("the definition used to set it and no longer does, but the service keeps whom a job"
                        + " runs as: set run_as in the definition to change it");
    }

    @Test
    void run_as_that_the_definition_sets_differently_is_replaced() {
        Comparison comparison = runningAs(
                "{'run_as':{'service_principal_name':'p'}}",
                "{'run_as':{'user_name':'bob'}}",
                "{'run_as':{'user_name':'bob'}}",
                Map.of());

        assertThat(comparison.differences())
                .extracting(Difference::path)
                .containsExactly("run_as.service_principal_name", "run_as.user_name");
        assertThat(comparison.suppressed()).isEmpty();
    }

    @Test
    void lists_without_names_are_equal_only_when_each_element_has_a_match() {
        assertThat(differences("{'l':[{'jar':'x'}]}", "{'l':[{'jar':'y'}]}")).hasSize(1);
        assertThat(differences("{'l':['x','x']}", "{'l':['x','y']}")).hasSize(1);
        assertThat(differences("{'l':['x']}", "{'l':['x','y']}")).hasSize(1);
        assertThat(differences("{'l':['x','y']}", "{'l':['x']}")).hasSize(1);
        assertThat(differences("{'l':[{'jar':'x'}]}", "{'l':[{'jar':'x','shown':1}]}"))
                .isEmpty();
    }

    @Test
    void named_lists_are_compared_as_a_whole_when_an_element_has_no_name() {
        assertThat(differences("{'tasks':[{'task_key':'a'},{'x':1}]}", "{'tasks':[{'task_key':'a'},{'x':2}]}"))
                .singleElement()
                .asString()
                .startsWith("tasks: ");
    }

    @Test
    void an_object_is_empty_when_all_its_fields_are_and_a_list_only_without_elements() {
        assertThat(differences("{}", "{'o':{'a':{'b':0,'c':''},'d':[]}}")).isEmpty();
        assertThat(differences("{'o':{'a':0}}", "{}")).isEmpty();
        assertThat(differences("{'o':{'a':0,'b':1}}", "{}")).hasSize(1);
        assertThat(differences("{'l':[0]}", "{}")).hasSize(1);
        assertThat(differences("{'l':[{}]}", "{'l':''}")).hasSize(1);
    }
}
