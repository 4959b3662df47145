package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the tasks of a job can be run one after the other. */
final class TaskOrder {

    private TaskOrder() {}

    /** Whether some task waits, directly or not, for itself. */
    static boolean isCyclic(ObjectNode settings) {
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
