package io.github.dbdsc.apply;

import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.RunAs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Creates and updates jobs, several at once; a job that needs the id of another waits until that one is created. */
final class SettingsWriter {

    /**
     * The result of a write.
     *
     * @param sent the settings that were sent, or would have been
     * @param asked what of these the definition asks for
     */
    record Written(Outcome outcome, JobSettings sent, JobSettings asked) {

        private Written with(Outcome other) {
            return new Written(other, sent, asked);
        }

        private boolean isPending() {
            return outcome.result() == Outcome.Result.PENDING;
        }

        private void addTo(Map<JobKey, Long> created) {
            if (outcome.wrote()) {
                outcome.jobId().ifPresent(id -> created.put(outcome.change().key(), id));
            }
        }
    }

    private final Workspace workspace;
    private final JobCreator creator;
    private final Workers workers;
    private final Steps steps;

    SettingsWriter(Workspace workspace, JobCreator creator, Workers workers, Steps steps) {
        this.workspace = workspace;
        this.creator = creator;
        this.workers = workers;
        this.steps = steps;
    }

    /**
     * Writes every change.
     *
     * @param mayWrite asked before each write
     * @return the result of each write
     */
    List<Written> of(List<Change> changes, BooleanSupplier mayWrite) {
        Map<JobKey, Long> created = new HashMap<>();
        List<Written> written = new ArrayList<>();
        List<Written> unsettled = new ArrayList<>();
        List<Addressed> left = changes.stream().map(Addressed::of).toList();
        creator.awaitEarlier(changes);
        while (!left.isEmpty()) {
            Map<Boolean, List<Addressed>> byReadiness = left.stream()
                    .map(change -> change.with(created))
                    .collect(Collectors.partitioningBy(Addressed::isReady));
            List<Addressed> ready = byReadiness.getOrDefault(true, List.of());
            left = byReadiness.getOrDefault(false, List.of());
            if (!ready.isEmpty()) {
                for (Written one : workers.each(ready, next -> write(next, mayWrite))) {
                    (one.isPending() ? unsettled : written).add(one);
                    one.addTo(created);
                }
            } else if (!unsettled.isEmpty()) {
                settled(unsettled).forEach(one -> {
                    written.add(one);
                    one.addTo(created);
                });
                unsettled.clear();
            } else {
                left.forEach(change -> written.add(neverReady(change, mayWrite)));
                left = List.of();
            }
        }
        written.addAll(settled(unsettled));
        return written;
    }

    /** Looks for the jobs whose creates got no answer. What is not there by now stays pending. */
    private List<Written> settled(List<Written> unsettled) {
        if (unsettled.isEmpty()) {
            return List.of();
        }
        creator.settle();
        return workers.each(unsettled, this::settled);
    }

    private Written settled(Written pending) {
        Change change = pending.outcome().change();
        try {
            return creator.find(pending.sent())
                    .map(job -> pending.with(Outcome.applied(change, OptionalLong.of(job.id()))))
                    .orElse(pending);
        } catch (ExternalServiceException e) {
            return pending.with(Outcome.pending(
                    change, pending.outcome().error().orElse("") + "; it could not be looked for: " + e.getMessage()));
        }
    }

    /** A change and the settings that it sends, with the ids that are known so far. */
    private record Addressed(Change change, JobSettings settings, JobSettings asked) {

        static Addressed of(Change change) {
            return new Addressed(
                    change, change.settings().orElseThrow(), change.asked().orElseThrow());
        }

        Addressed with(Map<JobKey, Long> created) {
            JobSettings sent = settings.resolved(reference -> idOf(reference, created));
            boolean isAsked = asked.equals(settings);
            return new Addressed(change, sent, isAsked ? sent : asked.resolved(reference -> idOf(reference, created)));
        }

        boolean isReady() {
            return settings.references().isEmpty();
        }
    }

    private static Optional<String> idOf(Reference reference, Map<JobKey, Long> created) {
        return reference instanceof Reference.ToJob other
                ? Optional.ofNullable(created.get(other.key())).map(id -> Long.toString(id))
                : Optional.empty();
    }

    private Written neverReady(Addressed blocked, BooleanSupplier mayWrite) {
        Change change = blocked.change();
        JobSettings settings = blocked.settings();
        String needed = settings.references().iterator().next().text();
        Outcome outcome = mayWrite.getAsBoolean()
                ? Outcome.failed(
                        change,
                        "it needs the id of " + needed + ", and that job was not made in this pass; once it is there,"
                                + " the next pass goes on")
                : Outcome.notApplied(change);
        return new Written(steps.counted(outcome), settings, blocked.asked());
    }

    private Written write(Addressed ready, BooleanSupplier mayWrite) {
        Outcome outcome = steps.counted(outcome(ready.change(), ready.settings(), mayWrite));
        // run_as that was not taken was not sent, as far as a reader is concerned
        JobSettings sent = outcome.wrote() && outcome.error().isPresent()
                ? ready.settings().without(RunAs.FIELD)
                : ready.settings();
        return new Written(outcome, sent, ready.asked());
    }

    private Outcome outcome(Change change, JobSettings settings, BooleanSupplier mayWrite) {
        if (!mayWrite.getAsBoolean()) {
            return Outcome.notApplied(change);
        }
        try {
            if (change.jobId().isPresent()) {
                return reset(change, change.jobId().getAsLong(), settings);
            }
            Optional<String> objection = creator.objection(change, settings);
            if (objection.isPresent()) {
                return Outcome.failed(change, objection.get());
            }
            // the lookup may have taken longer than the lease lasts
            return change.unlisted().isPresent() && !mayWrite.getAsBoolean()
                    ? Outcome.notApplied(change)
                    : create(change, settings);
        } catch (ExternalServiceException e) {
            return Outcome.of(change, e);
        }
    }

    /**
     * Replaces a job's settings. Whom it runs as, where its definition does not say so, is put back only if our identity
     * may: a job that somebody else has to change back must not keep the rest from being put right.
     */
    private Outcome reset(Change change, long jobId, JobSettings settings) {
        try {
            workspace.reset(jobId, settings);
            return Outcome.applied(change, change.jobId());
        } catch (WorkspaceException e) {
            if (!e.isForbidden() || !RunAs.isSentAlong(change)) {
                throw e;
            }
            workspace.reset(jobId, settings.without(RunAs.FIELD));
            return Outcome.applied(change, change.jobId()).telling(RunAs.whyNotPutBack(e.getMessage()));
        }
    }

    private Outcome create(Change change, JobSettings settings) {
        try {
            return Outcome.applied(change, OptionalLong.of(creator.create(settings)));
        } catch (WorkspaceException e) {
            return e.effectUnknown()
                    ? Outcome.pending(
                            change,
                            "it is not known whether the job was made, and none is made before that is certain; the next"
                                    + " run looks: " + e.getMessage())
                    : Outcome.of(change, e);
        }
    }
}
