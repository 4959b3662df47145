package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dbdsc.fields.JobFields;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single rules, written as in the file, and what each explains. */
class FieldRulesTest {

    private static Comparison compare(String rule, String wanted, String actual) {
        return Comparison.of(
                settings(wanted),
                settings(actual),
                null,
                JobIds.NONE,
                JobFields.withRules(("[" + rule + "]").replace('\'', '"')));
    }

    private static List<String> reasons(String rule, String wanted, String actual) {
        Comparison comparison = compare(rule, wanted, actual);
        assertThat(comparison.differences()).isEmpty();
        return comparison.suppressed().stream().map(Difference::reason).toList();
    }

    private static boolean differs(String rule, String wanted, String actual) {
        return !compare(rule, wanted, actual).differences().isEmpty();
    }

    @Test
    void a_default_explains_its_values_and_no_others() {
        String rule = "{'where':'job','field':'x','kind':'default','values':[1,2],'reason':'usual'}";

        assertThat(reasons(rule, "{}", "{'x':2}")).containsExactly("usual");
        assertThat(reasons(rule, "{'x':1}", "{}")).containsExactly("usual");
        assertThat(differs(rule, "{}", "{'x':3}")).isTrue();
        assertThat(differs(rule, "{'x':3}", "{}")).isTrue();
        assertThat(differs(rule, "{'x':1}", "{'x':2}")).isTrue();
    }

    @Test
    void same_as_explains_the_value_of_another_field() {
        String rule = "{'where':'job','field':'x','kind':'sameAs','other':'y','reason':'as y'}";

        assertThat(reasons(rule, "{'y':'n'}", "{'x':'n','y':'n'}")).containsExactly("as y");
        assertThat(differs(rule, "{'y':'n'}", "{'x':'m','y':'n'}")).isTrue();
    }

    @Test
    void a_rule_with_a_condition_applies_only_where_the_object_has_that_field() {
        String rule = "{'where':'cluster','field':'x','kind':'filledIn','with':'policy_id','reason':'policy'}";

        assertThat(reasons(rule, cluster("'policy_id':'p'"), cluster("'policy_id':'p','x':1")))
                .containsExactly("policy");
        assertThat(differs(rule, cluster("'y':1"), cluster("'y':1,'x':1"))).isTrue();
    }

    private static String cluster(String fields) {
        return "{'job_clusters':[{'job_cluster_key':'k','new_cluster':{" + fields + "}}]}";
    }

    @Test
    void a_rule_may_depend_on_a_field_of_the_job() {
        String with = "{'where':'task','field':'x','kind':'default','values':[1],'job':'y','reason':'with y'}";
        String without = "{'where':'task','field':'x','kind':'default','values':[2],'job':'!y','reason':'without y'}";
        String task = "'tasks':[{'task_key':'t'}]";

        assertThat(reasons(with + "," + without, "{'y':1," + task + "}", "{'y':1," + task("1") + "}"))
                .containsExactly("with y");
        assertThat(differs(with + "," + without, "{'y':1," + task + "}", "{'y':1," + task("2") + "}"))
                .isTrue();
        assertThat(reasons(with + "," + without, "{" + task + "}", "{" + task("2") + "}"))
                .containsExactly("without y");
        assertThat(differs(with + "," + without, "{" + task + "}", "{" + task("1") + "}"))
                .isTrue();
    }

    private static String task(String x) {
        return "'tasks':[{'task_key':'t','x':" + x + "}]";
    }

    @Test
    void a_rule_applies_only_in_its_kind_of_object() {
        String rule = "{'where':'task','field':'x','kind':'operator','reason':'theirs'}";

        assertThat(reasons(rule, "{'tasks':[{'task_key':'t'}]}", "{'tasks':[{'task_key':'t','x':1}]}"))
                .containsExactly("theirs");
        assertThat(differs(rule, "{}", "{'x':1}")).isTrue();
    }

    @Test
    void a_star_covers_everything_below_a_field_but_not_the_field_itself() {
        String rule = "{'where':'job','field':'x.*','kind':'operator','reason':'below'}";

        assertThat(reasons(rule, "{}", "{'x':{'a':1,'b':{'c':2}}}")).containsExactly("below", "below");
        assertThat(differs(rule, "{}", "{'xa':1}")).isTrue();
    }

    @Test
    void a_prefix_ends_at_a_slash_and_applies_only_to_strings() {
        String rule = "{'where':'job','field':'x','kind':'prefix','values':['/W'],'reason':'same path'}";

        assertThat(reasons(rule, "{'x':'/a'}", "{'x':'/W/a'}")).containsExactly("same path");
        assertThat(reasons(rule, "{'x':'/W/a'}", "{'x':'/a'}")).containsExactly("same path");
        assertThat(differs(rule, "{'x':'/Wa'}", "{'x':'a'}")).isTrue();
        assertThat(differs(rule, "{'x':'/a'}", "{'x':'/W/b'}")).isTrue();
        assertThat(differs(rule, "{'x':'/a'}", "{'x':['/W/a']}")).isTrue();
        assertThat(differs(rule, "{'x':['/a']}", "{'x':'/a'}")).isTrue();
    }

    @Test
    void equivalent_values_mean_the_same_and_a_wildcard_means_any() {
        String equivalent = "{'where':'job','field':'x','kind':'equivalent','values':['A','B'],'reason':'one mode'}";
        String wildcard = "{'where':'job','field':'x','kind':'wildcard','values':['AUTO'],'reason':'any'}";

        assertThat(reasons(equivalent, "{'x':'A'}", "{'x':'B'}")).containsExactly("one mode");
        assertThat(differs(equivalent, "{'x':'A'}", "{'x':'C'}")).isTrue();
        assertThat(differs(equivalent, "{'x':'C'}", "{'x':'A'}")).isTrue();
        assertThat(reasons(wildcard, "{'x':'AUTO'}", "{'x':'Z'}")).containsExactly("any");
        assertThat(differs(wildcard, "{'x':'Z'}", "{'x':'AUTO'}")).isTrue();
    }

    @Test
    void a_field_that_is_never_returned_may_be_missing_but_not_different() {
        String rule = "{'where':'job','field':'x','kind':'neverReturned','reason':'hidden'}";

        assertThat(reasons(rule, "{'x':1}", "{}")).containsExactly("hidden");
        assertThat(differs(rule, "{'x':1}", "{'x':2}")).isTrue();
    }

    @Test
    void a_kept_field_is_reported_as_a_whole() {
        String rule = "{'where':'job','field':'x','kind':'kept','reason':'stays'}";

        assertThat(compare(rule, "{}", "{'x':{'a':1,'b':2}}").suppressed())
                .extracting(Difference::path)
                .containsExactly("x");
        assertThat(compare(rule, "{}", "{'x':{}}").suppressed()).isEmpty();
        assertThat(differs(rule, "{'x':{'a':1}}", "{'x':{'a':1,'b':2}}")).isTrue();
    }

    @Test
    void rules_are_tried_in_order() {
        String rules = "{'where':'job','field':'x','kind':'default','values':[1],'reason':'first'},"
                + "{'where':'job','field':'x','kind':'default','values':[1,2],'reason':'second'}";

        assertThat(reasons(rules, "{}", "{'x':1}")).containsExactly("first");
        assertThat(reasons(rules, "{}", "{'x':2}")).containsExactly("second");
    }

    @Test
    void text_that_is_not_json_is_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobFields.withRules("["))
                .withMessageContaining("not JSON");
    }
}
