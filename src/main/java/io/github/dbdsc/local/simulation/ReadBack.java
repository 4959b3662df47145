package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of a job as the service shows them: what is stored, and what it fills in on the way out. */
final class ReadBack {

    private final Map<String, ObjectNode> policies;
    private final Consumer<ObjectNode> lastChange;
    private final RunAsShown runAs;

    /**
     * @param policies the values that each cluster policy injects, by policy id
     * @param lastChange what is done to settings that are complete
     * @param runAs where answers say whom a job runs as
     */
    ReadBack(Map<String, ObjectNode> policies, Consumer<ObjectNode> lastChange, RunAsShown runAs) {
        this.policies = Map.copyOf(policies);
        this.lastChange = lastChange;
        this.runAs = runAs;
    }

    RunAsShown runAs() {
        return runAs;
    }

    ReadBack with(Consumer<ObjectNode> newLastChange) {
        return new ReadBack(policies, newLastChange, runAs);
    }

    ReadBack with(RunAsShown newRunAs) {
        return new ReadBack(policies, lastChange, newRunAs);
    }

    ObjectNode settings(StoredJob job) {
        ObjectNode settings = job.settings();
        fillIn(ReadBackDefaults.JOB, settings);
        if (job.creator() != null && !settings.has("run_as")) {
            settings.putObject("run_as").put(Grant.kindOf(job.creator()), job.creator());
        }
        boolean fromGit = settings.has("git_source");
        for (ObjectNode task : SettingsTree.tasks(settings)) {
            fillIn(ReadBackDefaults.TASK, task);
            fillIn(fromGit ? ReadBackDefaults.GIT_SOURCE : ReadBackDefaults.WORKSPACE_SOURCE, task);
            sortDependencies(task);
        }
        for (ObjectNode cluster : SettingsTree.clusters(settings)) {
            complete(cluster, job.creator());
        }
        lastChange.accept(settings);
        return settings;
    }

    private static void fillIn(List<ReadBackDefaults.FieldDefault> defaults, ObjectNode node) {
        defaults.forEach(fieldDefault -> fieldDefault.fillIn(node));
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

    private void complete(ObjectNode cluster, @Nullable String creator) {
        cluster.remove(ReadBackDefaults.CLUSTER_NEVER_RETURNED);
        ObjectNode injected = policies.get(cluster.path("policy_id").asText());
        if (injected != null) {
            addMissing(cluster, injected);
        }
        if (cluster.has("instance_pool_id")) {
            cluster.remove(ReadBackDefaults.DECIDED_BY_POOL);
            copyIfMissing(cluster, "instance_pool_id", "driver_instance_pool_id");
        } else {
            copyIfMissing(cluster, "node_type_id", "driver_node_type_id");
            fillIn(ReadBackDefaults.CLUSTER_WITHOUT_POOL, cluster);
        }
        fillIn(ReadBackDefaults.CLUSTER, cluster);
        boolean singleUser = cluster.path("data_security_mode").asText().equals("SINGLE_USER");
        if (singleUser && creator != null && !cluster.has("single_user_name")) {
            cluster.put("single_user_name", creator);
        }
    }

    private static void copyIfMissing(ObjectNode cluster, String from, String to) {
        if (cluster.has(from) && !cluster.has(to)) {
            cluster.set(to, cluster.path(from));
        }
    }

    /** Maps are merged entry by entry; what the cluster says itself stays. */
    private static void addMissing(ObjectNode target, ObjectNode injected) {
        for (Map.Entry<String, JsonNode> field : injected.properties()) {
            if (!target.has(field.getKey())) {
                target.set(field.getKey(), field.getValue().deepCopy());
            } else if (target.path(field.getKey()) instanceof ObjectNode map
                    && field.getValue() instanceof ObjectNode more) {
                addMissing(map, more);
            }
        }
    }
}
