package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One field that does not look as wanted.
 *
 * @param path as people write it: {@code tasks[main].new_cluster.num_workers}
 * @param before what the workspace has; a missing node when it has none
 * @param after what it is to have; a missing node when the field is to go
 * @param reason why it counts, or why it does not
 */
public record Difference(String path, JsonNode before, JsonNode after, String reason) {

    /** Whether somebody changed the workspace, and not the definition. */
    public boolean isDrift() {
        return reason.equals(Comparison.DRIFT) || reason.equals(Comparison.CHANGED);
    }

    /** Whether the reason says more than that the definition wants it so. */
    public boolean needsExplanation() {
        return needsExplanation(reason);
    }

    /** Whether a difference's reason says more than that the definition wants it so. */
    public static boolean needsExplanation(String reason) {
        return !reason.equals(Comparison.WANTED);
    }
}
