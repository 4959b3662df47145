package io.github.dbdsc.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a snapshot of the container asks for.
 *
 * @param jobs those of good definitions, in order of key
 * @param blocked the keys of definitions with problems: their jobs stay as they are
 * @param problems what is wrong, in order of file and place
 * @param misnamed files that are not read and may be definitions all the same: as long as there is one, nobody can tell
 *     which jobs have lost theirs
 * @param elsewhere the keys of definitions that are for other targets: for this one they are as good as not there
 * @param origins which commits the files of definitions come from, where that is known
 */
public record DesiredState(
        List<DesiredJob> jobs,
        Set<JobKey> blocked,
        List<Problem> problems,
        List<String> misnamed,
        Set<JobKey> elsewhere,
        Map<JobKey, Origin> origins) {

    private static final String POLICY = "policy.json";

    /** Creates what is asked for where every file has a right name. */
    public DesiredState(List<DesiredJob> jobs, Set<JobKey> blocked, List<Problem> problems) {
        this(jobs, blocked, problems, List.of());
    }

    /** Creates what is asked for by files of unknown commits. */
    public DesiredState(List<DesiredJob> jobs, Set<JobKey> blocked, List<Problem> problems, List<String> misnamed) {
        this(jobs, blocked, problems, misnamed, Set.of(), Map.of());
    }

    public DesiredState {
        jobs = List.copyOf(jobs);
        blocked = Set.copyOf(blocked);
        problems = List.copyOf(problems);
        misnamed = List.copyOf(misnamed);
        elsewhere = Set.copyOf(elsewhere);
        origins = Map.copyOf(origins);
    }

    /** Reports whether the policy can be used, or there is none. Otherwise nobody knows what a job must be. */
    public boolean hasUsablePolicy() {
        return problems.stream()
                .noneMatch(problem -> problem.isError() && problem.file().equals(POLICY));
    }

    /** Returns the job of this key, if its definition is good. */
    public Optional<DesiredJob> job(JobKey key) {
        return jobs.stream().filter(job -> job.key().equals(key)).findFirst();
    }
}
