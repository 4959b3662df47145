package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.Listed;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at jobs in the state, and at those that definitions take over, where a listing does not show them, before anything
 * is concluded from that: its pages shift while they are read, when others create and delete jobs, and then it may skip one
 * that is there; and our identity may not see one. A job that is to be made again is not looked at here: that is done right
 * before it is made.
 */
record UnlistedJobs(Workspace workspace, Workers workers) {

    /**
     * Returns what the listing shows, and the jobs that it skipped.
     *
     * @param wanted what was asked for
     */
    Listed completing(Listed listed, Wanted wanted, DesiredState rendered, Map<JobKey, AppliedJob> state) {
        Set<Long> shown = listed.jobs().stream().map(ActualJob::id).collect(Collectors.toSet());
        Set<String> names = listed.jobs().stream().map(ActualJob::name).collect(Collectors.toSet());
        Map<JobKey, DesiredJob> defined =
                rendered.jobs().stream().collect(Collectors.toMap(DesiredJob::key, job -> job, (one, other) -> one));
        Set<Long> forgotten = new HashSet<>();
        Set<Long> replaced = new HashSet<>();
        state.forEach((key, applied) -> {
            DesiredJob job = defined.get(key);
            if (shown.contains(applied.jobId()) || rendered.blocked().contains(key)) {
                return;
            }
            if (job == null) {
                forgotten.add(applied.jobId());
            } else if (names.contains(job.name())) {
                replaced.add(applied.jobId());
            }
        });
        rendered.jobs().stream()
                .filter(job -> job.adopt().namesJob() && !state.containsKey(job.key()))
                .map(job -> job.adopt().jobId())
                .filter(id -> !shown.contains(id))
                .forEach(replaced::add);
        if (forgotten.isEmpty() && replaced.isEmpty()) {
            return listed;
        }
        List<ActualJob> found = found(forgotten, replaced, wanted);
        List<ActualJob> jobs = new ArrayList<>(listed.jobs());
        jobs.removeIf(job -> job.id() == ActualJob.NO_ID && found.stream().anyMatch(known -> isEntryOf(known, job)));
        jobs.addAll(found);
        return new Listed(jobs, listed.skipped());
    }

    /** Reports whether an entry without an id is that of this job. */
    private static boolean isEntryOf(ActualJob known, ActualJob entry) {
        return known.isReadable()
                && known.name().equals(entry.name())
                && known.ownership().equals(entry.ownership());
    }

    /**
     * Looks for jobs.
     *
     * @param forgotten jobs without a definition, which the state forgets when they are gone
     * @param replaced jobs whose definitions would get another one
     */
    private List<ActualJob> found(Set<Long> forgotten, Set<Long> replaced, Wanted wanted) {
        List<Long> ids = new ArrayList<>(replaced);
        if (forgotten.size() > Workspace.PAGE) {
            return withListing(forgotten, ids, wanted);
        }
        ids.addAll(forgotten);
        return looked(ids, replaced);
    }

    /** Lists once more where that takes fewer calls than looking at each job. */
    private List<ActualJob> withListing(Set<Long> forgotten, List<Long> replaced, Wanted wanted) {
        List<ActualJob> found = new ArrayList<>(looked(replaced, new HashSet<>(replaced)));
        workspace.list(wanted).jobs().stream()
                .filter(job -> forgotten.contains(job.id()))
                .forEach(found::add);
        return found;
    }

    private List<ActualJob> looked(List<Long> ids, Set<Long> replaced) {
        return workers.each(ids, id -> look(id, replaced.contains(id))).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** @param needed whether a definition has to wait until the job can be read, or is certainly gone */
    private Optional<ActualJob> look(long id, boolean needed) {
        try {
            return workspace.get(id);
        } catch (WorkspaceException e) {
            if (!e.isAboutOneJob()) {
                throw e;
            }
            return needed ? Optional.of(unreadable(id, e)) : Optional.empty();
        }
    }

    private static ActualJob unreadable(long id, WorkspaceException e) {
        JobSettings unknown = JobSettings.keeping(JsonNodeFactory.instance.objectNode());
        return new ActualJob(id, unknown, Optional.empty())
                .unreadable("the listing does not show it, and " + e.getMessage());
    }
}
