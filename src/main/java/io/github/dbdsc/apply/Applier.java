package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.FieldRules;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Carries changes out: first creates and updates, several at once; then reads back what was written; then gives
 * permissions; deletes last. One job's failure never stops the others.
 */
public final class Applier {

    private final Workspace workspace;
    private final Pause pause;
    private final Workers workers;
    private final Verification verification;

    /** Writes so many jobs at once. */
    public Applier(Workspace workspace, Pause pause, FieldRules rules, int atOnce) {
        this.workspace = workspace;
        this.pause = pause;
        this.workers = new Workers(atOnce);
        this.verification = new Verification(workspace, workers, rules);
    }

    /**
     * Looks at these jobs, several at once.
     *
     * @return the jobs in that order; empty for one that is not there, or that our identity may not view
     * @throws WorkspaceException when the workspace does not show one for another reason
     */
    public List<Optional<ActualJob>> look(List<Long> jobIds) {
        return workers.each(jobIds, this::look);
    }

    private Optional<ActualJob> look(long jobId) {
        try {
            return workspace.get(jobId);
        } catch (WorkspaceException e) {
            if (e.isForbidden()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads these jobs' permissions, several at once. */
    public PermissionReading permissions(List<Long> jobIds) {
        return PermissionReader.read(jobIds, workspace, workers);
    }

    /**
     * Carries out every change that writes.
     *
     * @param jobs how many jobs the workspace has
     * @param mayWrite asked before each write and each repetition, by several threads; once false, nothing more is
     *     written
     * @return an outcome for every change, in their order
     */
    public List<Outcome> apply(List<Change> changes, int jobs, BooleanSupplier mayWrite) {
        IdentityHashMap<Change, Outcome> outcomes = new IdentityHashMap<>();
        Workspace writable = workspace.writingWhile(mayWrite);
        PermissionWriter granting = new PermissionWriter(writable, workers);
        List<Written> written = new SettingsWriter(writable, new JobCreator(writable, pause), workers)
                .of(
                        changes.stream()
                                .filter(change -> change.settings().isPresent())
                                .toList(),
                        mayWrite);
        List<Outcome> verified = verification.of(written, jobs);
        granting.after(written, verified, mayWrite).forEach(outcome -> outcomes.put(outcome.change(), outcome));

        List<Change> grants = changes.stream().filter(Applier::isGrantAlone).toList();
        workers.each(grants, change -> mayWrite.getAsBoolean() ? granting.alone(change) : Outcome.notApplied(change))
                .forEach(outcome -> outcomes.put(outcome.change(), outcome));

        List<Change> deletes = changes.stream().filter(Applier::isDelete).toList();
        workers.each(deletes, change -> delete(change, writable, mayWrite))
                .forEach(outcome -> outcomes.put(outcome.change(), outcome));

        List<Outcome> inOrder = new ArrayList<>();
        changes.forEach(change -> inOrder.add(outcomes.getOrDefault(change, Outcome.notApplied(change))));
        return inOrder;
    }

    private static boolean isGrantAlone(Change change) {
        return change.settings().isEmpty() && change.permissions().isPresent();
    }

    private static boolean isDelete(Change change) {
        return change.action() == Action.DELETE;
    }

    private static Outcome delete(Change change, Workspace workspace, BooleanSupplier mayWrite) {
        long jobId = change.jobId().orElseThrow();
        try {
            if (workspace.hasActiveRuns(jobId)) {
                return Outcome.postponed(change, "runs of it are active; a later pass deletes it");
            }
            if (!mayWrite.getAsBoolean()) {
                return Outcome.notApplied(change);
            }
            workspace.delete(jobId);
            return Outcome.applied(change, change.jobId());
        } catch (ExternalServiceException e) {
            return Outcome.failed(change, e.getMessage());
        }
    }
}
