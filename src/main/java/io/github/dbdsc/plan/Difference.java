package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One field in which a job differs from its definition.
 *
 * @param path the field's path, written for people: {@code tasks[main].new_cluster.num_workers}
 * @param before what the workspace has; a missing node when it has nothing
 * @param after what it is to have; a missing node when the field is to be removed
 * @param reason why it counts, or why it does not
 */
public record Difference(String path, JsonNode before, JsonNode after, String reason) {

    /** Reports whether somebody changed the workspace rather than the definition. */
    public boolean isDrift() {
        return reason.equals(Comparison.DRIFT) || reason.equals(Comparison.CHANGED) || reason.equals(Comparison.POLICY);
    }

    /** Reports whether the reason says more than that the definition wants it so. */
    public boolean needsExplanation() {
        return needsExplanation(reason);
    }

    /** Reports whether a difference's reason says more than that the definition wants it so. */
    public static boolean needsExplanation(String reason) {
        return !reason.equals(Comparison.WANTED);
    }
}
