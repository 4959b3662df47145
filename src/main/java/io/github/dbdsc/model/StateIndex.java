package io.github.dbdsc.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;

/** The jobs in the state, by definition and by job: a definition may move while its job stays. */
public final class StateIndex {

    private final Map<JobKey, AppliedJob> byKey;

    /** The key of each job; the first in order when it has several. */
    private final Map<Long, JobKey> keys = new HashMap<>();

    public StateIndex(Map<JobKey, AppliedJob> jobs) {
        this.byKey = Map.copyOf(jobs);
        byKey.forEach((key, job) -> keys.merge(job.jobId(), key, BinaryOperator.minBy(Comparator.naturalOrder())));
    }

    /** Returns the job under a key. */
    public Optional<AppliedJob> under(JobKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Returns the definition that the state holds a job for. */
    public Optional<JobKey> keyOf(long jobId) {
        return Optional.ofNullable(keys.get(jobId));
    }

    /** Returns the ids of all jobs. */
    public LongStream ids() {
        return keys.keySet().stream().mapToLong(Long::longValue);
    }

    /** Returns the job of this id: the one under the key if that has the id, else the one under any other key. */
    public Optional<AppliedJob> of(JobKey key, long jobId) {
        return under(key).filter(job -> job.jobId() == jobId).or(() -> Optional.ofNullable(keys.get(jobId))
                .flatMap(this::under));
    }
}
