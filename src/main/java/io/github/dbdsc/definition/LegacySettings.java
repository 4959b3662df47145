package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Converts settings from the single-task form of the Jobs API 2.0, which the original program's templates render, to
 * {@code tasks[]}, which 2.1 and later expect.
 */
final class LegacySettings {

    /** The key of the only task. It is constant, so that converted jobs never differ by it. */
    static final String TASK_KEY = "main";

    private static final Set<String> TASK_FIELDS = Set.of(
            "new_cluster",
            "existing_cluster_id",
            "libraries",
            "max_retries",
            "min_retry_interval_millis",
            "retry_on_timeout");

    /** What some write for {@code existing_cluster_id}: it goes where the check of the settings says so. */
    private static final String MEANT_FOR_TASK = "cluster_id";

    private LegacySettings() {}

    /** Returns the fields of the single-task form that the settings have, in order. */
    static List<String> fieldsIn(ObjectNode settings) {
        return settings.properties().stream()
                .map(Map.Entry::getKey)
                .filter(LegacySettings::belongsToTask)
                .toList();
    }

    /** Returns the steps to a value in single-task form, given those in the multi-task form that it was converted to. */
    static List<String> stepsBefore(List<String> steps) {
        boolean inTask = steps.size() > 1 && steps.get(0).equals("tasks");
        return inTask ? steps.subList(2, steps.size()) : steps;
    }

    private static boolean belongsToTask(String field) {
        return TASK_FIELDS.contains(field) || field.endsWith("_task");
    }

    /**
     * Returns the same job in multi-task form. Jobs created through 2.0 were not queued while those created through 2.2
     * are, so queueing is off unless the settings say otherwise.
     */
    static ObjectNode toMultiTask(ObjectNode settings) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode task = nodes.objectNode().put("task_key", TASK_KEY);
        ObjectNode job = nodes.objectNode();
        for (Map.Entry<String, JsonNode> field : settings.properties()) {
            if (!field.getKey().equals("format")) {
                boolean inTask = belongsToTask(field.getKey()) || field.getKey().equals(MEANT_FOR_TASK);
                (inTask ? task : job).set(field.getKey(), field.getValue());
            }
        }
        job.putArray("tasks").add(task);
        if (!job.has("queue")) {
            job.putObject("queue").put("enabled", false);
        }
        return job;
    }
}
