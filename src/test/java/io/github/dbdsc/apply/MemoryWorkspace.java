package io.github.dbdsc.apply;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.plan.Jobs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Keeps jobs in a list; each create runs into the next of the planned accidents. */
public class MemoryWorkspace implements Workspace {

    public enum Accident {
        NONE,
        LOST_BEFORE,
        LOST_AFTER,
        REFUSED
    }

    public final List<ActualJob> jobs = new ArrayList<>();
    public final Deque<Accident> accidents = new ArrayDeque<>();
    public final Set<Long> running = new HashSet<>();
    public final Map<Long, AccessControl> granted = new HashMap<>();
    public final List<String> calls = new ArrayList<>();
    public int creates;

    @Override
    public Workspace callingWhile(TimeLeft time) {
        return this;
    }

    @Override
    public Workspace writingWhile(BooleanSupplier mayWrite) {
        return this;
    }

    @Override
    public int forEach(Wanted wanted, Consumer<ActualJob> action) {
        calls.add("list");
        List.copyOf(jobs).forEach(action);
        return 0;
    }

    /** Shows jobs as {@link #get} does, and leaves out those that it hides. */
    @Override
    public List<ActualJob> named(String name) {
        return jobs.stream()
                .filter(job -> job.name().equals(name))
                .flatMap(job -> shown(job.id()).stream())
                .toList();
    }

    private Optional<ActualJob> shown(long jobId) {
        try {
            return get(jobId);
        } catch (WorkspaceException e) {
            if (e.isForbidden()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public long create(JobSettings settings) {
        creates++;
        calls.add("create " + settings.name());
        Accident accident = accidents.isEmpty() ? Accident.NONE : accidents.remove();
        if (accident == Accident.REFUSED) {
            throw new WorkspaceException("no", 400, false);
        }
        if (accident != Accident.LOST_BEFORE) {
            jobs.add(new ActualJob(jobs.size() + 1L, settings, Optional.empty()));
        }
        if (accident != Accident.NONE) {
            throw new WorkspaceException("no answer", 0, true);
        }
        return jobs.size();
    }

    @Override
    public void reset(long jobId, JobSettings settings) {
        calls.add("reset " + jobId);
        jobs.replaceAll(job -> job.id() == jobId ? new ActualJob(jobId, settings, job.creator()) : job);
    }

    @Override
    public boolean hasRuns(long jobId) {
        return running.contains(jobId);
    }

    @Override
    public void pause(long jobId, JobSettings settings) {
        calls.add("pause " + jobId);
    }

    @Override
    public void tag(long jobId, Map<String, String> tags) {
        calls.add("tag " + jobId + " " + new TreeMap<>(tags));
    }

    @Override
    public Optional<ActualJob> get(long jobId) {
        calls.add("get " + jobId);
        return jobs.stream().filter(job -> job.id() == jobId).findFirst();
    }

    @Override
    public boolean hasActiveRuns(long jobId) {
        return running.contains(jobId);
    }

    @Override
    public void delete(long jobId) {
        jobs.removeIf(job -> job.id() == jobId);
    }

    @Override
    public Map<String, List<String>> idsByName(NamedKind kind) {
        return Map.of();
    }

    @Override
    public GrantedAccess permissions(long jobId) {
        calls.add("permissions " + jobId);
        return Jobs.granted(granted.getOrDefault(jobId, Jobs.OURS));
    }

    @Override
    public GrantedAccess grant(long jobId, AccessControl permissions) {
        calls.add("grant " + jobId);
        granted.put(jobId, permissions);
        return Jobs.granted(permissions);
    }

    @Override
    public long calls() {
        return creates;
    }
}
