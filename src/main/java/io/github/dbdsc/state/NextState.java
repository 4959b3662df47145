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
import io.github.dbdsc.model.RememberedJobs;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Echo;
import io.github.dbdsc.plan.FieldRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to remember of a target's jobs after a pass. Jobs that were written, or are as defined, are remembered with their
 * settings of now; jobs that failed, as they were. A job that the workspace no longer shows is forgotten with its
 * definition: as long as it has one, it may only be hidden from us, and must not be made a second time.
 */
public final class NextState {

    private final FieldRules rules;
    private final String owner;
    private final Map<JobKey, DesiredJob> wanted;
    private final Map<JobKey, String> fingerprints;
    private final Map<JobKey, AppliedJob> jobs;
    private final RememberedJobs before;
    private final Map<Long, JobKey> settledAs = new HashMap<>();

    private NextState(
            Map<JobKey, AppliedJob> before,
            String owner,
            DesiredState desired,
            Map<JobKey, String> fingerprints,
            FieldRules rules) {
        this.rules = rules;
        this.owner = owner;
        this.fingerprints = fingerprints;
        this.wanted = desired.jobs().stream().collect(Collectors.toMap(DesiredJob::key, job -> job));
        this.jobs = new HashMap<>(before);
        this.before = new RememberedJobs(before);
    }

    /** As asked of the workspace: else a tag that we set would count as one that it filled in. */
    private JobSettings asked(DesiredJob job) {
        return new Ownership(owner, job.key()).stamp(job.settings().spelledOut(), job.protect());
    }

    /** What to remember, given what was remembered and what a pass found and did. */
    public static Map<JobKey, AppliedJob> after(
            Map<JobKey, AppliedJob> before,
            Collection<Outcome> outcomes,
            String owner,
            DesiredState desired,
            Map<JobKey, String> fingerprints,
            Collection<ActualJob> actual,
            boolean complete,
            FieldRules rules) {
        NextState memory = new NextState(before, owner, desired, fingerprints, rules);
        if (complete) {
            memory.forgetMissing(actual, desired);
        }
        outcomes.forEach(memory::learn);
        memory.forgetOldKeys();
        return memory.jobs;
    }

    private void forgetMissing(Collection<ActualJob> actual, DesiredState desired) {
        Set<Long> present = new HashSet<>();
        actual.forEach(job -> present.add(job.id()));
        jobs.entrySet()
                .removeIf(job -> !present.contains(job.getValue().jobId())
                        && !wanted.containsKey(job.getKey())
                        && !desired.blocked().contains(job.getKey()));
    }

    /** Of definitions that moved, in this pass or in one that could not remember it. */
    private void forgetOldKeys() {
        jobs.entrySet().removeIf(job -> !settledAs
                .getOrDefault(job.getValue().jobId(), job.getKey())
                .equals(job.getKey()));
    }

    private void learn(Outcome outcome) {
        Change change = outcome.change();
        if (change.action() == Action.DELETE && outcome.result() == Result.APPLIED) {
            jobs.remove(change.key());
        }
        DesiredJob job = wanted.get(change.key());
        // settings that were read back hold, even where permissions were then refused
        boolean settled = outcome.result() == Result.APPLIED
                || change.keepsSettings()
                || wasMade(outcome)
                || outcome.filledIn().isPresent();
        if (settled && job != null && outcome.jobId().isPresent()) {
            JobSettings settings = asked(job);
            long jobId = outcome.jobId().getAsLong();
            settledAs.put(jobId, change.key());
            Optional<AppliedJob> last = before.of(change.key(), jobId);
            jobs.put(
                    change.key(),
                    new AppliedJob(
                            jobId,
                            AskedPermissions.in(settings, outcome, last),
                            filledIn(outcome, settings, jobId),
                            last.map(AppliedJob::permissionsRound).orElse(0L),
                            fingerprint(outcome)));
        }
    }

    /** Whether there is a job now that was not there before, whatever else went wrong. */
    private static boolean wasMade(Outcome outcome) {
        return outcome.change().action() == Action.CREATE && outcome.jobId().isPresent();
    }

    /** What failed is to be looked at again, though its definition does not change. */
    private Optional<String> fingerprint(Outcome outcome) {
        return outcome.result() == Result.FAILED
                ? Optional.empty()
                : Optional.ofNullable(fingerprints.get(outcome.change().key()));
    }

    private Optional<FilledIn> filledIn(Outcome outcome, JobSettings settings, long jobId) {
        if (!outcome.change().keepsSettings()) {
            return outcome.filledIn();
        }
        return before.of(outcome.change().key(), jobId)
                .flatMap(AppliedJob::filledIn)
                .or(() -> outcome.change().actual().map(actual -> Echo.of(settings, actual.settings(), rules)
                        .filledIn()));
    }
}
