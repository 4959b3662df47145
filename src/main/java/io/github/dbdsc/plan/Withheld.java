package io.github.dbdsc.plan;

import io.github.dbdsc.model.JobKey;
import java.util.Set;

/**
 * Changes that may not be carried out, though others may.
 *
 * @param why as a message for the user
 * @param inShort the same for each of the changes, in a few words
 * @param deletes the ids of the jobs that are not deleted
 * @param writes the definitions whose jobs are not written
 * @param untilNextRun whether the next run may carry them out by itself; if not, somebody has to approve them
 */
public record Withheld(String why, String inShort, Set<Long> deletes, Set<JobKey> writes, boolean untilNextRun) {

    public Withheld {
        deletes = Set.copyOf(deletes);
        writes = Set.copyOf(writes);
    }

    /** Returns deletes that are withheld until somebody approves them. */
    static Withheld deletes(String why, String inShort, Set<Long> deletes) {
        return new Withheld(why, inShort, deletes, Set.of(), false);
    }

    boolean has(Change change) {
        return change.prunes()
                ? change.jobId().stream().anyMatch(deletes::contains)
                : change.settings().isPresent() && writes.contains(change.key());
    }
}
