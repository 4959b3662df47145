package io.github.dbdsc.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the state remembers, to be found by definition and by job: a definition may move, its job stays. */
public final class RememberedJobs {

    private final Map<JobKey, AppliedJob> byKey;
    private final Map<Long, AppliedJob> byId = new HashMap<>();

    public RememberedJobs(Map<JobKey, AppliedJob> jobs) {
        this.byKey = Map.copyOf(jobs);
        new TreeMap<>(jobs).forEach((key, job) -> byId.putIfAbsent(job.jobId(), job));
    }

    /** What is remembered under a key. */
    public Optional<AppliedJob> under(JobKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** What is remembered of a job: under the key if that is the same job, else under whichever key it is. */
    public Optional<AppliedJob> of(JobKey key, long jobId) {
        return under(key).filter(job -> job.jobId() == jobId).or(() -> Optional.ofNullable(byId.get(jobId)));
    }
}
