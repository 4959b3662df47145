package io.github.dbdsc.model;

import java.util.Optional;

/**
 * What the state remembers of a job: advisory, since losing it costs at most an extra update.
 *
 * @param jobId the workspace's number for the job
 * @param settings what was last asked of the workspace for it
 * @param filledIn what the workspace showed beyond that; empty when it was not looked at
 */
public record AppliedJob(long jobId, JobSettings settings, Optional<FilledIn> filledIn) {}
