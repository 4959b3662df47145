package io.github.dbdsc.plan;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.SourceCommits;
import io.github.dbdsc.model.SourceCommits.Older;
import io.github.dbdsc.model.StateIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps jobs from going back to files that are older than those last applied to them, as they do where an old pipeline runs
 * again. Such a job stays as it is, with what was done to it by hand.
 *
 * @param jobs what the container asks for, before names are turned into ids
 * @param origins which commits the jobs' files come from
 * @param state what was last applied
 * @param allowed whether the run goes back
 */
record OlderSources(Map<JobKey, DesiredJob> jobs, Map<JobKey, Origin> origins, StateIndex state, boolean allowed) {

    private static final int NAMED = 5;

    static OlderSources of(DesiredState rendered, StateIndex state, boolean allowed) {
        Map<JobKey, DesiredJob> jobs = new HashMap<>();
        rendered.jobs().forEach(job -> jobs.put(job.key(), job));
        return new OlderSources(jobs, rendered.origins(), state, allowed);
    }

    /** Returns the changes, of which those are refused that would bring an older version to a job. */
    List<Change> refusedAmong(List<Change> changes) {
        Map<JobKey, Older> older = new HashMap<>();
        if (!allowed && !origins.isEmpty()) {
            changes.forEach(change -> older(change).ifPresent(found -> older.put(change.key(), found)));
        }
        if (older.isEmpty()) {
            return changes;
        }
        Set<JobKey> unmade = changes.stream()
                .filter(change -> change.action() == Action.CREATE && older.containsKey(change.key()))
                .map(Change::key)
                .collect(Collectors.toSet());
        Set<JobKey> waiting = unmade.isEmpty() ? Set.of() : Withheld.withThoseThatNeed(unmade, changes);
        return changes.stream().map(change -> refused(change, older, waiting)).toList();
    }

    private static Change refused(Change change, Map<JobKey, Older> older, Set<JobKey> waiting) {
        Older found = older.get(change.key());
        if (found != null && brings(change)) {
            return Change.refused(change.key(), change.name(), change.actual().orElse(null), why(change.key(), found));
        }
        return brings(change) && waiting.contains(change.key())
                ? Change.refused(
                        change.key(),
                        change.name(),
                        change.actual().orElse(null),
                        "it needs the id of a job that is not made, because its definition is older than the one last"
                                + " applied; put that one right first")
                : change;
    }

    /** Names the definitions that may go back; empty where none may. */
    Optional<String> forced() {
        List<String> forced = jobs.values().stream()
                .filter(DesiredJob::force)
                .map(job -> job.key().value())
                .sorted()
                .toList();
        return forced.isEmpty()
                ? Optional.empty()
                : Optional.of("\"$force\" lets " + forced.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (forced.size() > NAMED ? " and " + (forced.size() - NAMED) + " more" : "")
                        + " go back to an older version; once that is applied, take it out of the definition again");
    }

    /** Returns the older file that a change comes from; empty where there is none, or the change may be carried out. */
    private Optional<Older> older(Change change) {
        DesiredJob job = jobs.get(change.key());
        Origin origin = origins.get(change.key());
        if (job == null || origin == null || job.force() || !brings(change)) {
            return Optional.empty();
        }
        // the same definition brings nothing back, but puts right what was done by hand
        return applied(change)
                .filter(applied -> !applied.fingerprint().equals(Optional.of(job.fingerprint())))
                .map(AppliedJob::commits)
                .flatMap(origin.commits()::olderThan);
    }

    private Optional<AppliedJob> applied(Change change) {
        return change.jobId().isPresent()
                ? state.of(change.key(), change.jobId().getAsLong())
                : state.under(change.key());
    }

    private static boolean brings(Change change) {
        return change.action().writes() && change.action() != Action.DELETE;
    }

    private static String why(JobKey key, Older found) {
        String file = found.file().equals(SourceCommits.DEFINITION) ? key.path() : found.file();
        return file + " comes from " + found.now().dated() + ", and what was last applied came from the later "
                + found.before().dated() + ": an old pipeline may have run again, so the job stays as it is. If"
                + " going back is meant, say so with \"$force\": true in " + key.path()
                + ", or with sync --allow-older";
    }
}
