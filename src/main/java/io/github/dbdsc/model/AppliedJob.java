package io.github.dbdsc.model;

import java.util.Optional;

/**
 * What the state remembers of a job: advisory, since losing it costs at most an extra update.
 *
 * @param jobId the workspace's number for the job
 * @param settings what was last asked of the workspace for it
 * @param filledIn what the workspace showed beyond that; empty when it was not looked at
 * @param permissionsRound counts the passes that could not look at every job's permissions: the number of the last one
 *     that looked at this job's; 0 when none did
 * @param fingerprint that of the desired job, see {@link DesiredJob#fingerprint}; empty when it was not kept
 */
public record AppliedJob(
        long jobId,
        JobSettings settings,
        Optional<FilledIn> filledIn,
        long permissionsRound,
        Optional<String> fingerprint) {

    /** A job of which nothing else is known yet. */
    public AppliedJob(long jobId, JobSettings settings, Optional<FilledIn> filledIn) {
        this(jobId, settings, filledIn, 0, Optional.empty());
    }

    /** The same, with its permissions looked at in this round. */
    public AppliedJob inRound(long round) {
        return new AppliedJob(jobId, settings, filledIn, round, fingerprint);
    }
}
