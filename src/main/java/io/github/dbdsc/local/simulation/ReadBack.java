package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of a job as the service shows them: what is stored, and what it fills in on the way out. */
final class ReadBack {

    private static final JobFields FIELDS = JobFields.builtIn();

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
        ReadBackDefaults.leaveOut(FIELDS.settings(), settings, settings);
        ReadBackDefaults.fillIn(ReadBackDefaults.JOB, FIELDS.settings(), settings, settings);
        if (job.creator() != null && !settings.has("run_as")) {
            settings.putObject("run_as").put(Grant.kindOf(job.creator()), job.creator());
        }
        for (ObjectNode task : SettingsTree.tasks(settings)) {
            ReadBackDefaults.fillIn(ReadBackDefaults.TASK, FIELDS.type("Task"), task, settings);
            sortDependencies(task);
        }
        for (ObjectNode cluster : SettingsTree.clusters(settings)) {
            complete(cluster, settings, job.creator());
        }
        lastChange.accept(settings);
        return settings;
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

    private void complete(ObjectNode cluster, ObjectNode settings, @Nullable String creator) {
        ObjectNode injected = policies.get(cluster.path("policy_id").asText());
        if (injected != null) {
            addMissing(cluster, injected);
        }
        ReadBackDefaults.leaveOut(FIELDS.type("ClusterSpec"), cluster, settings);
        if (cluster.has("instance_pool_id")) {
            copyIfMissing(cluster, "instance_pool_id", "driver_instance_pool_id");
        } else {
            copyIfMissing(cluster, "node_type_id", "driver_node_type_id");
            ReadBackDefaults.CLUSTER_WITHOUT_POOL.forEach(fieldDefault -> fieldDefault.fillIn(cluster));
        }
        ReadBackDefaults.fillIn(ReadBackDefaults.CLUSTER, FIELDS.type("ClusterSpec"), cluster, settings);
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
