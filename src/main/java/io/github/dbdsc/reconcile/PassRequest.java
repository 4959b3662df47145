package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.JobKey;
import java.util.Optional;

/**
 * What one pass is asked to do.
 *
 * @param dryRun only look: plan, but write nothing anywhere
 * @param prune delete jobs whose definition is gone, even where the installation does not do so by itself
 * @param scope which jobs to look at
 * @param approved carry the plan out only if it has this fingerprint
 * @param runId the name that the pass was given when it was asked for; empty when it takes one itself
 * @param why what makes the pass run, in the user's words; empty when that is not known
 */
public record PassRequest(
        boolean dryRun, boolean prune, Scope scope, Optional<String> approved, Optional<String> runId, String why) {

    /** Compare and carry out everything. */
    public static final PassRequest SYNC =
            new PassRequest(false, false, Scope.EVERYTHING, Optional.empty(), Optional.empty(), "");

    /** Compare everything, write nothing. */
    public static final PassRequest PLAN = SYNC.dryRun(true);

    /** The same request, only looking or not. */
    public PassRequest dryRun(boolean newDryRun) {
        return new PassRequest(newDryRun, prune, scope, approved, runId, why);
    }

    /** The same request, deleting or not. */
    public PassRequest prune(boolean newPrune) {
        return new PassRequest(dryRun, newPrune, scope, approved, runId, why);
    }

    /** The same request for other jobs. */
    public PassRequest over(Scope newScope) {
        return new PassRequest(dryRun, prune, newScope, approved, runId, why);
    }

    /** The same request for one job, or for all. */
    public PassRequest only(Optional<JobKey> key) {
        return over(key.<Scope>map(Scope.One::new).orElse(Scope.EVERYTHING));
    }

    /** The same request, bound to a plan or not. */
    public PassRequest approved(Optional<String> fingerprint) {
        return new PassRequest(dryRun, prune, scope, fingerprint, runId, why);
    }

    /** The same request, its pass to have this name. */
    public PassRequest as(String newRunId) {
        return new PassRequest(dryRun, prune, scope, approved, Optional.of(newRunId), why);
    }

    /** The same request, made for this reason. */
    public PassRequest because(String reason) {
        return new PassRequest(dryRun, prune, scope, approved, runId, reason);
    }
}
