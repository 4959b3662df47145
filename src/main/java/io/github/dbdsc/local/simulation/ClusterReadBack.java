package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Completes a cluster of a job on its way out. */
final class ClusterReadBack {

    private final Map<String, ObjectNode> policies;

    ClusterReadBack(Map<String, ObjectNode> policies) {
        this.policies = Map.copyOf(policies);
    }

    void complete(ObjectNode cluster, Optional<String> creator) {
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
            ReadBack.fillIn(ReadBackDefaults.CLUSTER_WITHOUT_POOL, cluster);
        }
        ReadBack.fillIn(ReadBackDefaults.CLUSTER, cluster);
        if (cluster.path("data_security_mode").asText().equals("SINGLE_USER") && !cluster.has("single_user_name")) {
            creator.ifPresent(name -> cluster.put("single_user_name", name));
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
