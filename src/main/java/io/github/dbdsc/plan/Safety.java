package io.github.dbdsc.plan;

import java.util.Optional;

/**
 * Looks at a whole plan before anything of it is carried out.
 *
 * @param objection why nothing of the plan may be carried out
 * @param deletesWithheld why its deletes may not, though the rest may
 */
public record Safety(Optional<String> objection, Optional<String> deletesWithheld) {

    /**
     * Reviews a plan.
     *
     * @param approved the fingerprint of the plan that somebody approved, if the pass is bound to one
     * @param limit how many percent of the owned jobs one pass may delete; at least one job always
     * @param dryRun whether nothing is carried out: then the whole plan is left to approve, else only its deletes
     */
    public static Safety review(Plan plan, Optional<String> approved, int limit, boolean dryRun) {
        if (approved.isPresent()) {
            return approved.get().equals(plan.fingerprint())
                    ? new Safety(Optional.empty(), Optional.empty())
                    : new Safety(Optional.of(notApproved(approved.get(), plan)), Optional.empty());
        }
        int deletes = plan.deletes().changes().size();
        int allowed = Math.max(1, (int) ((long) plan.owned() * limit / 100));
        return new Safety(
                Optional.empty(),
                deletes > allowed
                        ? Optional.of(tooMany(plan, deletes, allowed, limit, dryRun ? plan : plan.deletes()))
                        : Optional.empty());
    }

    private static String notApproved(String approved, Plan plan) {
        return "the plan is not the approved one: approved was " + approved + ", now it is " + plan.fingerprint()
                + "; look at the plan again and approve that";
    }

    private static String tooMany(Plan plan, int deletes, int allowed, int limit, Plan left) {
        return deletes + " of " + plan.owned() + " jobs would be deleted, and PRUNE_LIMIT (" + limit + " %) allows "
                + allowed + "; if that is meant, approve the deletes: sync --prune --plan "
                + left.fingerprint();
    }
}
