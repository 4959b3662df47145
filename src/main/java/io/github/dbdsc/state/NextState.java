package io.github.dbdsc.state;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.Seen;
import io.github.dbdsc.model.SharedEchoes;
import io.github.dbdsc.model.SourceCommits;
import io.github.dbdsc.model.StateIndex;
import io.github.dbdsc.plan.AccessComparison;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Echoes;
import io.github.dbdsc.plan.JobIds;
import io.github.dbdsc.plan.PermissionTurns;
import io.github.dbdsc.plan.Plan;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Derives the state after a run. Jobs that were written or are as defined get their current settings; jobs that failed
 * stay as they were. A job that the workspace no longer shows leaves the state only with its definition: until then it
 * may just be hidden from us, and must not be created a second time.
 */
public final class NextState {

    private final StateIndex state;
    private final DesiredState desired;
    private final PermissionTurns turns;
    private final Map<JobKey, DesiredJob> jobs = new HashMap<>();
    private final Map<JobKey, String> fingerprints = new HashMap<>();
    private final Installation installation;
    private final JobFields fields;
    private final SharedEchoes echoes = new SharedEchoes();
    private final Map<JobKey, AppliedJob> next;
    private final Map<Long, JobKey> settledAs = new HashMap<>();
    private final JobIds ids;
    private final Map<JobKey, Long> created = new HashMap<>();

    private NextState(
            Map<JobKey, AppliedJob> state,
            DesiredState rendered,
            Plan plan,
            Installation installation,
            JobFields fields) {
        this.state = new StateIndex(state);
        this.desired = plan.desired();
        this.turns = plan.turns();
        this.ids = plan.ids();
        this.installation = installation;
        this.fields = fields;
        this.next = new HashMap<>(state);
        desired.jobs().forEach(job -> jobs.put(job.key(), job));
        rendered.jobs().forEach(job -> fingerprints.put(job.key(), job.fingerprint()));
    }

    /**
     * Returns the state after a run.
     *
     * @param state the state before it
     * @param rendered what the container asks for, with names not yet resolved to ids
     */
    public static Map<JobKey, AppliedJob> after(
            Map<JobKey, AppliedJob> state,
            DesiredState rendered,
            ActualState actual,
            Plan plan,
            Collection<Outcome> outcomes,
            Installation installation,
            JobFields fields) {
        NextState next = new NextState(state, rendered, plan, installation, fields);
        if (actual.whole()) {
            next.forgetMissing(actual.jobs());
        }
        next.learnCreated(outcomes);
        outcomes.forEach(next::learn);
        next.forgetOldKeys();
        return next.turns.mark(next.next);
    }

    private void forgetMissing(Collection<ActualJob> actual) {
        Set<Long> present = new HashSet<>();
        actual.forEach(job -> present.add(job.id()));
        next.entrySet()
                .removeIf(job -> !present.contains(job.getValue().jobId())
                        && !jobs.containsKey(job.getKey())
                        && !desired.blocked().contains(job.getKey()));
    }

    /** Forgets the old keys of definitions that moved, in this run or in one that could not write its state. */
    private void forgetOldKeys() {
        next.entrySet().removeIf(job -> !settledAs
                .getOrDefault(job.getValue().jobId(), job.getKey())
                .equals(job.getKey()));
    }

