package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Finds the tasks of a job whose clusters may have at least twice as many workers as before. */
final class ClusterGrowth {

    /**
     * The cluster that a task runs on.
     *
     * @param place where the settings describe it, for people
     * @param workers how many it has at most
     */
    private record Cluster(String place, long workers) {}

    private ClusterGrowth() {}

    /** Returns a sentence about the job for each cluster that at least doubles; tasks that share one share the sentence. */
    static List<String> between(JobSettings before, JobSettings after) {
        Map<String, Cluster> sizes = clusters(before.view());
        Map<String, String> grown = new LinkedHashMap<>();
        clusters(after.view()).forEach((task, cluster) -> {
            Cluster old = sizes.get(task);
            if (old != null && cluster.workers() > old.workers() && cluster.workers() >= 2 * old.workers()) {
                grown.putIfAbsent(
                        cluster.place(),
                        "lets " + cluster.place() + " have " + cluster.workers() + " workers instead of "
                                + old.workers());
            }
        });
        return new ArrayList<>(grown.values());
    }

    /** Returns the clusters that are made for tasks, by task; those that exist by themselves are none of the job's. */
    private static Map<String, Cluster> clusters(JsonNode settings) {
        Map<String, JsonNode> shared = new HashMap<>();
        settings.path("job_clusters")
                .forEach(cluster -> shared.put(cluster.path("job_cluster_key").asText(), cluster.path("new_cluster")));
        Map<String, Cluster> clusters = new LinkedHashMap<>();
        settings.path("tasks")
                .forEach(task -> add(task, "tasks[" + task.path("task_key").asText() + "]", shared, clusters));
        return clusters;
    }

    private static void add(JsonNode task, String place, Map<String, JsonNode> shared, Map<String, Cluster> clusters) {
        String key = task.path("job_cluster_key").asText();
        JsonNode own = task.path("new_cluster");
        JsonNode cluster = own.isObject() ? own : shared.get(key);
        if (cluster != null) {
            String where = own.isObject() ? place + ".new_cluster" : "job_clusters[" + key + "]";
            workers(cluster).ifPresent(workers -> clusters.put(place, new Cluster(where, workers)));
        }
        JsonNode repeated = task.path("for_each_task").path("task");
        if (repeated.isObject()) {
            add(repeated, place + ".for_each_task.task", shared, clusters);
        }
    }

    /** Clusters API 2.1: a cluster without either field has no workers. */
    private static OptionalLong workers(JsonNode cluster) {
        JsonNode workers = cluster.path("autoscale").has("max_workers")
                ? cluster.path("autoscale").path("max_workers")
                : cluster.path("num_workers");
        return workers.isMissingNode()
                ? OptionalLong.of(0)
                : workers.isIntegralNumber() ? OptionalLong.of(workers.asLong()) : OptionalLong.empty();
    }
}
