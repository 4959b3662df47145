package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class LegacySettingsTest {

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
    }

    private static ObjectNode converted(ObjectNode legacy) {
        ObjectNode job = LegacySettings.toMultiTask(legacy);
        LegacySettings.queueAsBefore(job);
        return job;
    }

    @Test
    void task_fields_move_into_a_task_and_the_rest_stays() throws Exception {
        ObjectNode legacy = json("{'name':'A','new_cluster':{'num_workers':1},'libraries':[{'jar':'x'}],"
                + "'notebook_task':{'notebook_path':'/x'},'timeout_seconds':3600,'max_retries':1,"
                + "'email_notifications':{'on_failure':['a@b.c']},'schedule':{'timezone_id':'UTC'}}");

        assertThat(converted(legacy))
                .isEqualTo(json("{'name':'A','timeout_seconds':3600,'email_notifications':{'on_failure':['a@b.c']},"
                        + "'schedule':{'timezone_id':'UTC'},'tasks':[{'task_key':'main',"
                        + "'new_cluster':{'num_workers':1},'libraries':[{'jar':'x'}],"
                        + "'notebook_task':{'notebook_path':'/x'},'max_retries':1}],"
                        + "'queue':{'enabled':false}}"));
    }

    @Test
    void queueing_that_the_template_asks_for_is_kept() throws Exception {
        ObjectNode legacy = json("{'name':'A','spark_jar_task':{},'queue':{'enabled':true}}");

        assertThat(converted(legacy).path("queue")).isEqualTo(json("{'enabled':true}"));
    }

    @Test
    void a_cluster_id_moves_along_so_that_the_check_says_what_it_should_be() throws Exception {
        ObjectNode legacy = json("{'name':'A','spark_jar_task':{},'cluster_id':'1'}");

        assertThat(LegacySettings.toMultiTask(legacy)
                        .path("tasks")
                        .path(0)
                        .path("cluster_id")
                        .asText())
                .isEqualTo("1");
        assertThat(LegacySettings.fieldsIn(json("{'name':'A','cluster_id':'1'}")))
                .isEmpty();
    }
}
