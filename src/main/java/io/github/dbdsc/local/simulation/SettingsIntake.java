package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Limit;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns settings as sent into settings as stored, and refuses what the service does not store. */
final class SettingsIntake {

    private static final Pattern TASK_KEY = Pattern.compile("[\\w-]{1,100}");

    /** What the single-task form of Jobs API 2.0 has at top level, besides the task itself. */
    private static final Set<String> SINGLE_TASK_FIELDS = Set.of(
            "new_cluster",
            "existing_cluster_id",
            "libraries",
            "max_retries",
            "min_retry_interval_millis",
            "retry_on_timeout");

    private SettingsIntake() {}

    /**
     * Accepts settings sent to the Jobs API 2.2. A job that says nothing of queueing gets it enabled.
     *
     * @throws ApiError 400 when they are not valid
     */
    static ObjectNode accept(ObjectNode sent) {
        ObjectNode settings = FieldTypes.typed(sent);
        settings.remove("access_control_list"); // not a setting: jobs/create reads it, jobs/reset takes none
        check(settings);
        if (!settings.has("queue")) {
            settings.putObject("queue").put("enabled", true);
        }
        return settings;
    }

    /** The fields of these settings that only the single-task form has. */
    static List<String> singleTaskFields(ObjectNode settings) {
        return settings.properties().stream()
                .map(field -> field.getKey())
                .filter(field -> SINGLE_TASK_FIELDS.contains(field) || field.endsWith("_task"))
                .toList();
    }

    /** @throws ApiError 400 {@code INVALID_PARAMETER_VALUE} that names the first fault */
    static void check(ObjectNode settings) {
        checkForm(settings);
        checkLimits(settings);
        Set<String> taskKeys = uniqueKeys(settings, "tasks", "task_key");
        Set<String> clusterKeys = uniqueKeys(settings, "job_clusters", "job_cluster_key");
        Set<String> environmentKeys = uniqueKeys(settings, "environments", "environment_key");
        for (ObjectNode task : SettingsTree.tasks(settings)) {
            checkTask(task);
            checkReference(task, "job_cluster_key", clusterKeys);
            checkReference(task, "environment_key", environmentKeys);
            for (ObjectNode dependency : SettingsTree.elements(task, "depends_on")) {
                checkReference(dependency, "task_key", taskKeys);
            }
        }
        if (isCyclic(settings)) {
            throw ApiError.invalidParameter("The tasks depend on each other in a cycle.");
        }
    }

    private static void checkForm(ObjectNode settings) {
        List<String> singleTask = singleTaskFields(settings);
        if (!singleTask.isEmpty()) {
            String reason = settings.has("tasks")
                    ? "Fields of the single-task form can't be mixed with tasks: "
                    : "Fields of the single-task form belong to an element of tasks: ";
            throw ApiError.invalidParameter(reason + String.join(", ", singleTask) + ".");
        }
        for (String list : SettingsTree.PAGED_LISTS) {
            if (settings.has(list) && !settings.path(list).isArray()) {
                throw ApiError.malformedRequest("Could not parse request object: expected a list for " + list);
            }
        }
    }

    private static void checkLimits(ObjectNode settings) {
        String description = settings.path("description").asText();
        int nameBytes = settings.path("name").asText().getBytes(StandardCharsets.UTF_8).length;
        atMost("name", "The name is ", nameBytes, " long");
        atMost("description", "The description is ", description.codePointCount(0, description.length()), " long");
        atMost("tags", "The job has ", settings.path("tags").size(), "");
        atMost("tasks", "The job has ", settings.path("tasks").size(), "");
    }

    private static void atMost(String field, String before, int size, String after) {
        Limit limit = JobFields.builtIn().limit(field);
        if (size > limit.most()) {
            throw ApiError.invalidParameter(
                    before + size + " " + limit.unit() + after + "; the limit is " + limit.most() + ".");
        }
    }

    private static Set<String> uniqueKeys(ObjectNode settings, String list, String keyField) {
        Set<String> keys = new HashSet<>();
        for (JsonNode element : settings.path(list)) {
            String key = element.path(keyField).asText("");
            if (key.isEmpty()) {
                throw ApiError.invalidParameter("An element of " + list + " has no " + keyField + ".");
            }
            if (!keys.add(key)) {
                throw ApiError.invalidParameter("Duplicate " + keyField + " '" + key + "' in " + list + ".");
            }
        }
        return keys;
    }

    private static void checkTask(ObjectNode task) {
        String key = task.path("task_key").asText("");
        if (!TASK_KEY.matcher(key).matches()) {
            throw ApiError.invalidParameter(
                    "Invalid task_key '" + key + "': it takes 1 to 100 letters, digits, hyphens and underscores.");
        }
        List<String> types = task.properties().stream()
                .map(field -> field.getKey())
                .filter(field -> field.endsWith("_task"))
                .toList();
        if (types.size() != 1) {
            throw ApiError.invalidParameter(
                    "Task '" + key + "' needs exactly one kind of task to run; it has " + types + ".");
        }
    }

    private static void checkReference(ObjectNode owner, String field, Set<String> known) {
        String key = owner.path(field).asText("");
        if (owner.has(field) && !known.contains(key)) {
            throw ApiError.invalidParameter("The job refers to " + field + " '" + key + "', which it does not define.");
        }
    }

    /** Whether some task waits, directly or not, for itself. */
    private static boolean isCyclic(ObjectNode settings) {
        Map<String, List<String>> waiting = new HashMap<>();
        for (ObjectNode task : SettingsTree.elements(settings, "tasks")) {
            waiting.put(task.path("task_key").asText(), dependencies(task));
        }
        Set<String> done = new HashSet<>();
        boolean progress = true;
        while (progress) {
            progress =
                    waiting.entrySet().removeIf(task -> done.containsAll(task.getValue()) && done.add(task.getKey()));
        }
        return !waiting.isEmpty();
    }

    private static List<String> dependencies(ObjectNode task) {
        return SettingsTree.elements(task, "depends_on").stream()
                .map(dependency -> dependency.path("task_key").asText())
                .toList();
    }
}
