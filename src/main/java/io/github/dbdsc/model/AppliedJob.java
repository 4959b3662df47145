package io.github.dbdsc.model;

import java.util.Optional;

/**
 * A job in the state. It is advisory: losing it costs at most an extra update.
 *
 * @param jobId the workspace's number for the job
 * @param settings what the workspace was last asked for
 * @param filledIn what the workspace showed beyond that; empty when the job was not read back
 * @param permissionsRound the last round in which the permissions of this job were read, where each run that could not
 *     read those of every job is a round; 0 when there was none
 * @param fingerprint of the desired job, see {@link DesiredJob#fingerprint}; empty when it was not kept
 */
public record AppliedJob(
        long jobId,
        JobSettings settings,
        Optional<FilledIn> filledIn,
        long permissionsRound,
        Optional<String> fingerprint) {

    /** Creates a job whose permissions were not read and whose fingerprint was not kept. */
    public AppliedJob(long jobId, JobSettings settings, Optional<FilledIn> filledIn) {
        this(jobId, settings, filledIn, 0, Optional.empty());
    }

    /** Returns the same for another job that took its place. */
    public AppliedJob as(long otherId) {
        return new AppliedJob(otherId, settings, filledIn, permissionsRound, fingerprint);
    }

    /** Returns the same job with its permissions read in this round. */
    public AppliedJob inRound(long round) {
        return new AppliedJob(jobId, settings, filledIn, round, fingerprint);
    }
}
