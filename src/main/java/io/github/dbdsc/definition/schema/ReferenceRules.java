package io.github.dbdsc.definition.schema;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a task refers to is in the job: its cluster, its environment, the tasks it waits for. */
final class ReferenceRules {

    private ReferenceRules() {}

    static void check(Part job, FindingList findings) {
        List<Part> tasks = job.tasksAndRepeated();
        Set<String> clusters = names(job.elements("job_clusters", "job_cluster_key").stream(), "job_cluster_key");
        Set<String> environments = names(job.elements("environments", "environment_key").stream(), "environment_key");
        Set<String> keys = names(tasks.stream(), "task_key");
        for (Part task : tasks) {
            check(task, "job_cluster_key", "job cluster", clusters, findings);
            check(task, "environment_key", "environment", environments, findings);
            task.elements("depends_on", "task_key")
                    .forEach(dependency -> check(dependency, "task_key", "task", keys, findings));
        }
    }

    private static Set<String> names(Stream<Part> parts, String key) {
        return parts.map(part -> part.text(key)).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    private static void check(Part part, String field, String what, Collection<String> known, FindingList findings) {
        String name = part.text(field);
        if (part.has(field) && part.node().path(field).isTextual() && !known.contains(name)) {
            findings.error(
                    part.path().field(field),
                    "the job has no " + what + " '" + name + "'" + DidYouMean.ending(name, known));
        }
    }
}
