package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Single-task settings of the Jobs API 2.0: what a later version keeps in {@code tasks[]} stands at top level. */
final class LegacySettings {

    /** Besides the task itself, which is any field that ends in {@code _task}. */
    private static final Set<String> TASK_FIELDS = Set.of(
            "new_cluster",
            "existing_cluster_id",
            "libraries",
            "max_retries",
            "min_retry_interval_millis",
            "retry_on_timeout");

    private LegacySettings() {}

    /** The fields of these settings that only the single-task form has. */
    static List<String> fieldsOf(ObjectNode settings) {
        return names(settings).filter(LegacySettings::belongsToTask).toList();
    }

    /**
     * The same settings in the multi-task form, which is the only one that version 2.1 and later answer with.
     * {@code timeout_seconds} and {@code email_notifications} stay with the job.
     */
    static ObjectNode toTasks(ObjectNode singleTask) {
        ObjectNode settings = singleTask.deepCopy();
        ObjectNode task = Json.object();
        task.put("task_key", taskKey(settings.path("name").asText(ReadBackDefaults.NAME)));
        for (String field : fieldsOf(settings)) {
            JsonNode value = settings.remove(field);
            task.set(field, value);
        }
        settings.putArray("tasks").add(task);
        return settings;
    }

    private static boolean belongsToTask(String field) {
        return TASK_FIELDS.contains(field) || field.endsWith("_task");
    }

    private static String taskKey(String jobName) {
        String key = jobName.replaceAll("[^A-Za-z0-9_-]", "_");
        return key.isEmpty() ? ReadBackDefaults.NAME : key.substring(0, Math.min(100, key.length()));
    }

    private static Stream<String> names(ObjectNode settings) {
        return settings.properties().stream().map(field -> field.getKey());
    }
}
