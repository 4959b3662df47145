package io.github.dbdsc.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many jobs one run may update: the guard against one line in a template that rewrites all of them. Corrections of
 * drift count, too: what changes so many jobs at once in the workspace is as likely to be meant as not.
 *
 * @param owned how many jobs are ours
 * @param limit the percentage of these that may be updated; 100 sets no limit
 */
record UpdateBudget(int owned, int limit) {

    /** Returns what may not be carried out: every update among these changes, if there are too many of them. */
    Optional<Withheld> withheld(List<Change> changes, String how) {
        List<Change> updates = changes.stream()
                .filter(change -> change.action() == Action.UPDATE)
                .toList();
        if (limit == ApprovalPolicy.NO_LIMIT || updates.size() <= allows()) {
            return Optional.empty();
        }
        return Optional.of(new Withheld(
                updates.size() + " of " + Math.max(owned, updates.size()) + " jobs would be updated, and UPDATE_LIMIT ("
                        + limit + " %) allows " + allows() + " in one run" + how,
                "too many updates in one run",
                Set.of(),
                updates.stream().map(Change::key).collect(Collectors.toSet()),
                Withheld.Until.APPROVAL));
    }

    /** Returns how many jobs may be updated: one always, unless the limit is 0. */
    private int allows() {
        return limit == 0 ? 0 : Math.max(1, (int) ((long) owned * limit / 100));
    }
}
