package io.github.dbdsc.model;

/**
 * What the state remembers of a job: advisory, since losing it costs at most an extra update.
 *
 * @param jobId the workspace's number for the job
 * @param settings what was last asked of the workspace for it
 */
public record AppliedJob(long jobId, JobSettings settings) {}
