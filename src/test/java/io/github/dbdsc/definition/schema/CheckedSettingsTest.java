package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.object;
import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedSettingsTest {

    private static CheckedSettings check(String json) {
        return CheckedSettings.of(object(json), false);
    }

    private static JsonNode inCluster(String field, String value) {
        CheckedSettings checked = check(job(task("main", "'new_cluster':{'" + field + "':" + value + "}")));
        assertThat(checked.problems()).isEmpty();
        return checked.tree().at("/tasks/0/new_cluster/" + field);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "num_workers, '100', 100",
                "num_workers, ' -1 ', -1",
                "num_workers, 8.0, 8",
                "num_workers, '9223372036854775807', 9223372036854775807",
                "enable_elastic_disk, 'true', true",
                "enable_elastic_disk, 'False', false",
                "spark_version, 14, '14'",
                "policy_id, true, 'true'",
                "spark_conf, {'a.b':true;'c':4;'d':'x';'e':null}, {'a.b':'true';'c':'4';'d':'x'}",
                "ssh_public_keys, [1;true;'x'], ['1';'true';'x']",
                "custom_tags, {'cost':12345678901234567890}, {'cost':'12345678901234567890'}",
            })
    void values_get_the_type_of_their_field(String field, String given, String typed) {
        JsonNode value = inCluster(field, given.replace(';', ','));

        assertThat(value).hasToString(typed.replace(';', ',').replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5", "'0.5',0.5", "'-1',-1", "2,2", "'1e-3',0.001"})
    void decimals_keep_their_value(String given, String typed) {
        String quoted = given.equals("0.5") || given.equals("2") ? given : "'" + given + "'";
        JsonNode price = check(
                        job(task("main", "'new_cluster':{'azure_attributes':{'spot_bid_max_price':" + quoted + "}}")))
                .tree()
                .at("/tasks/0/new_cluster/azure_attributes/spot_bid_max_price");

        assertThat(price.isNumber()).isTrue();
        assertThat(price.decimalValue()).isEqualByComparingTo(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'two'", "''", "1.5", "'1.0'", "'0x10'", "true", "9223372036854775808", "1e400", "'٣'"})
    void what_is_not_an_integer_is_refused(String value) {
        assertThat(problems("{'name':'A','timeout_seconds':" + value + "}"))
                .singleElement()
                .asString()
                .startsWith("ERROR timeout_seconds: must be an integer, but is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'yes'", "1", "0", "''", "[true]"})
    void what_is_not_a_boolean_is_refused(String value) {
        assertThat(problems("{'name':'A','queue':{'enabled':" + value + "}}"))
                .singleElement()
                .asString()
                .startsWith("ERROR queue.enabled: must be true or false, but is ");
    }

    @Test
    void a_wrong_value_is_named_with_its_path_and_kept() {
        CheckedSettings checked = check(job(task("main", "'new_cluster':{'num_workers':'two'}")));

        assertThat(checked.hasErrors()).isTrue();
        assertThat(checked.problems())
                .extracting(SettingsProblem::sentence)
                .containsExactly("tasks[main].new_cluster.num_workers: must be an integer, but is \"two\"");
        assertThat(checked.tree().at("/tasks/0/new_cluster/num_workers").asText())
                .isEqualTo("two");
    }

    @Test
    void what_should_be_an_object_list_or_string_and_is_not_is_an_error() {
        assertThat(problems("{'name':['A'],'tags':['a'],'schedule':'daily','tasks':{'a':1},"
                        + "'email_notifications':{'on_failure':'a@b.c'}}"))
                .containsExactly(
                        "ERROR name: must be a string, but is a list",
                        "ERROR tags: must be an object with strings as values, but is a list",
                        "ERROR schedule: must be an object, but is \"daily\"",
                        "ERROR tasks: must be a list, but is an object",
                        "ERROR email_notifications.on_failure: must be a list, but is \"a@b.c\"");
    }

    @Test
    void the_content_of_a_wrong_object_is_never_shown() {
        assertThat(problems(job(task("main", "'new_cluster':{'spark_env_vars':{'TOKEN':{'v':'s3cret'}}}"))))
                .containsExactly(
                        "ERROR tasks[main].new_cluster.spark_env_vars.TOKEN: must be a string, but is an object");
    }

    @Test
    void half_a_character_is_refused_wherever_it_stands() {
        assertThat(
                        problems(
                                "{'name':'A','tags':{'\ud800':'x','y':'a\udc00'},'tasks':[{'task_key':'m','description':'\ud83d\ude00'}]}"))
                .filteredOn(problem -> problem.contains("half of a character"))
                .extracting(problem -> problem.replaceAll(": holds .*", ""))
                .containsExactly("ERROR tags.\ud800", "ERROR tags.y");
    }

    @Test
    void long_wrong_values_are_shortened() {
        assertThat(problems("{'name':'A','timeout_seconds':'" + "x".repeat(41) + "'}"))
                .containsExactly("ERROR timeout_seconds: must be an integer, but is \"" + "x".repeat(40) + "…\"");
    }

    @Test
    void null_counts_as_absent_except_as_an_element() {
        CheckedSettings checked = check("{'name':'A','timeout_seconds':null,'tags':{'a':null},'sizzle':null,"
                + "'email_notifications':{'on_failure':[null]}}");

        assertThat(checked.problems())
                .extracting(SettingsProblem::sentence)
                .containsExactly("email_notifications.on_failure[0]: must be a string, but is null");
        assertThat(checked.tree())
                .isEqualTo(object("{'name':'A','tags':{},'email_notifications':{'on_failure':[null]}}"));
    }

    @Test
    void a_decimal_that_is_a_password_is_not_shown() {
        assertThat(problems("{'name':'A','parameters':[{'name':'db_password','default':1234.5}]}"))
                .singleElement()
                .asString()
                .contains("is sent as a text that looks like a secret")
                .doesNotContain("1234");
    }

    @Test
    void a_decimal_where_a_string_belongs_is_sent_with_a_warning_since_digits_may_be_lost() {
        CheckedSettings checked = check("{'name':'A','tags':{'version':1.10}}");

        assertThat(checked.tree().at("/tags/version").textValue()).isEqualTo("1.1");
        assertThat(checked.hasErrors()).isFalse();
        assertThat(checked.problems())
                .extracting(SettingsProblem::sentence)
                .containsExactly("tags.version: is a number where a string belongs and is sent as \"1.1\";"
                        + " write it in quotes, so that it is sent digit for digit");
    }

    @Test
    void words_of_an_enum_are_case_sensitive() {
        assertThat(problems("{'name':'A','continuous':{'pause_status':'paused'}}"))
                .containsExactly("ERROR continuous.pause_status: must be one of PAUSED, UNPAUSED, but is \"paused\";"
                        + " did you mean 'PAUSED'?");
        assertThat(problems("{'name':'A','continuous':{'pause_status':1}}"))
                .containsExactly("ERROR continuous.pause_status: must be one of PAUSED, UNPAUSED, but is 1");
        assertThat(problems("{'name':'A','health':{'rules':[{'op':'LESS_THAN'}]}}"))
                .containsExactly("ERROR health.rules[0].op: must be GREATER_THAN, but is \"LESS_THAN\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitHub", "github", "GITHUB"})
    void git_providers_may_be_in_any_case(String provider) {
        CheckedSettings checked =
                check("{'name':'A','git_source':{'git_url':'https://x/y','git_provider':'" + provider + "'}}");

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.tree().at("/git_source/git_provider").asText()).isEqualTo("gitHub");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SINGLE_USER",
                "USER_ISOLATION",
                "DATA_SECURITY_MODE_DEDICATED",
                "DATA_SECURITY_MODE_STANDARD",
                "DATA_SECURITY_MODE_AUTO"
            })
    void old_and_new_names_of_access_modes_are_known(String mode) {
        assertThat(inCluster("data_security_mode", "'" + mode + "'").asText()).isEqualTo(mode);
    }

    @Test
    void an_unknown_field_is_kept_with_a_warning() {
        CheckedSettings checked = check(job(task("main", "'new_cluster':{'numWorkers':1},'sizzle':{'a':[1,null]}")));

        assertThat(checked.hasErrors()).isFalse();
        assertThat(checked.problems())
                .extracting(SettingsProblem::sentence)
                .containsExactly(
                        "tasks[main].new_cluster.numWorkers: is not a field of the Jobs API and is sent as it is;"
                                + " did you mean 'num_workers'?",
                        "tasks[main].sizzle: is not a field of the Jobs API and is sent as it is");
        assertThat(checked.tree().at("/tasks/0/sizzle")).isEqualTo(object("{'a':[1,null]}"));
    }

    @Test
    void elements_are_named_as_people_name_them() {
        assertThat(problems("{'name':'A','access_control_list':[{'user_name':'a@b.c','x':1},{'group_name':'g','x':1},"
                        + "{'x':1}],'webhook_notifications':{'on_failure':[{'id':'w','x':1}]},"
                        + "'job_clusters':[{'job_cluster_key':'small','new_cluster':{'init_scripts':[{'x':1}]}}]}"))
                .filteredOn(sentence -> sentence.startsWith("WARNING"))
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(": ")))
                .containsExactly(
                        "WARNING access_control_list[a@b.c].x",
                        "WARNING access_control_list[g].x",
                        "WARNING access_control_list[2].x",
                        "WARNING webhook_notifications.on_failure[w].x",
                        "WARNING job_clusters[small].new_cluster.init_scripts[0].x");
    }

    @Test
    void the_given_settings_stay_unchanged_and_share_nothing_with_the_result() {
        ObjectNode given = object(job(task("main", "'max_retries':'3','sizzle':{'a':[]},'timeout_seconds':[1]")));
        ObjectNode before = given.deepCopy();

        ObjectNode tree = CheckedSettings.of(given, false).tree();
        tree.withObject("/tasks/0/sizzle").put("b", 1);
        tree.withArray("/tasks/0/timeout_seconds").add(2);

        assertThat(given).isEqualTo(before);
    }

    @Test
    void a_repeated_task_is_checked_like_any_other() {
        assertThat(problems(job("{'task_key':'each','for_each_task':{'inputs':'[1]','concurrency':'2',"
                        + "'task':{'task_key':'one','max_retries':'x','notebook_task':{'notebook_path':'/x'}}}}")))
                .containsExactly("ERROR tasks[each].for_each_task.task.max_retries: must be an integer, but is \"x\"");
    }

    @Test
    void a_job_with_only_a_name_has_no_problems() {
        assertThat(problems("{'name':'A'}")).isEmpty();
    }
}
