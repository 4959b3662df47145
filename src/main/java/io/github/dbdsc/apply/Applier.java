package io.github.dbdsc.apply;

import io.github.dbdsc.apply.SettingsWriter.Written;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Plan;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out plans: first creates and updates jobs, several at once; then reads back what was written; then grants
 * permissions; deletes last. One job's failure never stops the others.
 */
public final class Applier {

    private final Workspace workspace;
    private final Pause pause;
    private final JobFields fields;
    private final Workers workers;
    private final Verification verification;
    private final Progress progress;

    /** @param workers how many jobs to write at once */
    public Applier(Workspace workspace, Pause pause, JobFields fields, Workers workers) {
        this(workspace, pause, fields, workers, Progress.NONE);
    }

    private Applier(Workspace workspace, Pause pause, JobFields fields, Workers workers, Progress progress) {
        this.workspace = workspace;
        this.pause = pause;
        this.fields = fields;
        this.workers = workers;
        this.verification = new Verification(workspace, workers, fields);
        this.progress = progress;
    }

    /** Returns the same for a workspace whose calls have limits, and for somebody who is told how far it is. */
    public Applier in(Workspace limited, Progress watching) {
        return new Applier(limited, pause, fields, workers, watching);
    }

    /** Returns the outcomes of a plan that is not carried out, one for every change, in their order. */
    public static List<Outcome> preview(Plan plan) {
        return outcomes(plan, new IdentityHashMap<>());
    }

    /**
     * Carries out every change that safety allows.
     *
     * @param jobs how many jobs the workspace has
     * @param inDoubt how long ago an earlier run began to create the jobs of these definitions, without having learnt
     *     whether they are there
     * @param mayWrite asked right before each write and each retry goes out, by several threads; once it returns false,
     *     nothing more is written
     * @return an outcome for every change, in their order
     */
    public List<Outcome> apply(Plan plan, int jobs, Map<JobKey, Duration> inDoubt, BooleanSupplier mayWrite) {
        Workspace writable = workspace.writingWhile(mayWrite);
        List<Change> changes = plan.changes().stream().filter(plan::allows).toList();
        Steps steps = new Steps(
                Math.toIntExact(changes.stream().filter(Applier::isWritten).count()), progress);
        IdentityHashMap<Change, Outcome> outcomes = new IdentityHashMap<>();
        JobCreator creator = new JobCreator(writable, pause, inDoubt);
        writeSettings(changes, creator, jobs, mayWrite, steps)
                .forEach(outcome -> outcomes.put(outcome.change(), outcome));
        grantPermissions(changes, writable, mayWrite, steps)
                .forEach(outcome -> outcomes.put(outcome.change(), outcome));
        delete(changes, writable, mayWrite, steps).forEach(outcome -> outcomes.put(outcome.change(), outcome));
        return outcomes(plan, outcomes);
    }

    private static boolean isWritten(Change change) {
        return change.settings().isPresent() || isGrant(change) || change.action() == Action.DELETE;
    }

    /** Reports whether only the permissions of a job change. */
    private static boolean isGrant(Change change) {
        return change.settings().isEmpty() && change.permissions().isPresent();
    }

    private List<Outcome> writeSettings(
            List<Change> changes, JobCreator creator, int jobs, BooleanSupplier mayWrite, Steps steps) {
        List<Change> writes =
                changes.stream().filter(change -> change.settings().isPresent()).toList();
        Workspace writable = creator.workspace();
        List<Written> written = new SettingsWriter(writable, creator, workers, steps).of(writes, mayWrite);
        List<Outcome> verified = verification.of(written, jobs, new TwinRemoval(writable));
        return new PermissionWriter(writable, workers).after(written, verified, mayWrite);
    }

    /** Grants the permissions of jobs whose settings stay. */
    private List<Outcome> grantPermissions(
            List<Change> changes, Workspace writable, BooleanSupplier mayWrite, Steps steps) {
        PermissionWriter writer = new PermissionWriter(writable, workers);
        List<Change> grants = changes.stream().filter(Applier::isGrant).toList();
        return workers.each(grants, change -> steps.counted(
                        mayWrite.getAsBoolean() ? writer.alone(change) : Outcome.notApplied(change))
                .stillUnkept());
    }

    private List<Outcome> delete(List<Change> changes, Workspace writable, BooleanSupplier mayWrite, Steps steps) {
        List<Change> deletes = changes.stream()
                .filter(change -> change.action() == Action.DELETE)
                .toList();
        return workers.each(deletes, change -> steps.counted(delete(change, writable, mayWrite)));
    }

    private static Outcome delete(Change change, Workspace workspace, BooleanSupplier mayWrite) {
        long jobId = change.jobId().orElseThrow();
        if (!mayWrite.getAsBoolean()) {
            return Outcome.notApplied(change);
        }
        try {
            if (change.surplus()) {
                TwinRemoval.Result result =
                        new TwinRemoval(workspace).of(change.actual().orElseThrow());
                return result.removed()
                        ? Outcome.applied(change, change.jobId())
                        : Outcome.failed(change, result.told());
            }
            if (workspace.hasActiveRuns(jobId)) {
                return Outcome.postponed(change, "runs of it are active; a later pass deletes it");
            }
            workspace.delete(jobId);
            return Outcome.applied(change, change.jobId());
        } catch (ExternalServiceException e) {
            return Outcome.of(change, e);
        }
    }

    /** Returns an outcome for every change: what was written, is held or withheld, what could not be read. */
    private static List<Outcome> outcomes(Plan plan, IdentityHashMap<Change, Outcome> written) {
        return plan.changes().stream()
                .map(change -> {
                    if (change.isHeld()) {
                        return Outcome.held(change);
                    }
                    Outcome outcome = plan.safety()
                            .withheld(change)
                            .map(why -> switch (why.until()) {
                                case APPLIED -> Outcome.waiting(change);
                                case APPROVAL -> Outcome.refused(change, why.inShort());
                                case NEXT_RUN -> Outcome.postponed(change, why.inShort());
                                case CERTAINTY -> Outcome.pending(change, why.inShort());
                            })
                            .orElseGet(() -> written.getOrDefault(change, Outcome.notApplied(change)));
                    String unread = unread(change.jobId(), plan);
                    return unread == null
                            ? outcome
                            : outcome.butFailed("its permissions were not read, so they stay as they are: " + unread);
                })
                .toList();
    }

    private static @Nullable String unread(OptionalLong jobId, Plan plan) {
        return jobId.isPresent() ? plan.unreadPermissions().get(jobId.getAsLong()) : null;
    }
}
