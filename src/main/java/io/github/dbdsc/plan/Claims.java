package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Assigns every actual job to at most one definition. Definitions claim jobs in rounds, the strongest reasons first; a
 * job that several definitions claim in one round goes to none of them.
 */
final class Claims {

    private final Map<JobKey, Match> settled = new HashMap<>();
    private final Set<Long> taken;

    /** Starts with these jobs taken. */
    Claims(Set<Long> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** Settles the definitions that are not settled yet and for which {@code claim} has an answer. */
    void round(List<DesiredJob> jobs, Function<DesiredJob, Optional<? extends Match>> claim) {
        Map<JobKey, Match> claims = new LinkedHashMap<>();
        jobs.stream().filter(job -> !settled.containsKey(job.key())).forEach(job -> claim.apply(job)
                .ifPresent(match -> claims.put(job.key(), match)));
        Map<Long, Set<JobKey>> claimants = new HashMap<>();
        claims.forEach((key, match) -> match.found().ifPresent(actual -> claimants
                .computeIfAbsent(actual.id(), id -> new TreeSet<>())
                .add(key)));
        claims.forEach((key, match) -> settled.put(key, unlessTied(match, claimants)));
        taken.addAll(claimants.keySet());
    }

    private static Match unlessTied(Match match, Map<Long, Set<JobKey>> claimants) {
        return match.found()
                .filter(actual -> claimants.getOrDefault(actual.id(), Set.of()).size() > 1)
                .<Match>map(actual -> tied(actual, claimants.getOrDefault(actual.id(), Set.of())))
                .orElse(match);
    }

    private static Match.Conflict tied(ActualJob actual, Set<JobKey> keys) {
        String definitions = keys.stream().map(JobKey::path).collect(Collectors.joining(", "));
        return new Match.Conflict(
                List.of(actual),
                "job " + actual.id() + " could be that of each of " + definitions
                        + "; remove all but one of them, or put the tags " + Ownership.OWNER_TAG + " and "
                        + Ownership.KEY_TAG + " on the job that say whose it is");
    }

    /** Reports whether no definition claimed the job in an earlier round. */
    boolean isFree(ActualJob job) {
        return !taken.contains(job.id());
    }

    /** Returns the match of every settled definition. */
    Map<JobKey, Match> settled() {
        return new TreeMap<>(settled);
    }
}
