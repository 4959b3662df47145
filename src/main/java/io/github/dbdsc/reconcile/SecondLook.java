package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Echoes;
import io.github.dbdsc.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Looks by id at jobs that a listing shows otherwise than they were, before that counts as somebody's change: a listing
 * may lag behind, or leave out what a job has. Without it such a job would be written in every run. What can't be seen by
 * id is as the listing says.
 */
final class SecondLook {

    /**
     * How many are looked at of those that differ in the same fields, where the listing is right about each of them: real
     * drift of many jobs costs no more.
     */
    private static final int SAMPLE = Workspace.PAGE;

    private final Workspace workspace;
    private final Workers workers;
    private final JobFields fields;
    private final Set<Long> looked = new HashSet<>();
    private final AtomicBoolean isDown = new AtomicBoolean();

    SecondLook(Workspace workspace, Workers workers, JobFields fields) {
        this.workspace = workspace;
        this.workers = workers;
        this.fields = fields;
    }

    /**
     * Returns the state with jobs as a look by id shows them, or the same where there is nothing more to look at. Another
     * plan is to be made of another state, and that to be looked at in turn: what the service shows on many jobs at once is
     * somebody's on a few.
     *
     * @param actual what the plan was made for
     */
    ActualState at(Plan plan, ActualState actual) {
        if (!actual.whole()) {
            return actual;
        }
        Map<String, List<Long>> drifted = new TreeMap<>();
        for (Change change : plan.changes()) {
            String where = driftOf(change);
            if (!where.isEmpty() && !looked.contains(change.jobId().orElseThrow())) {
                drifted.computeIfAbsent(where, paths -> new ArrayList<>())
                        .add(change.jobId().getAsLong());
            }
        }
        if (drifted.isEmpty()) {
            return actual;
        }
        Map<Long, ActualJob> listed = new HashMap<>();
        actual.jobs().forEach(job -> listed.put(job.id(), job));
        Map<Long, ActualJob> seen = new HashMap<>();
        drifted.values().forEach(alike -> seen.putAll(look(alike, listed)));
        return seen.isEmpty()
                ? actual
                : actual.with(actual.jobs().stream()
                        .map(job -> seen.getOrDefault(job.id(), job))
                        .toList());
    }

    /** Returns where the settings of a job that is to be written have drifted; empty when they have not. */
    private static String driftOf(Change change) {
        return change.action() != Action.UPDATE
                ? ""
                : change.differences().stream()
                        .filter(field -> field.isDrift() && !field.path().startsWith(AccessControl.FIELD))
                        .map(Difference::path)
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    /** Looks at some of the jobs, and at all of them once the listing turns out to be wrong about one. */
    private Map<Long, ActualJob> look(List<Long> alike, Map<Long, ActualJob> listed) {
        List<Long> sample = alike.subList(0, Math.min(SAMPLE, alike.size()));
        Map<Long, ActualJob> otherwise = otherwise(sample, listed);
        if (!otherwise.isEmpty()) {
            otherwise.putAll(otherwise(alike.subList(sample.size(), alike.size()), listed));
        }
        looked.addAll(alike);
        return otherwise;
    }

    /** Returns those of the jobs that are otherwise than they were listed. */
    private Map<Long, ActualJob> otherwise(List<Long> ids, Map<Long, ActualJob> listed) {
        Map<Long, ActualJob> otherwise = new ConcurrentHashMap<>();
        workers.forEach(ids, id -> look(id).filter(job -> !isAsListed(job, Objects.requireNonNull(listed.get(id))))
                .ifPresent(job -> otherwise.put(id, job)));
        return otherwise;
    }

    private boolean isAsListed(ActualJob job, ActualJob entry) {
        return entry.settings().equals(job.settings())
                || (entry.ownership().equals(job.ownership())
                        && Echoes.of(entry.settings(), job.settings(), fields)
                                .values()
                                .isEmpty());
    }

    private Optional<ActualJob> look(long id) {
        if (isDown.get()) {
            return Optional.empty();
        }
        try {
            return workspace.get(id).filter(ActualJob::isReadable);
        } catch (ExternalServiceException e) {
            // one job's trouble is left to its write; a workspace that is down is not asked again and again
            isDown.compareAndSet(false, !(e instanceof WorkspaceException answer && answer.isAboutOneJob()));
            return Optional.empty();
        }
    }
}
