package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What to remember of a target's jobs after a pass. */
final class Memory {

    private Memory() {}

    /**
     * Jobs that were written, or are as defined, are remembered with their settings of now; jobs that failed as they
     * were; jobs that are no longer in the workspace are forgotten.
     */
    static Map<JobKey, AppliedJob> after(
            Map<JobKey, AppliedJob> before,
            Collection<Outcome> outcomes,
            DesiredState desired,
            Collection<ActualJob> actual) {
        Map<JobKey, JobSettings> wanted =
                desired.jobs().stream().collect(Collectors.toMap(DesiredJob::key, DesiredJob::settings));
        Map<JobKey, AppliedJob> after = new TreeMap<>(before);
        Set<Long> present = new HashSet<>();
        actual.forEach(job -> present.add(job.id()));
        after.values().removeIf(job -> !present.contains(job.jobId()));
        for (Outcome outcome : outcomes) {
            JobKey key = outcome.change().key();
            settled(outcome, wanted::get).ifPresent(job -> {
                after.values().removeIf(other -> other.jobId() == job.jobId());
                after.put(key, job);
            });
        }
        return after;
    }

    private static Optional<AppliedJob> settled(Outcome outcome, Function<JobKey, JobSettings> wanted) {
        boolean settled = outcome.result() == Outcome.Result.APPLIED || outcome.result() == Outcome.Result.UNCHANGED;
        JobSettings settings = wanted.apply(outcome.change().key());
        return settled && settings != null && outcome.jobId().isPresent()
                ? Optional.of(new AppliedJob(outcome.jobId().getAsLong(), settings))
                : Optional.empty();
    }
}
