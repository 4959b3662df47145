package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The workspace's jobs, indexed in the ways that a plan looks them up. */
final class WorkspaceIndex {

    private final Map<JobKey, List<ActualJob>> owned = new TreeMap<>();
    private final Map<Long, ActualJob> byId = new HashMap<>();
    private final Map<String, List<ActualJob>> byName = new HashMap<>();

    WorkspaceIndex(String owner, Collection<ActualJob> jobs) {
        for (ActualJob job : jobs) {
            byId.put(job.id(), job);
            byName.computeIfAbsent(job.name(), name -> new ArrayList<>()).add(job);
            job.ownership()
                    .filter(ownership -> ownership.owner().equals(owner))
                    .map(Ownership::key)
                    .ifPresent(key ->
                            owned.computeIfAbsent(key, k -> new ArrayList<>()).add(job));
        }
    }

    /** Returns the jobs that carry our owner tag and this key; not all of them need to be ours. */
    List<ActualJob> owned(JobKey key) {
        return owned.getOrDefault(key, List.of());
    }

    /** Returns all jobs that carry our owner tag, by key. */
    Map<JobKey, List<ActualJob>> owned() {
        return owned;
    }

    Optional<ActualJob> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<ActualJob> named(String name) {
        return byName.getOrDefault(name, List.of());
    }
}
