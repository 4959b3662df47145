package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.JobKey;
import java.util.Optional;

/**
 * What one pass is asked to do.
 *
 * @param dryRun only look: plan, but write nothing anywhere
 * @param only this job alone; empty for all of them
 * @param approved carry the plan out only if it has this fingerprint
 */
public record PassRequest(boolean dryRun, Optional<JobKey> only, Optional<String> approved) {

    /** Compare and carry out everything. */
    public static final PassRequest SYNC = new PassRequest(false, Optional.empty(), Optional.empty());

    /** Compare everything, write nothing. */
    public static final PassRequest PLAN = new PassRequest(true, Optional.empty(), Optional.empty());
}
