package io.github.dbdsc.plan;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Reference;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Changes that may not be carried out, though others may.
 *
 * @param why as a message for the user
 * @param inShort the same for each of the changes, in a few words
 * @param deletes the ids of the jobs that are not deleted
 * @param writes the definitions whose jobs are not written
 * @param until what ends this
 */
public record Withheld(String why, String inShort, Set<Long> deletes, Set<JobKey> writes, Until until) {

    /** What lets withheld changes be carried out. */
    public enum Until {
        /** Somebody approves the plan, though safety objects to it. */
        APPROVAL,
        /** Somebody applies the plan, where runs by themselves apply none. */
        APPLIED,
        /** The next run may carry them out by itself. */
        NEXT_RUN,
        /** A run learns whether they are done already. */
        CERTAINTY
    }

    public Withheld {
        deletes = Set.copyOf(deletes);
        writes = Set.copyOf(writes);
    }

    /** Returns deletes that are withheld until somebody approves them. */
    static Withheld deletes(String why, String inShort, Set<Long> deletes) {
        return new Withheld(why, inShort, deletes, Set.of(), Until.APPROVAL);
    }

    /** Reports whether somebody has to approve the changes. */
    boolean needsApproval() {
        return until == Until.APPROVAL;
    }

    boolean has(Change change) {
        boolean isMeant =
                switch (change.part()) {
                    case WHOLE -> true;
                    case PUT_BACK -> until != Until.APPLIED;
                    case NEW_DEFINITION -> until == Until.APPLIED;
                };
        if (!isMeant) {
            return false;
        }
        return change.action() == Action.DELETE
                ? change.jobId().stream().anyMatch(deletes::contains)
                : change.action().writes() && writes.contains(change.key());
    }

    /** Returns these definitions, and those whose jobs can't be written because they need the id of one of theirs. */
    static Set<JobKey> withThoseThatNeed(Set<JobKey> created, Collection<Change> changes) {
        Set<JobKey> writes = new HashSet<>(created);
        boolean found = true;
        while (found) {
            found = false;
            for (Change change : changes) {
                found |= needs(change, writes) && writes.add(change.key());
            }
        }
        return writes;
    }

    private static boolean needs(Change change, Set<JobKey> keys) {
        return change.settings().stream()
                .flatMap(sent -> sent.references().stream())
                .anyMatch(needed -> needed instanceof Reference.ToJob other && keys.contains(other.key()));
    }
}
