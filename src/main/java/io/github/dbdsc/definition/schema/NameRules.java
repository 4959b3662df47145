package io.github.dbdsc.definition.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Elements that are referred to by name have one, each its own. */
final class NameRules {

    private NameRules() {}

    static void check(Part job, FindingList findings) {
        check(job.elements("environments", "environment_key"), "environment_key", findings);
        check(job.elements("job_clusters", "job_cluster_key"), "job_cluster_key", findings);
        check(job.elements("parameters", "name"), "name", findings);
        check(job.tasks(), "task_key", findings);
        for (Part task : job.tasks()) {
            requireNames(task.elements("depends_on", "task_key"), "task_key", findings);
        }
    }

    private static void check(List<Part> elements, String key, FindingList findings) {
        requireNames(elements, key, findings);
        Map<String, List<Part>> uses = new LinkedHashMap<>();
        for (Part element : elements) {
            if (element.has(key) && element.node().path(key).isTextual()) {
                uses.computeIfAbsent(element.text(key), name -> new ArrayList<>())
                        .add(element);
            }
        }
        uses.forEach((name, same) -> {
            if (same.size() > 1) {
                SettingsPath last = same.get(same.size() - 1).path();
                findings.error(last, "is there " + same.size() + " times; give each its own " + key);
            }
        });
    }

    private static void requireNames(List<Part> elements, String key, FindingList findings) {
        for (Part element : elements) {
            if (!element.has(key)) {
                findings.error(element.path(), "has no " + key + "; add one");
            }
        }
    }
}
