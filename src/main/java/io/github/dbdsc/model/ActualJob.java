package io.github.dbdsc.model;

import java.util.Optional;

/**
 * A job as the workspace has it.
 *
 * @param id the workspace's number for the job
 * @param settings complete, with every task
 * @param creator who created it ({@code creator_user_name}); absent once that user is deleted
 */
public record ActualJob(long id, JobSettings settings, Optional<String> creator) {

    public String name() {
        return settings.name();
    }

    /** Returns which installation manages this job, if any does. */
    public Optional<Ownership> ownership() {
        return Ownership.of(settings);
    }
}
