package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the parts of a job's settings. The nodes are the tree's own, to be changed in place. */
final class SettingsTree {

    /** The lists that the service cuts at 100 elements; they are paged together. Jobs API 2.2. */
    static final List<String> PAGED_LISTS = List.of("tasks", "job_clusters", "environments", "parameters");

    private SettingsTree() {}

    /** {@code tasks[]}, each followed by its {@code for_each_task.task}. */
    static List<ObjectNode> tasks(ObjectNode settings) {
        List<ObjectNode> tasks = new ArrayList<>();
        for (ObjectNode task : elements(settings, "tasks")) {
            tasks.add(task);
            if (task.path("for_each_task").path("task") instanceof ObjectNode nested) {
                tasks.add(nested);
            }
        }
        return tasks;
    }

    /** {@code new_cluster} of every job cluster and every task. */
    static List<ObjectNode> clusters(ObjectNode settings) {
        return Stream.concat(elements(settings, "job_clusters").stream(), tasks(settings).stream())
                .map(owner -> owner.path("new_cluster"))
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** The objects in a list, none when the field is absent or no list. */
    static List<ObjectNode> elements(JsonNode owner, String list) {
        List<ObjectNode> elements = new ArrayList<>();
        for (JsonNode element : owner.path(list)) {
            if (element instanceof ObjectNode object) {
                elements.add(object);
            }
        }
        return elements;
    }
}
