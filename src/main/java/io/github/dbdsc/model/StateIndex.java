package io.github.dbdsc.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** What the state remembers, to be found by definition and by job: a definition may move, its job stays. */
public final class StateIndex {

    private final Map<JobKey, AppliedJob> byKey;

    /** Of several keys of one job the first in order. */
    private final Map<Long, JobKey> keys = new HashMap<>();

    public StateIndex(Map<JobKey, AppliedJob> jobs) {
        this.byKey = Map.copyOf(jobs);
        byKey.forEach((key, job) -> keys.merge(job.jobId(), key, BinaryOperator.minBy(Comparator.naturalOrder())));
    }

    /** What is remembered under a key. */
    public Optional<AppliedJob> under(JobKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** What is remembered of a job: under the key if that is the same job, else under whichever key it is. */
    public Optional<AppliedJob> of(JobKey key, long jobId) {
        return under(key).filter(job -> job.jobId() == jobId).or(() -> Optional.ofNullable(keys.get(jobId))
                .flatMap(this::under));
    }
}
