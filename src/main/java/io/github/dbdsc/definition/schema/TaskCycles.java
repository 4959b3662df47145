package io.github.dbdsc.definition.schema;

import io.github.dbdsc.model.DependencyCycles;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No task waits, directly or not, for itself. */
final class TaskCycles {

    private static final int NAMED = 10;

    private TaskCycles() {}

    static void check(Part job, FindingList findings) {
        for (List<String> cycle : DependencyCycles.in(dependencies(job))) {
            SettingsPath task = job.path().field("tasks").element(cycle.get(0));
            findings.error(
                    task.field("depends_on"),
                    "tasks wait for each other in a cycle: " + text(cycle) + "; take one of these dependencies out");
        }
    }

    private static Map<String, Set<String>> dependencies(Part job) {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        for (Part task : job.tasks()) {
            Set<String> before = dependencies.computeIfAbsent(task.text("task_key"), key -> new LinkedHashSet<>());
            task.elements("depends_on", "task_key").forEach(dependency -> before.add(dependency.text("task_key")));
        }
        return dependencies;
    }

    private static String text(List<String> cycle) {
        String named = String.join(" → ", cycle.subList(0, Math.min(NAMED, cycle.size())));
        return (cycle.size() <= NAMED ? named : named + " → … " + (cycle.size() - NAMED) + " more") + " → "
                + cycle.get(0);
    }
}
