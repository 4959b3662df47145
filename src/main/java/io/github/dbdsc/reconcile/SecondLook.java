package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Plan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks by id at jobs that a listing shows otherwise than they were, before that counts as somebody's change: a listing
 * may lag behind, or leave out what a job has. Without it such a job would be written in every run.
 */
record SecondLook(Workspace workspace, Workers workers) {

    /** How many are looked at where the listing is right about each of them: real drift of many jobs costs no more. */
    private static final int SAMPLE = Workspace.PAGE;

    /**
     * Returns the state with jobs as a look by id shows them, or the same where there is nothing to look at.
     *
     * @param actual what the plan was made for
     * @throws WorkspaceException when a call fails for a reason that is not about one job
     */
    ActualState at(Plan plan, ActualState actual) {
        List<Long> drifted = actual.whole()
                ? plan.changes().stream()
                        .filter(SecondLook::hasDriftOfSettings)
                        .map(change -> change.jobId().orElseThrow())
                        .toList()
                : List.of();
        if (drifted.isEmpty()) {
            return actual;
        }
        Map<Long, ActualJob> listed = new HashMap<>();
        actual.jobs().forEach(job -> listed.put(job.id(), job));
        List<Long> sample = drifted.subList(0, Math.min(SAMPLE, drifted.size()));
        Map<Long, ActualJob> seen = new HashMap<>(look(sample));
        boolean isListingRight = seen.values().stream().allMatch(job -> isAsListed(job, listed));
        if (!isListingRight) {
            seen.putAll(look(drifted.subList(sample.size(), drifted.size())));
        }
        return actual.with(actual.jobs().stream()
                .map(job -> seen.getOrDefault(job.id(), job))
                .toList());
    }

    private static boolean hasDriftOfSettings(Change change) {
        return change.action() == Action.UPDATE
                && change.differences().stream()
                        .anyMatch(field -> field.isDrift() && !field.path().startsWith(AccessControl.FIELD));
    }

    private static boolean isAsListed(ActualJob job, Map<Long, ActualJob> listed) {
        return Optional.ofNullable(listed.get(job.id()))
                .filter(entry -> entry.settings().equals(job.settings()))
                .isPresent();
    }

    private Map<Long, ActualJob> look(Collection<Long> ids) {
        Map<Long, ActualJob> seen = new ConcurrentHashMap<>();
        workers.forEach(List.copyOf(ids), id -> look(id).ifPresent(job -> seen.put(id, job)));
        return seen;
    }

    /** Returns empty where it can't be seen: then the listing's word counts, and the write finds out. */
    private Optional<ActualJob> look(long id) {
        try {
            return workspace.get(id).filter(ActualJob::isReadable);
        } catch (WorkspaceException e) {
            if (!e.isAboutOneJob()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
