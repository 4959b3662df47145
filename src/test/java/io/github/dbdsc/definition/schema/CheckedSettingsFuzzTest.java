package io.github.dbdsc.definition.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Breaks settings at random, from seeds: each check ends, leaves what it is given unchanged, and converts all there is. */
class CheckedSettingsFuzzTest {

    private static final int SEEDS = 2000;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e999",
            "123456789012345678901234567890",
            "''",
            "' '",
            "'x'",
            "'7'",
            "'a'",
            "'b'",
            "'true'",
            "'PAUSED'",
            "'0 0 5 * * ?'",
            "'* * *'",
            "'?'",
            "'L-99999999999W'",
            "'UTC'",
            "[]",
            "{}",
            "[null]",
            "[{}]",
            "[[]]",
            "[['a'],{'task_key':'a'},7]",
            "{'a':{'b':[]}}",
            "{'':null,'[0]':1}",
            "{'task_key':'a','depends_on':[{'task_key':'b'},{'task_key':'a'}]}");

    private static ObjectNode job() {
        return SettingsJson.object("{'name':'A','timeout_seconds':'7','tags':{'a':1},"
                + "'schedule':{'quartz_cron_expression':'0 0 5 * * ?','timezone_id':'UTC','pause_status':'PAUSED'},"
                + "'parameters':[{'name':'p','default':'1'}],'environments':[{'environment_key':'e','spec':{}}],"
                + "'job_clusters':[{'job_cluster_key':'c','new_cluster':{'num_workers':1,'spark_conf':{'x':true}}}],"
                + "'tasks':[{'task_key':'a','job_cluster_key':'c','spark_jar_task':{'main_class_name':'A'}},"
                + "{'task_key':'b','depends_on':[{'task_key':'a'}],'for_each_task':{'inputs':'[]','task':"
                + "{'task_key':'one','environment_key':'e','spark_python_task':{'python_file':'x'}}}}]}");
    }

    @Test
    void broken_settings_are_checked_to_the_end() {
        Set<String> messages = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            ObjectNode settings = job();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                breakSomewhere(settings, random);
            }
            ObjectNode before = settings.deepCopy();

            CheckedSettings checked = CheckedSettings.of(settings, false);

            assertThat(settings).as("seed %d", seed).isEqualTo(before);
            assertThat(CheckedSettings.of(checked.tree(), false).tree())
                    .as("seed %d", seed)
                    .isEqualTo(checked.tree());
            checked.problems().forEach(problem -> messages.add(problem.message()));
        }
        assertThat(messages).as("the seeds reach many rules").hasSizeGreaterThan(150);
    }

    private static void breakSomewhere(ObjectNode settings, Random random) {
        List<JsonNode> containers = containers(settings);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode value = SettingsJson.value(VALUES.get(random.nextInt(VALUES.size())));
        if (container instanceof ArrayNode list) {
            list.insert(random.nextInt(list.size() + 1), value);
        } else if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(
                    object.properties().stream().map(Map.Entry::getKey).toList());
            names.addAll(List.of("task_key", "sizzle", "new_cluster", "sql_task", "schedule", "depends_on"));
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        }
    }

    private static List<JsonNode> containers(JsonNode node) {
        List<JsonNode> containers = new ArrayList<>();
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> containers.addAll(containers(child)));
        }
        return containers;
    }
}
