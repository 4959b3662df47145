package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Listed;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.ActualState.Permissions;
import io.github.dbdsc.plan.Planner;
import io.github.dbdsc.plan.PruneTerms;
import io.github.dbdsc.plan.Selection;
import io.github.dbdsc.plan.WorkspaceNames;
import io.github.dbdsc.plan.WorkspaceNames.Listing;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from the workspace what a plan depends on, with as few calls as possible. */
final class ActualStateReader {

    /**
     * HTTP statuses that concern one job and not the whole workspace: there is no such job, or it is not ours to
     * manage.
     */
    private static final Set<Integer> ABOUT_ONE_JOB = Set.of(400, 403, 404);

    private final Workspace workspace;
    private final Workers workers;
    private final Planner planner;
    private final String owner;
    private final RunWatch watch;

    /**
     * @param planner says what a plan depends on
     * @param owner whose jobs the plan is about
     * @param watch is told how much is read
     */
    ActualStateReader(Workspace workspace, Workers workers, Planner planner, String owner, RunWatch watch) {
        this.workspace = workspace;
        this.workers = workers;
        this.planner = planner;
        this.owner = owner;
        this.watch = watch;
    }

    /**
     * What was read.
     *
     * @param note what could not be read and does not matter; empty when there is nothing to say
     */
    record Reading(ActualState actual, Optional<String> note) {}

    /**
     * Reads names, jobs, our own identity and permissions, each only as far as the request's plan depends on it.
     *
     * @throws ExternalServiceException when jobs or our own name can't be read. Names that can't be listed and
     *     permissions that can't be read are part of the result instead
     */
    Reading read(DesiredState rendered, Map<JobKey, AppliedJob> state, SyncRequest request, PruneTerms terms) {
        Selection selection = planner.selection(request, rendered, state, terms);
        Set<NamedKind> kinds = WorkspaceNames.neededBy(rendered, selection);
        WorkspaceNames names = names(kinds);
        boolean all = kinds.contains(NamedKind.JOB) || planner.countsJobs(request, rendered, state, terms);
        Optional<List<ActualJob>> some = all ? Optional.empty() : someJobs(rendered, state, selection);
        Listed listed = some.map(jobs -> new Listed(jobs, 0)).orElseGet(() -> listed(rendered, state));
        List<ActualJob> jobs = listed.jobs();
        String identity = planner.needsIdentity(rendered, jobs, state)
                ? workspace.ourName().orElse(null)
                : null;
        ActualState actual = new ActualState(names, jobs, some.isEmpty(), identity, Permissions.NOT_READ);
        return new Reading(
                actual.with(permissions(planner.permissionsToRead(rendered, actual, state, request, terms))),
                listed.note());
    }

    private Listed listed(DesiredState rendered, Map<JobKey, AppliedJob> state) {
        Wanted wanted = wanted(rendered, state);
        Listed listed = workspace.list(wanted, seen -> watch.at(RunWatch.Stage.LISTING, seen, 0));
        return new UnlistedJobs(workspace, workers).completing(listed, wanted, rendered, state);
    }

    /** Returns the jobs that a plan is about: ours, those that definitions mean by name or id, and those that were ours. */
    private static Wanted wanted(DesiredState rendered, Map<JobKey, AppliedJob> state) {
        Set<Long> ids = state.values().stream().map(AppliedJob::jobId).collect(Collectors.toSet());
        rendered.jobs().stream()
                .filter(job -> job.adopt().namesJob())
                .forEach(job -> ids.add(job.adopt().jobId()));
        return Wanted.tagged(rendered.jobs().stream().map(DesiredJob::name).collect(Collectors.toSet()), ids);
    }

    private WorkspaceNames names(Set<NamedKind> kinds) {
        Map<NamedKind, Listing> listings = new EnumMap<>(NamedKind.class);
        for (NamedKind kind : kinds) {
            if (kind == NamedKind.JOB) {
                continue; // jobs are listed anyway
            }
            try {
                listings.put(kind, Listing.of(workspace.idsByName(kind)));
            } catch (ExternalServiceException e) {
                listings.put(kind, Listing.failed(e.getMessage()));
            }
        }
        return new WorkspaceNames(listings);
    }

    /**
     * Reads the selected jobs, and those whose ids they need, by the ids in the state. Returns empty when all jobs have
     * to be listed, because one of these is not in the state or is no longer what the state says: only a listing shows
     * whether a job that seems to be missing exists under another name.
     */
    private Optional<List<ActualJob>> someJobs(
            DesiredState desired, Map<JobKey, AppliedJob> state, Selection selection) {
        if (selection.isEverything()) {
            return Optional.empty();
        }
        Set<JobKey> keys = new LinkedHashSet<>(selection.keys().orElseThrow());
        for (DesiredJob job : desired.jobs()) {
            if (selection.has(job.key())) {
                keys.addAll(job.refersTo());
            }
        }
        if (keys.isEmpty()) {
            return Optional.of(List.of());
        }
        boolean fewerCalls = keys.size() <= Math.max(1, state.size() / Workspace.PAGE);
        return fewerCalls && state.keySet().containsAll(keys) ? jobs(keys, state) : Optional.empty();
    }

    private Optional<List<ActualJob>> jobs(Set<JobKey> keys, Map<JobKey, AppliedJob> state) {
        List<ActualJob> jobs =
                workers
                        .each(
                                List.copyOf(keys),
                                key -> ours(
                                        key,
                                        Objects.requireNonNull(state.get(key)).jobId()))
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();
        return jobs.size() == keys.size() ? Optional.of(jobs) : Optional.empty();
    }

    /** Reads a job. Returns empty when it does not exist, is not ours, or can't be read. */
    private Optional<ActualJob> ours(JobKey key, long jobId) {
        try {
            return workspace.get(jobId).filter(job -> job.ownership()
                    .filter(tags -> tags.owner().equals(owner))
                    .flatMap(tags -> job.settings().tag(Ownership.KEY_TAG))
                    .filter(tag -> KeyTag.mayBeOf(tag, key))
                    .isPresent());
        } catch (WorkspaceException e) {
            if (e.isAboutOneJob()) {
                return Optional.empty(); // the listing shows what there is instead
            }
            throw e;
        }
    }

    /** Reads permissions, several jobs at a time. Stops asking once the workspace itself is out of order. */
    private Permissions permissions(List<Long> jobIds) {
        Map<Long, GrantedAccess> granted = new ConcurrentHashMap<>();
        Map<Long, String> failures = new ConcurrentHashMap<>();
        AtomicReference<@Nullable String> outOfOrder = new AtomicReference<>();
        AtomicInteger asked = new AtomicInteger();
        workers.forEach(jobIds, jobId -> {
            watch.at(RunWatch.Stage.READING_PERMISSIONS, asked.getAndIncrement(), jobIds.size());
            String reason = outOfOrder.get();
            if (reason != null) {
                failures.put(jobId, reason);
                return;
            }
            try {
                granted.put(jobId, workspace.permissions(jobId));
            } catch (ExternalServiceException e) {
                if (!isAboutOneJob(e)) {
                    outOfOrder.set(e.getMessage());
                }
                failures.put(jobId, e.getMessage());
            }
        });
        return new Permissions(granted, failures);
    }

    private static boolean isAboutOneJob(ExternalServiceException failure) {
        return failure instanceof WorkspaceException answer && ABOUT_ONE_JOB.contains(answer.status());
    }
}
