package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.JobKey;
import java.time.Duration;
import java.util.Optional;

/**
 * What one pass is asked to do.
 *
 * @param dryRun only look: plan, but write nothing anywhere
 * @param only this job alone; empty for all of them
 * @param approved carry the plan out only if it has this fingerprint
 * @param patience how long to wait while another pass is working
 */
public record PassRequest(boolean dryRun, Optional<JobKey> only, Optional<String> approved, Duration patience) {

    /** Compare and carry out everything. */
    public static final PassRequest SYNC = new PassRequest(false, Optional.empty(), Optional.empty(), Duration.ZERO);

    /** Compare everything, write nothing. */
    public static final PassRequest PLAN = new PassRequest(true, Optional.empty(), Optional.empty(), Duration.ZERO);

    /** The same request, ready to wait. */
    public PassRequest waitingFor(Duration longer) {
        return new PassRequest(dryRun, only, approved, longer);
    }
}
