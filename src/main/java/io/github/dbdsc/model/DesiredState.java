package io.github.dbdsc.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a snapshot of the container asks for.
 *
 * @param jobs those of good definitions, in order of key
 * @param blocked the keys of definitions with problems: their jobs stay as they are
 * @param problems what is wrong, in order of file and place
 */
public record DesiredState(List<DesiredJob> jobs, Set<JobKey> blocked, List<Problem> problems) {

    public DesiredState {
        jobs = List.copyOf(jobs);
        blocked = Set.copyOf(blocked);
        problems = List.copyOf(problems);
    }

    /** Returns the job of this key, if its definition is good. */
    public Optional<DesiredJob> job(JobKey key) {
        return jobs.stream().filter(job -> job.key().equals(key)).findFirst();
    }
}
