package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a job as the service shows them: what is stored, and what it fills in on the way out. */
final class ReadBack {

    private final ClusterReadBack clusters;
    private final Set<Quirk> quirks;

    /** @param policies the values that each cluster policy injects, by policy id */
    ReadBack(Map<String, ObjectNode> policies, Set<Quirk> quirks) {
        this.clusters = new ClusterReadBack(policies);
        this.quirks = Set.copyOf(quirks);
    }

    ObjectNode settings(StoredJob job) {
        ObjectNode settings = job.settings();
        fillIn(ReadBackDefaults.JOB, settings);
        job.creator().ifPresent(creator -> addRunAs(settings, creator));
        boolean fromGit = settings.has("git_source");
        for (ObjectNode task : SettingsTree.tasks(settings)) {
            fillIn(ReadBackDefaults.TASK, task);
            fillIn(fromGit ? ReadBackDefaults.GIT_SOURCE : ReadBackDefaults.WORKSPACE_SOURCE, task);
            sortDependencies(task);
        }
        for (ObjectNode cluster : SettingsTree.clusters(settings)) {
            clusters.complete(cluster, job.creator());
        }
        quirks.stream().sorted().forEach(quirk -> quirk.show(settings));
        return settings;
    }

    static void fillIn(List<FieldDefault> defaults, ObjectNode node) {
        defaults.forEach(fieldDefault -> fieldDefault.fillIn(node));
    }

    private static void addRunAs(ObjectNode settings, String creator) {
        if (!settings.has("run_as")) {
            settings.putObject("run_as").put(Principal.kind(creator), creator);
        }
    }

    /** Jobs API 2.2: {@code depends_on} is returned sorted by task key. */
    private static void sortDependencies(ObjectNode task) {
        if (task.path("depends_on") instanceof ArrayNode dependencies) {
            List<ObjectNode> sorted = SettingsTree.elements(task, "depends_on").stream()
                    .sorted(Comparator.comparing(
                            dependency -> dependency.path("task_key").asText()))
                    .toList();
            dependencies.removeAll().addAll(sorted);
        }
    }
}
