package io.github.dbdsc.plan;

import io.github.dbdsc.model.JobKey;
import java.util.List;
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

    /** The part of the plan that is about one job, without those whose ids it needs. */
    public Plan only(JobKey key) {
        Plan part = part(change -> change.key().equals(key));
        return new Plan(part.changes().stream().map(Change::alone).toList(), owned);
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
