package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.plan.Change;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates jobs, and never two for one definition. Jobs API 2.2: create has no idempotency token. So when it is unclear
 * whether a create took effect, the job is looked up by its tags, and the create is tried again only if the job is
 * missing.
 */
record JobCreator(Workspace workspace, Pause pause) {

    private static final int ATTEMPTS = 3;

    /** A create whose answer was lost may still be in progress: wait this long before looking for the job. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    /**
     * Creates a job.
     *
     * @param mayWrite asked before the create is tried again
     * @return the new job's id
     * @throws WorkspaceException when the workspace did not create it, or it stays unclear whether it did
     * @throws WriteWithheldException when the create was never sent
     */
    long create(JobSettings settings, BooleanSupplier mayWrite) {
        @Nullable WorkspaceException inDoubt = null;
        for (int attempt = 1; ; attempt++) {
            try {
                return workspace.create(settings);
            } catch (WriteWithheldException e) {
                throw inDoubt == null ? e : inDoubt;
            } catch (WorkspaceException e) {
                if (!e.effectUnknown()) {
                    throw e;
                }
                pause.of(SETTLE);
                Optional<ActualJob> created = lookUp(settings);
                if (created.isPresent()) {
                    return created.get().id();
                }
                if (attempt == ATTEMPTS || !mayWrite.getAsBoolean()) {
                    throw e;
                }
                inDoubt = e;
            }
        }
    }

    /**
     * Returns why a job must not be created; empty when the state holds none for the definition, or that one is
     * certainly gone. Jobs API 2.2: a listing shows only jobs that our identity may view, and the permission is checked
     * before the existence, so 403 never means that a job is gone.
     */
    Optional<String> objection(Change create) {
        return create.unlisted().isPresent()
                ? objection(create, create.unlisted().getAsLong())
                : Optional.empty();
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

    private Optional<ActualJob> lookUp(JobSettings settings) {
        Optional<Ownership> ownership = Ownership.of(settings);
        return workspace.named(settings.name()).stream()
                .filter(job -> job.ownership().equals(ownership))
                .findFirst();
    }
}
