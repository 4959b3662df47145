package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.JobKey;
import java.time.Duration;
import java.util.Optional;

/**
 * What one pass is asked to do.
 *
 * @param dryRun only look: plan, but write nothing anywhere
 * @param prune delete jobs whose definition is gone, even where the installation does not do so by itself
 * @param only this job alone; empty for all of them
 * @param approved carry the plan out only if it has this fingerprint
 * @param patience how long to wait while another pass is working
 * @param why what makes the pass run, in the user's words; empty when that is not known
 */
public record PassRequest(
        boolean dryRun,
        boolean prune,
        Optional<JobKey> only,
        Optional<String> approved,
        Duration patience,
        String why) {

    /** Compare and carry out everything. */
    public static final PassRequest SYNC =
            new PassRequest(false, false, Optional.empty(), Optional.empty(), Duration.ZERO, "");

    /** Compare everything, write nothing. */
    public static final PassRequest PLAN = SYNC.dryRun(true);

    /** The same request, only looking or not. */
    public PassRequest dryRun(boolean newDryRun) {
        return new PassRequest(newDryRun, prune, only, approved, patience, why);
    }

    /** The same request, deleting or not. */
    public PassRequest prune(boolean newPrune) {
        return new PassRequest(dryRun, newPrune, only, approved, patience, why);
    }

    /** The same request for one job, or for all. */
    public PassRequest only(Optional<JobKey> key) {
        return new PassRequest(dryRun, prune, key, approved, patience, why);
    }

    /** The same request, bound to a plan or not. */
    public PassRequest approved(Optional<String> fingerprint) {
        return new PassRequest(dryRun, prune, only, fingerprint, patience, why);
    }

    /** The same request, ready to wait. */
    public PassRequest waitingFor(Duration longer) {
        return new PassRequest(dryRun, prune, only, approved, longer, why);
    }

    /** The same request, made for this reason. */
    public PassRequest because(String reason) {
        return new PassRequest(dryRun, prune, only, approved, patience, reason);
    }
}