    /** Notes the ids of new jobs, to which settings may refer. */
    private void learnCreated(Collection<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.change().action() == Action.CREATE) {
                outcome.jobId().ifPresent(id -> created.put(outcome.change().key(), id));
            }
        }
    }

    private Optional<String> idOf(Reference reference) {
        return ids.of(reference)
                .or(() -> reference instanceof Reference.ToJob other
                        ? Optional.ofNullable(created.get(other.key())).map(id -> Long.toString(id))
                        : Optional.empty());
    }

    private void learn(Outcome outcome) {
        Change change = outcome.change();
        if (change.surplus()) {
            return; // its definition has another job
        }
        if (change.part() != Change.Part.WHOLE) {
            learnPutBack(outcome);
            return;
        }
        if (change.action() == Action.DELETE && outcome.result() == Result.APPLIED) {
            next.remove(change.key());
        }
        DesiredJob job = jobs.get(change.key());
        if (isSettled(outcome) && job != null && outcome.jobId().isPresent()) {
            long jobId = outcome.jobId().getAsLong();
            settledAs.put(jobId, change.key());
            Optional<AppliedJob> inState = state.of(change.key(), jobId);
            JobSettings wanted = change.ignored().without(asked(job, outcome));
            JobSettings settings = change.keepsSettings() && change.comparison().echo() != null
                    ? inState.map(applied ->
                                    Echoes.keptOrder(wanted, change.ignored().without(applied.settings()), fields))
                            .orElse(wanted)
                    : wanted;
            next.put(
                    change.key(),
                    new AppliedJob(
                            jobId,
                            withAskedPermissions(settings, outcome, inState),
                            seen(outcome, settings),
                            outcome.unkept() || (change.keepsSettings() && change.unkept() != null),
                            inState.map(AppliedJob::permissionsRound).orElse(0L),
                            fingerprint(outcome, inState),
                            change.ignored().paths(),
                            commits(outcome, inState)));
        }
    }

    /** What was last applied stays so where a job is put back to it, for the definition that it was applied for. */
    private void learnPutBack(Outcome outcome) {
        Change change = outcome.change();
        if (change.part() != Change.Part.PUT_BACK || change.settings().isEmpty() || !isSettled(outcome)) {
            return;
        }
        long before = change.jobId().orElseGet(() -> change.unlisted().orElse(ActualJob.NO_ID));
        JobKey key = state.under(change.key())
                .filter(job -> job.jobId() == before)
                .map(job -> change.key())
                .or(() -> state.keyOf(before))
                .orElse(change.key());
        state.under(key).ifPresent(applied -> {
            JobSettings asked = change.asked().orElseThrow().resolved(this::idOf);
            JobSettings settings = applied.settings()
                    .field(AccessControl.FIELD)
                    .map(permissions -> asked.with(AccessControl.FIELD, permissions))
                    .orElse(asked);
            next.put(
                    key,
                    new AppliedJob(
                            outcome.jobId().orElse(before),
                            settings,
                            outcome.echo().map(echo -> echo),
                            outcome.unkept(),
                            applied.permissionsRound(),
                            applied.fingerprint(),
                            applied.ignored(),
                            applied.commits()));
        });
    }

    /**
     * Reports whether the job has its settings now. Once they were read back it has, even where permissions were
     * refused afterwards.
     */
    private static boolean isSettled(Outcome outcome) {
        boolean wasMade =
                outcome.change().action() == Action.CREATE && outcome.jobId().isPresent();
        return outcome.result() == Result.APPLIED
                || outcome.change().keepsSettings()
                || wasMade
                || outcome.echo().isPresent();
    }

    /** Returns what the definition asks for, with our own tags, which would count as filled in by the workspace else. */
    private JobSettings asked(DesiredJob job, Outcome outcome) {
        Optional<String> source = outcome.change().keepsSettings()
                ? outcome.change().actual().flatMap(ActualJob::ownership).flatMap(Ownership::source)
                : installation.source();
        return new Ownership(installation.owner(), job.key(), source)
                .stamp(job.settings().resolved(this::idOf).spelledOut(), job.protect());
    }

    /**
     * Returns settings with the permissions that this program may have given the job. These are not always the wanted
     * ones, since a run may replace a job's settings without its permissions; and whoever was given permissions stays
     * in the state until they are taken away.
     */
    private static JobSettings withAskedPermissions(JobSettings wanted, Outcome outcome, Optional<AppliedJob> inState) {
        if (gavePermissions(outcome)) {
            return wanted;
        }
        Optional<JobSettings> asked = inState.map(AppliedJob::settings);
        if (mayHaveGivenPermissions(outcome)) {
            AccessControl earlier = asked.map(AccessControl::in).orElse(AccessControl.NONE);
            return wanted.with(
                    AccessControl.FIELD, AccessControl.in(wanted).and(earlier).list());
        }
        return asked.flatMap(settings -> settings.field(AccessControl.FIELD))
                .map(permissions -> wanted.with(AccessControl.FIELD, permissions))
                .orElseGet(() -> wanted.without(AccessControl.FIELD));
    }

    private static boolean gavePermissions(Outcome outcome) {
        Change change = outcome.change();
        boolean asWanted = change.access().isPresent()
                && !isObstructed(change)
                && (change.permissions().isEmpty() || outcome.result() == Result.APPLIED);
        return change.action() == Action.CREATE || asWanted;
    }

    /**
     * Reports whether a call to set permissions failed, which may have had its effect all the same; or whether it could
     * not be made, so that what the definition gave before is still there to be taken away.
     */
    private static boolean mayHaveGivenPermissions(Outcome outcome) {
        return isObstructed(outcome.change())
                || (outcome.change().permissions().isPresent() && outcome.result() == Result.FAILED);
    }

    private static boolean isObstructed(Change change) {
        return change.access().flatMap(AccessComparison::obstacle).isPresent();
    }

    /**
     * Returns empty for a job that failed, or whose permissions have to wait, so that the next run looks at it though its
     * definition has not changed. The definition of one that is held or waits is not applied yet.
     */
    private Optional<String> fingerprint(Outcome outcome, Optional<AppliedJob> inState) {
        if (outcome.result() == Result.HELD || outcome.result() == Result.WAITING) {
            return inState.flatMap(AppliedJob::fingerprint);
        }
        return outcome.result() == Result.FAILED
                        || turns.isWaiting(outcome.change().key())
                ? Optional.empty()
                : Optional.ofNullable(fingerprints.get(outcome.change().key()));
    }

    /**
     * Returns the commits of the files that the job has now. Where older files define the same as younger ones, it has the
     * younger.
     */
    private SourceCommits commits(Outcome outcome, Optional<AppliedJob> inState) {
        SourceCommits before = inState.map(AppliedJob::commits).orElse(SourceCommits.NONE);
        if (outcome.result() == Result.HELD || outcome.result() == Result.WAITING) {
            return before;
        }
        SourceCommits now = desired.origins()
                .getOrDefault(outcome.change().key(), Origin.UNKNOWN)
                .commits();
        boolean isNew = inState.flatMap(AppliedJob::fingerprint)
                .filter(known -> known.equals(fingerprints.get(outcome.change().key())))
                .isEmpty();
        return isNew && outcome.change().action().writes() ? now.over(before) : now.orYounger(before);
    }

    /** Returns what the workspace showed when the job was read back, or shows of a job that stays as it is. */
    private Optional<Seen> seen(Outcome outcome, JobSettings settings) {
        Change change = outcome.change();
        if (!change.keepsSettings()) {
            return outcome.echo().map(echo -> echo);
        }
        return Optional.ofNullable(change.comparison().echo())
                .or(() -> change.actual()
                        .map(actual -> Echoes.of(settings, change.ignored().without(actual.settings()), fields)
                                .doubting(change.comparison().unclear().stream()
                                        .map(Difference::path)
                                        .toList())))
                .map(echoes::one);
    }
}
