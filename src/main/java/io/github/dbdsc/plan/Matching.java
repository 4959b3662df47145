package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StateIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs in the workspace the definitions mean.
 *
 * @param pairs what each definition means, in the order of the definitions
 * @param ids the ids that definitions may refer to
 * @param defined the keys of all definitions, valid or not
 */
record Matching(List<Pair> pairs, JobIds ids, WorkspaceIndex workspace, StateIndex state, Set<JobKey> defined) {

    /** A desired job and the actual job that it means. */
    record Pair(DesiredJob job, Match match) {}

    static Matching of(
            OwnershipPolicy policy, DesiredState desired, Collection<ActualJob> actual, Map<JobKey, AppliedJob> state) {
        WorkspaceIndex workspace = new WorkspaceIndex(policy.owner(), actual);
        Set<JobKey> defined = new HashSet<>(desired.blocked());
        desired.jobs().forEach(job -> defined.add(job.key()));
        StateIndex index = new StateIndex(state);
        List<Pair> pairs = new Matcher(policy, workspace, index, desired, defined).match();
        return new Matching(pairs, JobIds.of(pairs, desired.blocked(), workspace), workspace, index, defined);
    }

    /** Returns the ids of the existing jobs that are kept in line with their definitions, by definition. */
    Map<JobKey, Long> kept() {
        Map<JobKey, Long> kept = new HashMap<>();
        for (Pair pair : pairs) {
            if (ids.missing(pair).isEmpty()) {
                pair.match().found().ifPresent(job -> kept.put(pair.job().key(), job.id()));
            }
        }
        return kept;
    }

    /** Returns, for each job in a conflict, the definitions that it may belong to. */
    Map<Long, List<JobKey>> disputed() {
        Map<Long, List<JobKey>> disputed = new HashMap<>();
        for (Pair pair : pairs) {
            if (pair.match() instanceof Match.Conflict conflict) {
                conflict.jobs().forEach(actual -> disputed.computeIfAbsent(actual.id(), id -> new ArrayList<>())
                        .add(pair.job().key()));
            }
        }
        return disputed;
    }
}
