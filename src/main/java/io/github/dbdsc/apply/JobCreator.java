package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Creates jobs without ever making two of one. Jobs API 2.2: create has no idempotency token, so when it is not known
 * whether a create had its effect, the job is looked up by its tags, and only if it is not there the create is tried
 * again.
 */
record JobCreator(Workspace workspace, Pause pause) {

    private static final int ATTEMPTS = 3;

    /** A create whose answer was lost may still be on its way: give it this long before looking for the job. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    /**
     * Creates a job.
     *
     * @param mayWrite asked before the create is tried again
     * @return its id
     * @throws WorkspaceException when the workspace did not make it, or it could not be found out whether it did
     */
    long create(JobSettings settings, BooleanSupplier mayWrite) {
        for (int attempt = 1; ; attempt++) {
            try {
                return workspace.create(settings);
            } catch (WorkspaceException e) {
                if (!e.effectUnknown()) {
                    throw e;
                }
                pause.of(SETTLE);
                Optional<ActualJob> made = lookUp(settings);
                if (made.isPresent()) {
                    return made.get().id();
                }
                if (attempt == ATTEMPTS || !mayWrite.getAsBoolean()) {
                    throw e;
                }
            }
        }
    }

    private Optional<ActualJob> lookUp(JobSettings settings) {
        Optional<Ownership> ownership = Ownership.of(settings);
        return workspace.named(settings.name()).stream()
                .filter(job -> job.ownership().equals(ownership))
                .findFirst();
    }
}
