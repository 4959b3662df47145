package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings in the single-task form of the Jobs API 2.0, which the original program's templates render, and their
 * conversion to {@code tasks[]}, which 2.1 and later want.
 */
final class LegacySettings {

    /** The key of the only task; constant, so that a converted job never differs by it. */
    static final String TASK_KEY = "main";

    private static final Set<String> TASK_FIELDS = Set.of(
            "new_cluster",
            "existing_cluster_id",
            "libraries",
            "max_retries",
            "min_retry_interval_millis",
            "retry_on_timeout");

    private LegacySettings() {}

    /** The fields of the single-task form among the settings' own, in their order. */
    static List<String> fieldsIn(ObjectNode settings) {
        return settings.properties().stream()
                .map(Map.Entry::getKey)
                .filter(LegacySettings::belongsToTask)
                .toList();
    }

    /** The way to a value in single-task form, given the way to it in the multi-task form that was made of it. */
    static List<String> stepsBefore(List<String> steps) {
        boolean inTask = steps.size() > 1 && steps.get(0).equals("tasks");
        return inTask ? steps.subList(2, steps.size()) : steps;
    }

    private static boolean belongsToTask(String field) {
        return TASK_FIELDS.contains(field) || field.endsWith("_task");
    }

    /**
     * The same job in multi-task form. Jobs made through 2.0 were not queued while those made through 2.2 are, so
     * queueing is off unless the settings say otherwise.
     */
    static ObjectNode toMultiTask(ObjectNode settings) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode task = nodes.objectNode().put("task_key", TASK_KEY);
        ObjectNode job = nodes.objectNode();
        for (Map.Entry<String, JsonNode> field : settings.properties()) {
            if (!field.getKey().equals("format")) {
                (belongsToTask(field.getKey()) ? task : job).set(field.getKey(), field.getValue());
            }
        }
        job.putArray("tasks").add(task);
        if (!job.has("queue")) {
            job.putObject("queue").put("enabled", false);
        }
        return job;
    }
}
