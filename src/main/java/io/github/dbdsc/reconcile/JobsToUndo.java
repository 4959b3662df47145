package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Replaced;
import io.github.dbdsc.plan.Undoing;
import io.github.dbdsc.plan.Undoing.Decision;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the jobs that a run wrote are like now, with as few calls as possible, and has it decided what becomes of each.
 *
 * @param workspace is read only
 */
record JobsToUndo(Workspace workspace, Workers workers, Undoing undoing) {

    /**
     * Decides about every job, in the order in which they are given.
     *
     * @param desired says which fields the definitions leave to others
     * @throws WorkspaceException when the workspace can't be read; a single job that can't is left alone
     */
    List<Decision> decisions(List<Replaced> replaced, DesiredState desired, Map<JobKey, AppliedJob> state) {
        Map<JobKey, List<String>> ignored =
                desired.jobs().stream().collect(Collectors.toMap(DesiredJob::key, DesiredJob::ignored));
        Set<Long> ids = replaced.stream()
                .filter(was -> was.action() != Action.DELETE)
                .map(Replaced::jobId)
                .collect(Collectors.toSet());
        boolean listed = ids.size() > callsOfListing(state);
        Map<Long, ActualJob> jobs = listed ? listed(ids) : looked(ids);
        Function<Replaced, Decision> decide = was ->
                undoing.decide(was, now(was, jobs.get(was.jobId()), state, ignored.getOrDefault(was.key(), List.of())));
        List<Decision> decisions = workers.each(replaced, decide);
        if (!listed) {
            return decisions;
        }
        // a listing may lag behind; what it says of very many is taken as it is, and they are left alone
        Set<Long> doubtful = decisions.stream()
                .filter(decision -> !decision.isUndone())
                .flatMap(decision -> decision.change().actual().stream())
                .map(ActualJob::id)
                .limit(Workspace.PAGE)
                .collect(Collectors.toSet());
        jobs.putAll(looked(doubtful));
        return workers.each(
                IntStream.range(0, replaced.size()).boxed().toList(),
                place -> doubtful.contains(replaced.get(place).jobId())
                        ? decide.apply(replaced.get(place))
                        : decisions.get(place));
    }

    /** Returns about how many calls a listing takes: the workspace has our jobs at least. */
    private static int callsOfListing(Map<JobKey, AppliedJob> state) {
        return Math.max(1, state.size() / Workspace.PAGE);
    }

    /**
     * Returns the jobs that a listing shows, and those that it skipped since its pages shifted: these are looked at one by
     * one, or with another listing where they are many.
     */
    private Map<Long, ActualJob> listed(Set<Long> ids) {
        Map<Long, ActualJob> jobs = list(ids);
        Set<Long> missing = ids.stream().filter(id -> !jobs.containsKey(id)).collect(Collectors.toSet());
        jobs.putAll(missing.size() > Workspace.PAGE ? list(missing) : looked(missing));
        return jobs;
    }

    private Map<Long, ActualJob> list(Set<Long> ids) {
        Map<Long, ActualJob> jobs = new HashMap<>();
        int unused = workspace.forEach(Wanted.of(ids), job -> {
            if (ids.contains(job.id())) {
                jobs.put(job.id(), job);
            }
        });
        return jobs;
    }

    private Map<Long, ActualJob> looked(Collection<Long> ids) {
        Map<Long, ActualJob> jobs = new HashMap<>();
        workers.each(List.copyOf(ids), this::look).forEach(found -> found.ifPresent(job -> jobs.put(job.id(), job)));
        return jobs;
    }

    private Optional<ActualJob> look(long id) {
        try {
            return workspace.get(id);
        } catch (WorkspaceException e) {
            if (!e.isAboutOneJob()) {
                throw e;
            }
            JobSettings unknown = JobSettings.keeping(JsonNodeFactory.instance.objectNode());
            return Optional.of(new ActualJob(id, unknown, Optional.empty()).unreadable(e.getMessage()));
        }
    }

    /** Returns what has to be known of a job: its permissions and whether it has run only where that matters. */
    private Undoing.Now now(
            Replaced was, @Nullable ActualJob job, Map<JobKey, AppliedJob> state, List<String> ignored) {
        AppliedJob applied = state.get(was.key());
        if (job == null || !job.isReadable() || was.action() == Action.DELETE) {
            return new Undoing.Now(job, applied, null, null, false, ignored);
        }
        boolean hasRuns = was.action() == Action.CREATE && workspace.hasRuns(job.id());
        GrantedAccess access = null;
        String unread = null;
        if (was.action() != Action.CREATE && was.granted()) {
            try {
                access = workspace.permissions(job.id());
            } catch (WorkspaceException e) {
                if (!e.isAboutOneJob()) {
                    throw e;
                }
                unread = e.getMessage();
            }
        }
        return new Undoing.Now(job, applied, access, unread, hasRuns, ignored);
    }
}
