package io.github.dbdsc.plan;

import io.github.dbdsc.model.JobKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one pass is going to do.
 *
 * @param changes one for each job, in order of their keys
 */
public record Plan(List<Change> changes) {

    public Plan {
        changes = List.copyOf(changes);
    }

    /** The part of the plan that is about one job. */
    public Plan only(JobKey key) {
        return new Plan(
                changes.stream().filter(change -> change.key().equals(key)).toList());
    }

    /** How many changes there are of each action that occurs. */
    public Map<Action, Long> counts() {
        return changes.stream().collect(Collectors.groupingBy(Change::action, Collectors.counting()));
    }

    /** Whether carrying the plan out would change the workspace. */
    public boolean writes() {
        return changes.stream().anyMatch(change -> change.action().writes());
    }

    /** Identifies what the plan does: the same for plans that do the same. */
    public String fingerprint() {
        return Fingerprint.of(changes);
    }
}
