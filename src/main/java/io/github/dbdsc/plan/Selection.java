package io.github.dbdsc.plan;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The jobs that a run covers. */
public final class Selection {

    private static final Selection EVERYTHING = new Selection(null);

    /** Null when the run covers all jobs. */
    private final @Nullable Set<JobKey> keys;

    private Selection(@Nullable Set<JobKey> keys) {
        this.keys = keys;
    }

    /**
     * Selects what a request asks for.
     *
     * @param rendered what the container asks for, before names are turned into ids
     * @param state the jobs in the state
     * @param terms which jobs without a definition are known to wait: there is nothing to look at
     */
    static Selection of(SyncRequest request, DesiredState rendered, Map<JobKey, AppliedJob> state, PruneTerms terms) {
        if (request.scope() instanceof Scope.One one) {
            return new Selection(Set.of(one.key()));
        }
        return request.scope() instanceof Scope.Changes
                ? new Selection(changed(rendered, state, request.prune(), terms))
                : EVERYTHING;
    }

    /** Returns the definitions whose rendering the state does not hold, and with {@code prune} those that are gone. */
    private static Set<JobKey> changed(
            DesiredState rendered, Map<JobKey, AppliedJob> state, boolean prune, PruneTerms terms) {
        Set<JobKey> changed = new TreeSet<>();
        Set<JobKey> gone = new TreeSet<>(state.keySet());
        gone.removeAll(rendered.blocked());
        for (DesiredJob job : rendered.jobs()) {
            gone.remove(job.key());
            AppliedJob applied = state.get(job.key());
            if (applied == null || !applied.fingerprint().equals(Optional.of(job.fingerprint()))) {
                changed.add(job.key());
            }
        }
        if (prune) {
            state.forEach((key, job) -> {
                if (gone.contains(key) && !terms.waits(job.jobId())) {
                    changed.add(key);
                }
            });
        }
        return changed;
    }

    /** Reports whether the run covers all jobs. */
    public boolean isEverything() {
        return keys == null;
    }

    /** Reports whether the run covers this job. */
    public boolean has(JobKey key) {
        return keys == null || keys.contains(key);
    }

    /** Returns the selected jobs; empty when these are all jobs. */
    public Optional<Set<JobKey>> keys() {
        return Optional.ofNullable(keys);
    }

    /** Returns the changes to selected jobs, without those to jobs whose ids these need. */
    List<Change> of(List<Change> changes) {
        return keys == null
                ? changes
                : changes.stream()
                        .filter(change -> has(change.key()))
                        .map(change -> change.among(keys))
                        .toList();
    }
}
