package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which jobs without a definition are deleted. None is unless pruning is on, every definition loaded and there
 * is at least one: a container that looks empty is more often a mistake than intended. Where somebody asks for deletes all
 * the same, these have to be approved ({@link Review}).
 *
 * @param whyNone why this run deletes no job; null when it may
 * @param terms which jobs wait
 */
record Pruning(@Nullable String whyNone, PruneTerms terms) {

    static Pruning of(boolean on, DesiredState desired, PruneTerms terms) {
        if (!on) {
            return new Pruning("the job is kept (pruning is off)", terms);
        }
        if (desired.problems().stream().anyMatch(Problem::isError)) {
            return new Pruning("the job is kept while definitions have errors", terms);
        }
        if (!desired.misnamed().isEmpty()) {
            return new Pruning(
                    "the job is kept while " + desired.misnamed().get(0)
                            + ", which is not read, may be a definition with a wrong name",
                    terms);
        }
        if (desired.jobs().isEmpty() && !terms.atOnce()) {
            return new Pruning("the job is kept because there is no definition at all", terms);
        }
        return new Pruning(null, terms);
    }

    /**
     * Decides what to do with a job of ours whose definition is gone.
     *
     * @param claimants the definitions that the job may belong to now
     * @param doubt why it may not be ours to delete; null when it is
     */
    Change decide(JobKey key, ActualJob job, List<JobKey> claimants, @Nullable String doubt) {
        if (!job.isReadable()) {
            return Change.refused(key, job.name(), job, Match.Unreadable.reason(job));
        }
        if (!claimants.isEmpty()) {
            return Change.orphan(
                    key,
                    job,
                    "the job is kept because it may be that of "
                            + claimants.stream().map(JobKey::path).collect(Collectors.joining(", ")));
        }
        if (whyNone != null) {
            return Change.orphan(key, job, whyNone);
        }
        if (Ownership.isProtected(job.settings())) {
            return Change.orphan(
                    key,
                    job,
                    "the job is kept because it is protected; delete it by hand, or take its tag "
                            + Ownership.PROTECT_TAG + " away");
        }
        if (doubt != null) {
            return Change.orphan(key, job, "the job is kept because " + doubt);
        }
        return terms.due(job.id())
                .map(due -> Change.waiting(key, job, terms, due))
                .orElseGet(() -> Change.delete(key, job));
    }

    /**
     * Returns since when each job that this run, or a later one, deletes by itself has no definition. Nothing is noticed
     * while no job may be deleted: what is gone together with everything else may come back together with it.
     *
     * @param changes those to all jobs that were read
     * @param whole whether these are all jobs
     */
    Map<Long, Instant> noticed(List<Change> changes, Matching matching, boolean whole) {
        if (whyNone != null || terms.after().isZero()) {
            return Map.of();
        }
        Map<Long, Instant> noticed = new HashMap<>();
        if (!whole) {
            noticed.putAll(terms.record().orphans());
            noticed.keySet().removeIf(id -> matching.state()
                    .keyOf(id)
                    .filter(matching.defined()::contains)
                    .isPresent());
            matching.kept().values().forEach(noticed::remove);
        }
        for (Change change : changes) {
            if (change.atOnce().prunes()) {
                change.jobId().ifPresent(id -> noticed.put(id, terms.since(id)));
            }
        }
        return noticed;
    }
}
