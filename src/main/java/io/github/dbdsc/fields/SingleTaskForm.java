package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The form that settings of one task had in the Jobs API 2.0: the task's fields are those of the job. */
public final class SingleTaskForm {

    private static final Set<String> TASK_FIELDS = Set.of(
            "new_cluster",
            "existing_cluster_id",
            "libraries",
            "max_retries",
            "min_retry_interval_millis",
            "retry_on_timeout");

    private SingleTaskForm() {}

    /** Returns the fields of this form that the settings have, in their order. */
    public static List<String> fieldsIn(ObjectNode settings) {
        return settings.properties().stream()
                .map(Map.Entry::getKey)
                .filter(SingleTaskForm::belongsToTask)
                .toList();
    }

    /** Reports whether a field is one of the task in this form. */
    public static boolean belongsToTask(String field) {
        return TASK_FIELDS.contains(field) || field.endsWith("_task");
    }

    /** Returns the same settings with a task of this key, without the format, which says no more. */
    public static ObjectNode toTasks(ObjectNode settings, String taskKey) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode task = nodes.objectNode().put("task_key", taskKey);
        ObjectNode job = nodes.objectNode();
        for (Map.Entry<String, JsonNode> field : settings.properties()) {
            if (!field.getKey().equals("format")) {
                (belongsToTask(field.getKey()) ? task : job).set(field.getKey(), field.getValue());
            }
        }
        job.putArray("tasks").add(task);
        return job;
    }

    /** Reports whether settings have this form, and others have one task with which they can be lined up. */
    public static boolean isLikeTaskOf(ObjectNode settings, ObjectNode others) {
        return !settings.has("tasks")
                && others.path("tasks").size() == 1
                && !fieldsIn(settings).isEmpty();
    }

    /** Returns the key of the only task. */
    public static JsonNode keyOf(ObjectNode settings) {
        return settings.path("tasks").path(0).path("task_key");
    }

    /**
     * Returns settings whose only task has the key of the only task of others; empty where either has more than one, or
     * the key is the same.
     */
    public static Optional<ObjectNode> underKeyOf(ObjectNode settings, ObjectNode others) {
        if (settings.path("tasks").size() != 1
                || others.path("tasks").size() != 1
                || keyOf(settings).equals(keyOf(others))) {
            return Optional.empty();
        }
        ObjectNode same = settings.deepCopy();
        ((ObjectNode) same.path("tasks").path(0)).set("task_key", keyOf(others));
        return Optional.of(same);
    }

    /** Returns settings in the form of others that have one task, with the task under the same key. */
    public static ObjectNode linedUp(ObjectNode settings, ObjectNode others) {
        return toTasks(settings, others.path("tasks").path(0).path("task_key").asText());
    }
}
