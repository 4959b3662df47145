package io.github.dbdsc.apply;

import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.plan.Change;
import java.util.Optional;

/**
 * Looks once more at a job that a listing does not show before it is made again. Jobs API 2.2: a listing shows only jobs
 * that our identity may view, and the permission is checked before the existence, so 403 never means that a job is gone.
 */
final class MissingJobCheck {

    private MissingJobCheck() {}

    /** Why the job must not be made; empty when there never was one before, or that one is gone for certain. */
    static Optional<String> objection(Change create, Workspace workspace) {
        return create.unlisted().isPresent()
                ? objection(create, create.unlisted().getAsLong(), workspace)
                : Optional.empty();
    }

    private static Optional<String> objection(Change create, long jobId, Workspace workspace) {
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
