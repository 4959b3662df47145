package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.RememberedJobs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what to do about each job. */
public final class Planner {

    private final OwnershipPolicy policy;
    private final FieldRules rules;

    public Planner(OwnershipPolicy policy, FieldRules rules) {
        this.policy = policy;
        this.rules = rules;
    }

    /** The same, for an identity that has become known. */
    public Planner as(Optional<String> identity) {
        return new Planner(policy.withIdentity(identity), rules);
    }

    /**
     * Whether the plan depends on who we are and that is not known: only when a job that nobody owns has a name that is
     * wanted.
     */
    public boolean needsIdentity(DesiredState desired, Collection<ActualJob> actual) {
        if (policy.identity().isPresent()) {
            return false;
        }
        Set<String> wanted = desired.jobs().stream().map(DesiredJob::name).collect(Collectors.toSet());
        return actual.stream().anyMatch(job -> job.ownership().isEmpty() && wanted.contains(job.name()));
    }

    /** To be shown the jobs while they are listed, so that {@link #plan} has less to do then. */
    public EarlyComparison early(DesiredState desired, Map<JobKey, AppliedJob> applied) {
        return new EarlyComparison(policy, rules, desired, applied);
    }

    /** Decides about jobs that nobody looked at while they were listed. */
    public Plan plan(
            DesiredState desired, Collection<ActualJob> actual, Map<JobKey, AppliedJob> applied, boolean prune) {
        return plan(desired, actual, applied, prune, early(desired, applied));
    }

    /**
     * Decides for every desired job, and for every job of ours whose definition is gone.
     *
     * @param desired what the container asks for
     * @param actual every job of the workspace
     * @param applied what earlier passes remember, as far as they do
     * @param prune whether jobs whose definition is gone are to be deleted
     * @param early made for the same, and shown as many of the jobs as came in a listing
     */
    public Plan plan(
            DesiredState desired,
            Collection<ActualJob> actual,
            Map<JobKey, AppliedJob> applied,
            boolean prune,
            EarlyComparison early) {
        WorkspaceIndex workspace = new WorkspaceIndex(policy.owner(), actual);
        Set<JobKey> defined = definedBy(desired);
        RememberedJobs remembered = new RememberedJobs(applied);
        List<Matched> jobs = new Matcher(policy, workspace, remembered, desired, defined).match();
        JobIds ids = JobIds.of(jobs, desired.blocked(), workspace);
        List<Change> changes = new ArrayList<>();
        Set<Long> matched = new HashSet<>();
        for (Matched job : jobs) {
            Change change = early.asDefined(job).orElseGet(() -> change(job, remembered, ids));
            change.jobId().ifPresent(matched::add);
            changes.add(change);
        }
        Pruning pruning = Pruning.of(prune, desired);
        Map<Long, List<JobKey>> disputed = disputed(jobs);
        workspace.owned().forEach((key, owned) -> owned.stream()
                .filter(job -> !defined.contains(key) && !matched.contains(job.id()))
                .forEach(job -> changes.add(pruning.decide(key, job, disputed.getOrDefault(job.id(), List.of())))));
        changes.sort(Comparator.comparing(Change::key)
                .thenComparing(change -> change.jobId().orElse(0)));
        return new Plan(changes, workspace.ownedCount());
    }

    /** The definitions whose job each of these may be, though that can't be told. */
    private static Map<Long, List<JobKey>> disputed(List<Matched> jobs) {
        Map<Long, List<JobKey>> disputed = new HashMap<>();
        for (Matched job : jobs) {
            if (job.match() instanceof Match.Conflict conflict) {
                conflict.jobs().forEach(actual -> disputed.computeIfAbsent(actual.id(), id -> new ArrayList<>())
                        .add(job.job().key()));
            }
        }
        return disputed;
    }

    private static Set<JobKey> definedBy(DesiredState desired) {
        Set<JobKey> keys = new HashSet<>(desired.blocked());
        desired.jobs().forEach(job -> keys.add(job.key()));
        return keys;
    }

    private Change change(Matched matched, RememberedJobs remembered, JobIds ids) {
        DesiredJob job = matched.job();
        Match match = matched.match();
        Optional<JobKey> missing = ids.missing(matched);
        if (missing.isPresent() && !(match instanceof Match.Conflict)) {
            return Change.refused(job.key(), job.name(), match.found(), hasNoJob(missing.get()));
        }
        // jobs/create takes permissions, jobs/reset and listings do not: PermissionReview looks after them
        JobSettings wanted = policy.stampedWithoutPermissions(job);
        if (match instanceof Match.Ours ours) {
            return update(
                    job.key(), wanted, ours, remembered.of(job.key(), ours.job().id()), ids);
        }
        if (match instanceof Match.Adoptable adoptable) {
            return adopt(
                    job.key(),
                    wanted,
                    adoptable,
                    remembered.of(job.key(), adoptable.job().id()),
                    ids);
        }
        if (match instanceof Match.Absent absent) {
            return Change.create(job.key(), absent.reason(), policy.stamped(job).resolved(ids::of), absent.unlisted());
        }
        Match.Conflict conflict = (Match.Conflict) match;
        return Change.refused(job.key(), job.name(), conflict.job(), conflict.reason());
    }

    private static String hasNoJob(JobKey other) {
        return "it needs the id of the job of " + other.path()
                + ", which has none yet and gets none in this pass; put that one right first";
    }

    private Change update(JobKey key, JobSettings wanted, Match.Ours ours, Optional<AppliedJob> last, JobIds ids) {
        ActualJob actual = ours.job();
        Comparison comparison = Comparison.of(wanted, actual.settings(), last, ids, rules);
        if (comparison.differences().isEmpty()) {
            return Change.none(key, actual, comparison);
        }
        String reason = ours.reason().isEmpty() ? Change.DIFFERENT : ours.reason();
        return Change.replace(
                Action.UPDATE,
                key,
                actual,
                reason,
                comparison,
                OperatorFields.keep(wanted.resolved(ids::of), actual.settings(), last));
    }

    private Change adopt(
            JobKey key, JobSettings wanted, Match.Adoptable adoptable, Optional<AppliedJob> last, JobIds ids) {
        ActualJob actual = adoptable.job();
        return Change.replace(
                Action.ADOPT,
                key,
                actual,
                adoptable.reason(),
                Comparison.of(wanted, actual.settings(), last, ids, rules),
                OperatorFields.keep(wanted.resolved(ids::of), actual.settings(), last));
    }
}
