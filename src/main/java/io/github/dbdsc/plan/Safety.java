package io.github.dbdsc.plan;

import io.github.dbdsc.model.SyncRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a plan may be carried out.
 *
 * @param objection why none of it may be carried out; null when there is no objection
 * @param deletesWithheld why its deletes may not, though the rest may; null when they may
 */
public record Safety(@Nullable String objection, @Nullable String deletesWithheld) {

    /**
     * Reviews changes before any of them is carried out.
     *
     * @param owned how many jobs are ours
     * @param request says which plan somebody approved, if the run is bound to one, and whether anything is carried
     *     out: in a dry run the whole plan is left to approve, else only its deletes
     * @param limit the percentage of the owned jobs that one run may delete; one job is always allowed
     */
    static Safety review(List<Change> changes, int owned, SyncRequest request, int limit) {
        if (request.approved().isPresent()) {
            String approved = request.approved().get();
            String now = Fingerprint.of(changes);
            return new Safety(approved.equals(now) ? null : notApproved(approved, now), null);
        }
        List<Change> deletes = changes.stream().filter(Safety::isPruning).toList();
        int allowed = Math.max(1, (int) ((long) owned * limit / 100));
        return new Safety(
                null,
                deletes.size() > allowed
                        ? tooMany(deletes.size(), owned, allowed, limit, request.dryRun() ? changes : deletes)
                        : null);
    }

    private static boolean isPruning(Change change) {
        return change.action() == Action.DELETE && !change.surplus();
    }

    private static String notApproved(String approved, String now) {
        return "the plan is not the approved one: approved was " + approved + ", now it is " + now
                + "; look at the plan again and approve that";
    }

    private static String tooMany(int deletes, int owned, int allowed, int limit, List<Change> toApprove) {
        return deletes + " of " + owned + " jobs would be deleted, and PRUNE_LIMIT (" + limit + " %) allows " + allowed
                + "; if that is meant, approve the deletes: sync --prune --plan " + Fingerprint.of(toApprove);
    }

    /** Reports whether this change may be carried out. */
    boolean allows(Change change) {
        return objection == null && !withholds(change);
    }

    /** Reports whether this change is a delete that may not be carried out, though others may. */
    public boolean withholds(Change change) {
        return deletesWithheld != null && isPruning(change);
    }

    /** Returns why something may not be carried out; empty when everything may. */
    public List<String> objections() {
        return Stream.of(objection, deletesWithheld).filter(Objects::nonNull).toList();
    }
}
