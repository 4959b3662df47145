package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One field that is not as wanted.
 *
 * @param path as people write it: {@code tasks[main].new_cluster.num_workers}
 * @param before what the workspace has; a missing node when it has none
 * @param after what the definition wants; a missing node when the field is to go
 */
public record Difference(String path, JsonNode before, JsonNode after) {

    static Difference added(String path, JsonNode after) {
        return new Difference(path, MissingNode.getInstance(), after);
    }

    static Difference removed(String path, JsonNode before) {
        return new Difference(path, before, MissingNode.getInstance());
    }
}
