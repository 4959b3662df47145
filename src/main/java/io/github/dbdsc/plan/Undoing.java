package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides how what a run did to a job is undone: only where nobody has changed the job since, and only as far as nothing is
 * lost.
 *
 * @param runId the run
 */
public record Undoing(String runId, JobFields fields) {

    private static final int NAMED = 5;

    /**
     * What is known of a job now.
     *
     * @param job as the workspace has it; null when it is gone
     * @param applied what the state holds for the definition, be it another job by now; null when it holds none
     * @param access its permissions; null where they don't matter, or can't be read
     * @param unreadAccess why they can't be read; null when they can
     * @param hasRuns whether it has ever run; false where that does not matter
     * @param ignored the paths of fields that its definition leaves to others
     */
    public record Now(
            @Nullable ActualJob job,
            @Nullable AppliedJob applied,
            @Nullable GrantedAccess access,
            @Nullable String unreadAccess,
            boolean hasRuns,
            List<String> ignored) {

        /** Returns the job in the state; null when it holds none, or another. */
        @Nullable
        AppliedJob appliedTo(Replaced was) {
            return isAnother(was) ? null : applied;
        }

        boolean isAnother(Replaced was) {
            return applied != null && applied.jobId() != was.jobId();
        }
    }

    /**
     * A decision about a job.
     *
     * @param change what is done now
     * @param whole what is done in all: the same, or what an earlier try of the same undo has done already, so that the
     *     fingerprint stays the same when it goes on
     */
    public record Decision(Change change, Change whole) {

        /** Reports whether the job is to stay as it is from then on. */
        public boolean isUndone() {
            return change.action() != Action.REFUSED;
        }
    }

    /** Decides about a job. */
    public Decision decide(Replaced was, Now now) {
        ActualJob job = now.job();
        if (was.action() == Action.DELETE) {
            return refused(
                    was,
                    null,
                    "run " + runId + " deleted it, and a deleted job does not come back: bring "
                            + was.key().path()
                            + " back, and the next run makes the job anew; its settings are in the report, in 'before'");
        }
        if (job == null) {
            return was.action() == Action.CREATE && was.jobId() != ActualJob.NO_ID && !now.isAnother(was)
                    ? gone(was)
                    : refused(was, null, "it is not there any more");
        }
        if (!job.isReadable()) {
            return refused(was, job, "it can't be read: " + job.whyUnreadable().orElse(""));
        }
        if (was.action() == Action.CREATE) {
            return created(was, job, now);
        }
        return was.before() == null
                ? refused(was, job, "the report does not have the settings that the run replaced")
                : replaced(was, was.before(), job, now);
    }

    private Decision replaced(Replaced was, JobSettings before, ActualJob job, Now now) {
        if (now.unreadAccess() != null) {
            return refused(was, job, "its permissions can't be read: " + now.unreadAccess());
        }
        UndoneAccess access =
                was.granted() && now.access() != null ? UndoneAccess.of(was, before, now.access()) : UndoneAccess.NONE;
        if (access.obstacle() != null) {
            return refused(was, job, "its permissions can't be given back: " + access.obstacle());
        }
        UndoneSettings settings = new UndoneSettings(was, before, job.settings(), now.ignored(), fields);
        AppliedJob applied = now.appliedTo(was);
        Echo echo = applied == null ? null : applied.echo().orElse(null);
        JobSettings sent =
                applied == null ? settings.sent(job.settings(), null) : settings.sent(applied.settings(), echo);
        Change whole = Change.undoing(was.key(), job, because(), settings.differences(), sent, access.whole())
                .ignoring(IgnoredFields.of(now.ignored(), fields));
        if (settings.isBack() && !access.isOtherwise()) {
            return new Decision(access.isBack() ? Change.none(was.key(), job, Comparison.NOTHING) : whole, whole);
        }
        if (applied == null || echo == null) {
            return refused(
                    was,
                    job,
                    "it is not on record what was written last, so it can't be told whether somebody has changed it since");
        }
        Set<String> changed = settings.changedSince(applied, echo);
        if (access.isOtherwise()) {
            changed.add("its permissions");
        }
        return changed.isEmpty() ? new Decision(whole, whole) : changedSince(was, job, changed);
    }

