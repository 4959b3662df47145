package io.github.dbdsc.definition.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No task waits, directly or not, for itself. */
final class DependencyCycles {

    private static final int NAMED = 10;

    /** The tasks not known to get their turn, in the job's order, with those of them that each waits for. */
    private final Map<String, Set<String>> waiting = new LinkedHashMap<>();

    private final Map<String, List<String>> followers = new HashMap<>();
    private final Map<String, Part> parts = new HashMap<>();

    private DependencyCycles(Part job) {
        List<Part> tasks = job.tasks();
        tasks.forEach(task -> {
            waiting.put(task.text("task_key"), new LinkedHashSet<>());
            parts.putIfAbsent(task.text("task_key"), task);
        });
        for (Part task : tasks) {
            String key = task.text("task_key");
            for (Part dependency : task.elements("depends_on", "task_key")) {
                String before = dependency.text("task_key");
                if (waiting.containsKey(before) && dependenciesOf(key).add(before)) {
                    followers.computeIfAbsent(before, b -> new ArrayList<>()).add(key);
                }
            }
        }
    }

    static void check(Part job, FindingList findings) {
        DependencyCycles cycles = new DependencyCycles(job);
        cycles.release(cycles.free());
        while (!cycles.waiting.isEmpty()) {
            List<String> cycle = cycles.find();
            Part task = cycles.parts.getOrDefault(cycle.get(0), job);
            findings.error(
                    task.path().field("depends_on"),
                    "tasks wait for each other in a cycle: " + text(cycle) + "; take one of these dependencies out");
            cycles.release(cycle);
        }
    }

    private Set<String> dependenciesOf(String task) {
        return waiting.getOrDefault(task, Set.of());
    }

    private List<String> free() {
        return waiting.keySet().stream()
                .filter(task -> dependenciesOf(task).isEmpty())
                .toList();
    }

    /** Takes tasks out, and with them every task that then waits for none. */
    private void release(List<String> tasks) {
        Deque<String> released = new ArrayDeque<>(tasks);
        while (!released.isEmpty()) {
            String task = released.remove();
            waiting.remove(task);
            for (String follower : followers.getOrDefault(task, List.of())) {
                Set<String> left = waiting.get(follower);
                if (left != null && left.remove(task) && left.isEmpty()) {
                    released.add(follower);
                }
            }
        }
    }

    /** A cycle among the waiting tasks, each followed by one that it waits for. There is one: each waits for another. */
    private List<String> find() {
        List<String> way = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        String task = waiting.keySet().iterator().next();
        while (seen.add(task)) {
            way.add(task);
            task = dependenciesOf(task).iterator().next();
        }
        return List.copyOf(way.subList(way.indexOf(task), way.size()));
    }

    private static String text(List<String> cycle) {
        String named = String.join(" → ", cycle.subList(0, Math.min(NAMED, cycle.size())));
        return (cycle.size() <= NAMED ? named : named + " → … " + (cycle.size() - NAMED) + " more") + " → "
                + cycle.get(0);
    }
}
