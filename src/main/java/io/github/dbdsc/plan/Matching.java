package io.github.dbdsc.plan;

import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.StateIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which jobs in the workspace the definitions mean.
 *
 * @param pairs what each definition means, in the order of the definitions
 * @param ids the ids that definitions may refer to
 * @param owned which of the workspace's jobs are ours
 * @param defined the keys of all definitions, valid or not
 * @param twins the jobs that a definition has more than once, of which only the elder is among the pairs
 */
record Matching(
        List<Pair> pairs,
        JobIds ids,
        WorkspaceIndex workspace,
        OwnedJobs owned,
        StateIndex state,
        Set<JobKey> defined,
        Map<JobKey, Twins> twins) {

    private static final int NOTED = 20;

    /** A desired job and the actual job that it means. */
    record Pair(DesiredJob job, Match match) {}

    static Matching of(
            OwnershipPolicy policy,
            DesiredState desired,
            Collection<ActualJob> all,
            Map<JobKey, AppliedJob> state,
            JobFields fields) {
        Set<JobKey> defined = defined(desired);
        List<ActualJob> settled = KeyReadings.settled(all, defined, state);
        Map<JobKey, Twins> twins = new TwinSearch(policy, state, fields).among(desired.jobs(), settled);
        Map<Long, Long> elders = new HashMap<>();
        twins.values().forEach(some -> some.younger()
                .forEach(job -> elders.put(job.id(), some.elder().id())));
        List<ActualJob> actual =
                settled.stream().filter(job -> !elders.containsKey(job.id())).toList();
        WorkspaceIndex workspace = new WorkspaceIndex(policy.owner(), actual);
        StateIndex index = new StateIndex(elders.isEmpty() ? state : redirected(state, elders));
        OwnedJobs owned = new OwnedJobs(policy, workspace, index);
        List<Pair> pairs = new Matcher(policy, workspace, owned, index, desired, defined)
                .match().stream()
                        .map(pair -> new Pair(
                                pair.job(), Match.Unreadable.unlessReadable(pair.job(), pair.match(), workspace)))
                        .toList();
        return new Matching(pairs, JobIds.of(pairs, desired.blocked(), owned), workspace, owned, index, defined, twins);
    }

    /** Returns the state with elders in place of the younger ones that it holds. */
    private static Map<JobKey, AppliedJob> redirected(Map<JobKey, AppliedJob> state, Map<Long, Long> elders) {
        Map<JobKey, AppliedJob> redirected = new HashMap<>();
        state.forEach((key, job) -> redirected.put(key, job.as(elders.getOrDefault(job.jobId(), job.jobId()))));
        return redirected;
    }

    /** Returns the keys of all definitions, valid or not. */
    static Set<JobKey> defined(DesiredState desired) {
        Set<JobKey> defined = new HashSet<>(desired.blocked());
        desired.jobs().forEach(job -> defined.add(job.key()));
        return defined;
    }

    /** Returns the ids of the existing jobs that are kept in line with their definitions, by definition. */
    Map<JobKey, Long> kept() {
        Map<JobKey, Long> kept = new HashMap<>();
        for (Pair pair : pairs) {
            if (ids.missing(pair).isEmpty()) {
                pair.match()
                        .found()
                        .filter(ActualJob::isReadable)
                        .ifPresent(job -> kept.put(pair.job().key(), job.id()));
            }
        }
        return kept;
    }

    /** Returns our jobs whose definitions are gone. */
    List<ActualJob> orphans() {
        return tagged().filter(owned::has)
                .filter(job -> !defined.contains(owned.keyOf(job)))
                .toList();
    }

    /** Says which jobs have our tags and are not ours. */
    List<String> notes() {
        return tagged().filter(owned::isCopy)
                .map(job -> "job " + job.id() + " '" + job.name() + "' carries the tags of "
                        + owned.keyOf(job).path() + ", whose job is another; it stays as it is. Remove its tags "
                        + Ownership.OWNER_TAG + " and " + Ownership.KEY_TAG + " if it is to live on its own")
                .limit(NOTED)
                .toList();
    }

    private Stream<ActualJob> tagged() {
        return workspace.owned().values().stream().flatMap(List::stream);
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
