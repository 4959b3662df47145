package io.github.dbdsc.definition.schema;

import io.github.dbdsc.model.DependencyCycles;
import io.github.dbdsc.model.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is referred to by name has a name of its own; what a task refers to is in the job (its cluster, its environment,
 * the tasks that it waits for); and no task waits for itself, directly or not.
 */
final class ReferenceRules {

    private static final String CLUSTERS = "job_clusters";
    private static final String CLUSTER_KEY = "job_cluster_key";
    private static final String ENVIRONMENTS = "environments";
    private static final String ENVIRONMENT_KEY = "environment_key";
    private static final String DEPENDENCIES = "depends_on";
    private static final String TASK_KEY = "task_key";

    /** A message names this many tasks of a cycle at most. */
    private static final int TASKS_NAMED = 10;

    private ReferenceRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        checkNames(job, problems);
        checkReferences(job, problems);
        checkCycles(job, problems);
    }

    private static void checkNames(SettingsPart job, SettingsProblems problems) {
        requireOwnNames(job.elements(ENVIRONMENTS, ENVIRONMENT_KEY), ENVIRONMENT_KEY, problems);
        requireOwnNames(job.elements(CLUSTERS, CLUSTER_KEY), CLUSTER_KEY, problems);
        requireOwnNames(job.elements("parameters", "name"), "name", problems);
        requireOwnNames(job.tasks(), TASK_KEY, problems);
        for (SettingsPart task : job.tasks()) {
            requireNames(task.elements(DEPENDENCIES, TASK_KEY), TASK_KEY, problems);
            for (Optional<SettingsPart> next = task.repeated();
                    next.isPresent();
                    next = next.get().repeated()) {
                requireNames(List.of(next.get()), TASK_KEY, problems);
            }
        }
    }

    private static void requireOwnNames(List<SettingsPart> elements, String key, SettingsProblems problems) {
        requireNames(elements, key, problems);
        Map<String, List<SettingsPart>> uses = new LinkedHashMap<>();
        for (SettingsPart element : elements) {
            if (element.has(key) && element.node().path(key).isTextual()) {
                uses.computeIfAbsent(element.text(key), name -> new ArrayList<>())
                        .add(element);
            }
        }
        uses.forEach((name, same) -> {
            if (same.size() > 1) {
                SettingsPath last = same.get(same.size() - 1).path();
                problems.error(last, "is there " + same.size() + " times; give each its own " + key);
            }
        });
    }

    private static void requireNames(List<SettingsPart> elements, String key, SettingsProblems problems) {
        for (SettingsPart element : elements) {
            if (!element.has(key)) {
                problems.error(element.path(), "has no " + key + "; add one");
            }
        }
    }

    private static void checkReferences(SettingsPart job, SettingsProblems problems) {
        List<SettingsPart> tasks = job.tasksAndRepeated();
        Set<String> clusters = names(job.elements(CLUSTERS, CLUSTER_KEY).stream(), CLUSTER_KEY);
        Set<String> environments = names(job.elements(ENVIRONMENTS, ENVIRONMENT_KEY).stream(), ENVIRONMENT_KEY);
        Set<String> keys = names(tasks.stream(), TASK_KEY);
        for (SettingsPart task : tasks) {
            checkReference(task, CLUSTER_KEY, "job cluster", clusters, problems);
            checkReference(task, ENVIRONMENT_KEY, "environment", environments, problems);
            task.elements(DEPENDENCIES, TASK_KEY)
                    .forEach(dependency -> checkReference(dependency, TASK_KEY, "task", keys, problems));
        }
    }

    private static Set<String> names(Stream<SettingsPart> parts, String key) {
        return parts.map(part -> part.text(key)).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    private static void checkReference(
            SettingsPart part, String field, String what, Collection<String> known, SettingsProblems problems) {
        String name = part.text(field);
        if (part.has(field) && part.node().path(field).isTextual() && !known.contains(name)) {
            problems.error(
                    part.path().field(field),
                    "the job has no " + what + " '" + name + "'" + DidYouMean.ending(name, known));
        }
    }

    private static void checkCycles(SettingsPart job, SettingsProblems problems) {
        Map<String, SettingsPart> tasks = new HashMap<>();
        job.tasks().forEach(task -> tasks.putIfAbsent(task.text(TASK_KEY), task));
        for (List<String> cycle : DependencyCycles.in(dependencies(job))) {
            SettingsPart task = tasks.getOrDefault(cycle.get(0), job);
            problems.error(
                    task.path().field(DEPENDENCIES),
                    "tasks wait for each other in a cycle: " + text(cycle) + "; take one of these dependencies out");
        }
    }

    private static Map<String, Set<String>> dependencies(SettingsPart job) {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        for (SettingsPart task : job.tasks()) {
            Set<String> before = dependencies.computeIfAbsent(task.text(TASK_KEY), key -> new LinkedHashSet<>());
            task.elements(DEPENDENCIES, TASK_KEY).forEach(dependency -> before.add(dependency.text(TASK_KEY)));
        }
        return dependencies;
    }

    private static String text(List<String> cycle) {
        String named = String.join(" → ", cycle.subList(0, Math.min(TASKS_NAMED, cycle.size())));
        return (cycle.size() <= TASKS_NAMED ? named : named + " → … " + (cycle.size() - TASKS_NAMED) + " more")
                + " → "
                + cycle.get(0);
    }
}
