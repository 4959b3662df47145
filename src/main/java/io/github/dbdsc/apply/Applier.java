package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.OutsideException;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries a plan out. One job's failure never stops the others. */
public final class Applier {

    private static final int CREATE_ATTEMPTS = 3;

    /** A create whose answer was lost may still be on its way: give it this long before looking for the job. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Workspace workspace;
    private final Pause pause;

    public Applier(Workspace workspace, Pause pause) {
        this.workspace = workspace;
        this.pause = pause;
    }

    /**
     * Carries out every change that writes, in the plan's order.
     *
     * @param mayWrite asked before each write; once false, nothing more is written
     * @return an outcome for every change, in the plan's order
     */
    public List<Outcome> apply(Plan plan, BooleanSupplier mayWrite) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Change change : plan.changes()) {
            outcomes.add(change.action().writes() ? write(change, mayWrite) : Outcome.notApplied(change));
        }
        return outcomes;
    }

    private Outcome write(Change change, BooleanSupplier mayWrite) {
        if (!mayWrite.getAsBoolean()) {
            return Outcome.notApplied(change);
        }
        JobSettings settings = change.settings().orElseThrow();
        try {
            if (change.jobId().isPresent()) {
                long jobId = change.jobId().getAsLong();
                workspace.reset(jobId, settings);
                return Outcome.applied(change, jobId);
            }
            return create(change, settings, mayWrite);
        } catch (OutsideException e) {
            return Outcome.failed(change, e.getMessage());
        }
    }

    /**
     * Jobs API 2.2: create has no idempotency token. When it is not known whether a create had its effect, the job is
     * looked up by its tags, and only if it is not there the create is tried again.
     */
    private Outcome create(Change change, JobSettings settings, BooleanSupplier mayWrite) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Outcome.applied(change, workspace.create(settings));
            } catch (WorkspaceException e) {
                if (!e.effectUnknown()) {
                    throw e;
                }
                pause.of(SETTLE);
                Optional<ActualJob> made = lookUp(settings);
                if (made.isPresent()) {
                    return Outcome.applied(change, made.get().id());
                }
                if (attempt == CREATE_ATTEMPTS || !mayWrite.getAsBoolean()) {
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
