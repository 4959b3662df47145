package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.plan.EarlyComparison;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs of the workspace that a pass has looked at.
 *
 * @param whole whether these are all that there are
 */
public record ActualState(List<ActualJob> jobs, boolean whole) {

    /** Jobs API 2.2: jobs in one page of a listing. */
    private static final int PAGE = 100;

    /** Looks at every job, and shows each to the early comparison as it comes. */
    private static ActualState ofAll(Workspace workspace, EarlyComparison early) {
        List<ActualJob> jobs = new ArrayList<>();
        workspace.forEach(job -> {
            jobs.add(job);
            early.listed(job);
        });
        return new ActualState(jobs, true);
    }

    /**
     * Looks at the selected jobs and those whose ids they need, by the ids that the state remembers. At every job instead
     * when one of them is not remembered, or no longer what the state says: only then is it certain that a job that
     * seems to be missing is not there under another name.
     */
    static ActualState of(
            Selection selection,
            DesiredState desired,
            Map<JobKey, AppliedJob> known,
            String owner,
            Workspace workspace,
            Applier applier,
            EarlyComparison early) {
        if (selection.isEverything()) {
            return ofAll(workspace, early);
        }
        Set<JobKey> keys = new LinkedHashSet<>(selection.keys().orElseThrow());
        for (DesiredJob job : desired.jobs()) {
            if (selection.has(job.key())) {
                keys.addAll(needed(job));
            }
        }
        if (keys.isEmpty()) {
            return new ActualState(List.of(), false);
        }
        boolean fewerCalls = keys.size() <= Math.max(1, known.size() / PAGE);
        if (!fewerCalls || !known.keySet().containsAll(keys)) {
            return ofAll(workspace, early);
        }
        // a job that our identity may not view is no reason to give up: the listing shows what else there is
        List<Optional<ActualJob>> seen = applier.look(idsOf(keys, known));
        List<ActualJob> jobs = new ArrayList<>();
        for (JobKey key : keys) {
            Optional<ActualJob> job = seen.get(jobs.size()).filter(found -> isOf(key, owner, found));
            if (job.isEmpty()) {
                return ofAll(workspace, early);
            }
            jobs.add(job.get());
        }
        return new ActualState(jobs, false);
    }

    /**
     * How many jobs there are at least.
     *
     * @param known how many are remembered
     */
    int jobsInAll(int known) {
        return whole ? jobs.size() : Math.max(known, jobs.size());
    }

    private static Set<JobKey> needed(DesiredJob job) {
        Set<JobKey> needed = new LinkedHashSet<>();
        for (Reference reference : job.settings().references()) {
            if (reference instanceof Reference.ToJob other) {
                needed.add(other.key());
            }
        }
        return needed;
    }

    private static List<Long> idsOf(Set<JobKey> keys, Map<JobKey, AppliedJob> known) {
        List<Long> ids = new ArrayList<>();
        for (JobKey key : keys) {
            ids.add(Objects.requireNonNull(known.get(key)).jobId());
        }
        return ids;
    }

    private static boolean isOf(JobKey key, String owner, ActualJob job) {
        return job.ownership().equals(Optional.of(new Ownership(owner, key)));
    }
}
