package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.JobSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static List<String> differences(String wanted, String actual) {
        JobSettings settings = settings(wanted);
        return Comparison.differences(settings, settings(actual), settings).stream()
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
                    {'a':{'x':1}}            | {'a':{'x':1,'filled':'in'}}
                    {'tasks':[{'task_key':'b'},{'task_key':'a'}]} | {'tasks':[{'task_key':'a'},{'task_key':'b'}]}
                    {'libraries':[{'jar':'x'},{'jar':'y'}]} | {'libraries':[{'jar':'y'},{'jar':'x'}]}
                    {'depends_on':[{'task_key':'b'},{'task_key':'a'}]} | {'depends_on':[{'task_key':'a'},{'task_key':'b'}]}
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
                    {'l':['x','x']} | {'l':['x','y']} | l: ["x","y"] -> ["x","x"]
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
    void a_nested_field_that_was_applied_and_is_wanted_no_more_is_to_go() {
        JobSettings applied = settings("{'tasks':[{'task_key':'a','cluster':{'workers':2,'pool':'p'}}]}");
        JobSettings wanted = settings("{'tasks':[{'task_key':'a','cluster':{'workers':2}}]}");

        assertThat(Comparison.differences(wanted, applied, applied))
                .extracting(Difference::path)
                .containsExactly("tasks[a].cluster.pool");
    }

    @Test
    void a_field_that_was_applied_and_is_gone_anyway_is_no_difference() {
        assertThat(Comparison.differences(settings("{'a':1}"), settings("{'a':1}"), settings("{'a':1,'b':2}")))
                .isEmpty();
    }
}
