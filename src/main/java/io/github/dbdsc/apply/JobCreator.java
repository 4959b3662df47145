package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.plan.Change;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates jobs, and never two for one definition. Jobs API 2.2: create has no idempotency token. So a create whose effect
 * is unclear is never repeated in the same run: the job is looked for at the end of it, and the next run creates it if
 * it is still not there.
 *
 * @param inDoubt how long ago an earlier run began to create the jobs of these definitions, without having learnt
 *     whether they are there
 */
record JobCreator(Workspace workspace, Pause pause, Map<JobKey, Duration> inDoubt) {

    /** How long after it was sent a create may still take effect. */
    static final Duration SETTLE = Duration.ofSeconds(10);

    /**
     * Creates a job.
     *
     * @return the new job's id
     * @throws WorkspaceException when the workspace did not create it, or it is unclear whether it did
     * @throws WriteWithheldException when the create was never sent
     */
    long create(JobSettings settings) {
        return workspace.create(settings);
    }

    /** Waits until creates that were sent before have taken effect, if they ever do. */
    void settle() {
        pause.of(SETTLE);
    }

    /**
     * Returns the job that these settings made, by its name and tags; empty when the workspace shows none. A copy has them,
     * too, but somebody else made it.
     */
    Optional<ActualJob> find(JobSettings settings) {
        Optional<Ownership> ownership = Ownership.of(settings);
        List<ActualJob> tagged = workspace.named(settings.name()).stream()
                .filter(job -> job.ownership().equals(ownership))
                .toList();
        Optional<String> us = tagged.isEmpty() ? Optional.empty() : workspace.ourName();
        return tagged.stream()
                .filter(job -> us.isEmpty()
                        || job.creator().filter(us.get()::equalsIgnoreCase).isPresent())
                .findFirst();
    }

    /**
     * Returns why a job must not be created; empty when the state holds none for the definition, or that one is
     * certainly gone. Jobs API 2.2: a listing shows only jobs that our identity may view, and the permission is checked
     * before the existence, so 403 never means that a job is gone.
     */
    Optional<String> objection(Change create, JobSettings settings) {
        if (create.unlisted().isPresent()) {
            Optional<String> objection = objection(create, create.unlisted().getAsLong());
            if (objection.isPresent()) {
                return objection;
            }
        }
        return inDoubt.containsKey(create.key()) ? madeMeanwhile(settings) : Optional.empty();
    }

    /** Waits, once for all, until what an earlier run began has taken effect, if it ever does. */
    void awaitEarlier(Collection<Change> creates) {
        creates.stream()
                .flatMap(create -> Optional.ofNullable(inDoubt.get(create.key())).stream())
                .min(Comparator.naturalOrder())
                .filter(ago -> ago.compareTo(SETTLE) < 0)
                .ifPresent(ago -> pause.of(SETTLE.minus(ago)));
    }

    /** Looks for a job that an earlier run may have made, and that the listing did not show yet. */
    private Optional<String> madeMeanwhile(JobSettings settings) {
        return find(settings)
                .map(job -> "no job was made: job " + job.id()
                        + ", which an earlier run made, is there now; the next run goes on with it");
    }

    private Optional<String> objection(Change create, long jobId) {
        try {
            return workspace
                    .get(jobId)
                    .map(job -> "no job was made: its job " + jobId
                            + " is there, though the listing did not show it; the next pass looks again");
        } catch (ExternalServiceException e) {
            boolean hidden = e instanceof WorkspaceException failure && failure.isForbidden();
            return Optional.of("no job was made, because its job " + jobId
                    + (hidden
                            ? " may still be there and our identity does not see it: let an admin grant the identity"
                                    + " CAN_MANAGE on it; if the job is gone for good, rename "
                                    + create.key().path() + ", and a new one is made"
                            : " could not be looked at, the next pass tries again: " + e.getMessage()));
        }
    }
}