    /** Somebody, or an earlier try, has deleted what the run made: only the next run has to be kept from making it again. */
    private Decision gone(Replaced was) {
        ObjectNode name = JsonNodeFactory.instance.objectNode().put("name", was.name());
        ActualJob job = new ActualJob(was.jobId(), JobSettings.keeping(name), Optional.empty());
        return new Decision(
                Change.none(was.key(), job, made() + "it is gone already"), Change.unmaking(was.key(), job, because()));
    }

    private String made() {
        return "run " + runId + " made it; ";
    }

    private Decision created(Replaced was, ActualJob job, Now now) {
        AppliedJob applied = now.appliedTo(was);
        String stays = made();
        if (now.hasRuns()) {
            return refused(was, job, stays + "it has run since, so it stays: pause or delete it by hand");
        }
        if (Ownership.isProtected(job.settings())) {
            return refused(was, job, stays + "it is protected, so it stays");
        }
        boolean isAsCreated = applied != null
                && was.created() != null
                && applied.echo().isPresent()
                && ExactComparison.asksTheSame(was.created(), applied.settings(), fields)
                && ExactComparison.of(
                                applied.settings(),
                                job.settings(),
                                applied.settings(),
                                applied.echo().orElseThrow(),
                                JobIds.NONE,
                                fields)
                        .differences()
                        .isEmpty();
        if (!isAsCreated) {
            return refused(
                    was,
                    job,
                    stays + "it can't be told for sure that it is as that run made it, so it stays: delete it by hand");
        }
        Change delete = Change.unmaking(was.key(), job, stays + "it has never run, and is as it was made");
        return new Decision(delete, delete);
    }

    private Decision changedSince(Replaced was, ActualJob job, Set<String> where) {
        String named = where.stream().sorted().limit(NAMED).collect(Collectors.joining(", "))
                + (where.size() > NAMED ? " and " + (where.size() - NAMED) + " more" : "");
        return refused(was, job, "it was changed after run " + runId + ", so it stays as it is: " + named);
    }

    private static Decision refused(Replaced was, @Nullable ActualJob job, String why) {
        Change change = Change.refused(was.key(), was.name(), job, why);
        return new Decision(change, change);
    }

    private String because() {
        return "put back as it was before run " + runId;
    }

    private static List<Change> sorted(List<Change> changes) {
        return changes.stream()
                .sorted(Comparator.comparing(Change::key)
                        .thenComparing(change -> change.jobId().orElse(0)))
                .toList();
    }

    /**
     * Returns the plan that carries decisions out. Its fingerprint stays the same when a later try goes on with it.
     *
     * @param approved the fingerprint that it must have; null where it is only looked at
     * @param mayDelete whether whoever has approved it may have jobs deleted
     */
    public static Plan plan(
            List<Decision> decisions, DesiredState desired, @Nullable String approved, boolean mayDelete) {
        String fingerprint =
                Fingerprint.of(sorted(decisions.stream().map(Decision::whole).toList()));
        return new Plan(
                sorted(decisions.stream().map(Decision::change).toList()),
                fingerprint,
                desired,
                safety(decisions, fingerprint, approved, mayDelete),
                PermissionTurns.ofChanged(Map.of(), desired, Map.of(), 0),
                Map.of(),
                JobIds.NONE,
                List.of(),
                Set.of(),
                PruneRecord.NEW,
                null);
    }

    private static Safety safety(
            List<Decision> decisions, String fingerprint, @Nullable String approved, boolean mayDelete) {
        if (approved != null && !approved.equals(fingerprint)) {
            return Safety.notApproved(approved, fingerprint, Optional.empty());
        }
        long deletes = decisions.stream()
                .filter(decision -> decision.whole().action() == Action.DELETE)
                .count();
        return approved == null || mayDelete || deletes == 0
                ? new Safety(null, List.of())
                : Safety.mayNotDelete(deletes);
    }

    /** Returns the definitions whose jobs are to stay as they are from then on. */
    public static Set<JobKey> undone(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision::isUndone)
                .map(decision -> decision.change().key())
                .collect(Collectors.toSet());
    }
}
