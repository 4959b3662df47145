package io.github.dbdsc.plan;

import io.github.dbdsc.model.Counted;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How many jobs may be deleted until the window ends. A job that is counted already costs nothing again: its delete was
 * postponed, or a run died before it.
 *
 * @param limit the percentage of our jobs that may be deleted in one window; 100 sets no limit
 */
record DeleteBudget(PruneTerms terms, DeleteWindow window, int limit) {

    /** @param owned how many jobs are ours */
    static DeleteBudget of(PruneTerms terms, int owned, int limit) {
        return new DeleteBudget(terms, terms.window(owned), limit);
    }

    /** Returns which of these jobs may not be deleted: all that are not counted yet, if there are too many of them. */
    Set<Long> beyond(List<Long> deletes) {
        if (limit == ApprovalPolicy.NO_LIMIT) {
            return Set.of();
        }
        Set<Long> more = new TreeSet<>(deletes);
        more.removeAll(window.deleted());
        return window.deleted().size() + more.size() > window.allows(limit) ? more : Set.of();
    }

    /** Returns which of these jobs have to be counted before they are deleted. */
    Set<Long> counted(List<Long> deletes) {
        return limit == ApprovalPolicy.NO_LIMIT ? Set.of() : Set.copyOf(deletes);
    }

    /** Returns the last window once these jobs are counted. */
    PruneRecord after(PruneRecord record, Set<Long> counted) {
        return window.deleted().containsAll(counted) ? record : new PruneRecord(window.and(counted), record.orphans());
    }

    /** Says why so many jobs are not deleted. */
    String refusal(int deletes) {
        if (window.closed() != null) {
            return Counted.of(deletes, "job") + " would be deleted, and none may be "
                    + (terms.isKnown() ? "until " + PruneTerms.nextMinute(window.end()) : "in this run") + ", because "
                    + window.closed() + ", so nobody knows how many were deleted before";
        }
        int used = window.deleted().size();
        return deletes + " of " + window.jobs() + " jobs would be deleted, "
                + (used == 0 ? "" : used + " are counted since " + PruneTerms.minute(window.since()) + ", ")
                + "and PRUNE_LIMIT (" + limit + " %) allows " + window.allows(limit) + " in 24 hours"
                + (used == 0 ? "" : ", until " + PruneTerms.nextMinute(window.end()));
    }

    /** Returns the ids of the jobs that these changes delete. */
    static List<Long> ids(List<Change> deletes) {
        return deletes.stream()
                .flatMap(change -> change.jobId().stream().boxed())
                .collect(Collectors.toList());
    }
}
