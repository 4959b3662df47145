package io.github.dbdsc.plan;

import io.github.dbdsc.model.JobKey;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one pass is going to do.
 *
 * @param changes one for each job, in order of their keys
 * @param owned how many jobs of the workspace are ours
 */
public record Plan(List<Change> changes, int owned) {

    public Plan {
        changes = List.copyOf(changes);
    }

    /**
     * The part of the plan that is about some jobs, without those whose ids they need.
     *
     * @param known how many jobs are known to be ours, where the plan was made without looking at all of them
     */
    public Plan only(Set<JobKey> keys, int known) {
        Plan part = part(change -> keys.contains(change.key()));
        return new Plan(
                part.changes().stream().map(change -> change.among(keys)).toList(), Math.max(owned, known));
    }

    /** The part of the plan that deletes. */
    public Plan deletes() {
        return part(change -> change.action() == Action.DELETE);
    }

    private Plan part(Predicate<Change> which) {
        return new Plan(changes.stream().filter(which).toList(), owned);
    }

    /** Identifies what the plan does: the same for plans that do the same. */
    public String fingerprint() {
        return Fingerprint.of(changes);
    }
}
