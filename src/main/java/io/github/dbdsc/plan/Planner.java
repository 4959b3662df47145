package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what to do about each job. A job of ours without a definition is an orphan: it is listed and kept.
 */
public final class Planner {

    private final OwnershipPolicy policy;

    public Planner(OwnershipPolicy policy) {
        this.policy = policy;
    }

    /**
     * Decides for every desired job, and lists the orphans.
     *
     * @param desired what the container asks for
     * @param actual every job of the workspace
     * @param applied what earlier passes remember, as far as they do
     */
    public Plan plan(DesiredState desired, Collection<ActualJob> actual, Map<JobKey, AppliedJob> applied) {
        WorkspaceIndex workspace = new WorkspaceIndex(policy.owner(), actual);
        Matcher matcher = new Matcher(policy, workspace, applied, definedBy(desired));
        List<Change> changes = new ArrayList<>();
        Set<Long> matched = new HashSet<>();
        for (DesiredJob job : desired.jobs()) {
            Change change = change(job, matcher.match(job), applied);
            change.jobId().ifPresent(matched::add);
            changes.add(change);
        }
        changes.addAll(orphans(workspace, definedBy(desired), matched));
        changes.sort(Comparator.comparing(Change::key)
                .thenComparing(change -> change.jobId().orElse(0)));
        return new Plan(changes);
    }

    private static Set<JobKey> definedBy(DesiredState desired) {
        Set<JobKey> keys = new HashSet<>(desired.blocked());
        desired.jobs().forEach(job -> keys.add(job.key()));
        return keys;
    }

    private Change change(DesiredJob job, Match match, Map<JobKey, AppliedJob> applied) {
        JobSettings wanted = new Ownership(policy.owner(), job.key()).stamp(job.settings());
        if (match instanceof Match.Ours ours) {
            return update(job.key(), wanted, ours, applied);
        }
        if (match instanceof Match.Adoptable adoptable) {
            return adopt(job.key(), wanted, adoptable);
        }
        if (match instanceof Match.Absent absent) {
            return Change.create(job.key(), absent.reason(), wanted);
        }
        Match.Conflict conflict = (Match.Conflict) match;
        return Change.refused(job.key(), job.name(), conflict.jobId(), conflict.reason());
    }

    private static Change update(JobKey key, JobSettings wanted, Match.Ours ours, Map<JobKey, AppliedJob> applied) {
        ActualJob actual = ours.job();
        AppliedJob last = applied.get(key);
        List<Difference> differences = Comparison.differences(
                wanted, actual.settings(), last != null && last.jobId() == actual.id() ? last.settings() : wanted);
        if (differences.isEmpty()) {
            return Change.none(key, wanted.name(), actual.id());
        }
        String reason = ours.reason().isEmpty() ? Change.DIFFERENT : ours.reason();
        return Change.replace(
                Action.UPDATE, key, actual.id(), reason, differences, OperatorFields.keep(wanted, actual.settings()));
    }

    private static Change adopt(JobKey key, JobSettings wanted, Match.Adoptable adoptable) {
        ActualJob actual = adoptable.job();
        return Change.replace(
                Action.ADOPT,
                key,
                actual.id(),
                adoptable.reason(),
                Comparison.differences(wanted, actual.settings(), wanted),
                OperatorFields.keep(wanted, actual.settings()));
    }

    private static List<Change> orphans(WorkspaceIndex workspace, Set<JobKey> defined, Set<Long> matched) {
        List<Change> orphans = new ArrayList<>();
        workspace.owned().forEach((key, jobs) -> {
            for (ActualJob job : jobs) {
                if (!defined.contains(key) && !matched.contains(job.id())) {
                    orphans.add(Change.orphan(key, job.name(), job.id()));
                }
            }
        });
        return orphans;
    }
}
