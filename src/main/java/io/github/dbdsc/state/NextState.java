package io.github.dbdsc.state;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.StateIndex;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Echo;
import io.github.dbdsc.plan.FieldRules;
import io.github.dbdsc.plan.Plan;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state after a run. It holds jobs that were written, or are as defined, with their settings of now; jobs that failed,
 * as they were. A job that the workspace no longer shows goes with its definition: as long as it has one, it may only be
 * hidden from us, and must not be made a second time.
 */
public final class NextState {

    private final StateIndex state;
    private final DesiredState desired;
    private final Map<JobKey, DesiredJob> jobs = new HashMap<>();
    private final Map<JobKey, String> fingerprints = new HashMap<>();
    private final String owner;
    private final FieldRules rules;
    private final Map<JobKey, AppliedJob> next;
    private final Map<Long, JobKey> settledAs = new HashMap<>();

    private NextState(
            Map<JobKey, AppliedJob> state,
            DesiredState rendered,
            DesiredState desired,
            String owner,
            FieldRules rules) {
        this.state = new StateIndex(state);
        this.desired = desired;
        this.owner = owner;
        this.rules = rules;
        this.next = new HashMap<>(state);
        desired.jobs().forEach(job -> jobs.put(job.key(), job));
        rendered.jobs().forEach(job -> fingerprints.put(job.key(), job.fingerprint()));
    }

    /**
     * Returns the state after a run.
     *
     * @param state the state before it
     * @param rendered what the container asked for, names not yet turned into ids
     */
    public static Map<JobKey, AppliedJob> after(
            Map<JobKey, AppliedJob> state,
            DesiredState rendered,
            ActualState actual,
            Plan plan,
            Collection<Outcome> outcomes,
            String owner,
            FieldRules rules) {
        NextState next = new NextState(state, rendered, plan.desired(), owner, rules);
        if (actual.whole()) {
            next.forgetMissing(actual.jobs());
        }
        outcomes.forEach(next::learn);
        next.forgetOldKeys();
        return plan.turns().mark(next.next);
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

    private void learn(Outcome outcome) {
        Change change = outcome.change();
        if (change.action() == Action.DELETE && outcome.result() == Result.APPLIED) {
            next.remove(change.key());
        }
        DesiredJob job = jobs.get(change.key());
        if (isSettled(outcome) && job != null && outcome.jobId().isPresent()) {
            JobSettings settings = asked(job);
            long jobId = outcome.jobId().getAsLong();
            settledAs.put(jobId, change.key());
            Optional<AppliedJob> last = state.of(change.key(), jobId);
            next.put(
                    change.key(),
                    new AppliedJob(
                            jobId,
                            AskedPermissions.in(settings, outcome, last),
                            filledIn(outcome, settings, last),
                            last.map(AppliedJob::permissionsRound).orElse(0L),
                            fingerprint(outcome)));
        }
    }

    /** Reports whether the job's settings hold now; once read back they do, even where permissions were then refused. */
    private static boolean isSettled(Outcome outcome) {
        boolean wasMade =
                outcome.change().action() == Action.CREATE && outcome.jobId().isPresent();
        return outcome.result() == Result.APPLIED
                || outcome.change().keepsSettings()
                || wasMade
                || outcome.filledIn().isPresent();
    }

    /** Returns the settings as asked of the workspace: else a tag of ours would count as one that it filled in. */
    private JobSettings asked(DesiredJob job) {
        return new Ownership(owner, job.key()).stamp(job.settings().spelledOut(), job.protect());
    }

    /** Returns none for what failed: it is to be looked at again, though its definition does not change. */
    private Optional<String> fingerprint(Outcome outcome) {
        return outcome.result() == Result.FAILED
                ? Optional.empty()
                : Optional.ofNullable(fingerprints.get(outcome.change().key()));
    }

    private Optional<FilledIn> filledIn(Outcome outcome, JobSettings settings, Optional<AppliedJob> last) {
        if (!outcome.change().keepsSettings()) {
            return outcome.filledIn();
        }
        return last.flatMap(AppliedJob::filledIn)
                .or(() -> outcome.change().actual().map(actual -> Echo.of(settings, actual.settings(), rules)
                        .filledIn()));
    }
}
