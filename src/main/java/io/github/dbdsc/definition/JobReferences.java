package io.github.dbdsc.definition;

import io.github.dbdsc.model.DependencyCycles;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Reference;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Jobs that refer to other jobs refer to ones that are defined, and never in a circle. */
final class JobReferences {

    private static final int NAMED = 10;

    private JobReferences() {}

    /**
     * What is wrong with the references between jobs.
     *
     * @param defined the keys of all definitions, good and bad
     */
    static Map<JobKey, Problem> faults(Collection<DesiredJob> jobs, Set<JobKey> defined) {
        Map<JobKey, Set<JobKey>> references = new LinkedHashMap<>();
        jobs.forEach(job -> references.put(job.key(), referredTo(job)));
        Map<JobKey, Problem> faults = new LinkedHashMap<>();
        DependencyCycles.in(references)
                .forEach(cycle -> cycle.forEach(key -> faults.put(key, problem(key, inCycle(cycle)))));
        references.forEach((key, others) -> others.stream()
                .filter(other -> !defined.contains(other))
                .findFirst()
                .ifPresent(other -> faults.put(key, problem(key, unknown(other)))));
        return faults;
    }

    private static Set<JobKey> referredTo(DesiredJob job) {
        Set<JobKey> keys = new LinkedHashSet<>();
        for (Reference reference : job.settings().references()) {
            if (reference instanceof Reference.ToJob other) {
                keys.add(other.key());
            }
        }
        return keys;
    }

    private static String inCycle(List<JobKey> cycle) {
        String named = cycle.stream().limit(NAMED).map(JobKey::value).collect(Collectors.joining(" → "));
        return "jobs refer to each other in a cycle: " + named
                + (cycle.size() > NAMED ? " → … " + (cycle.size() - NAMED) + " more" : "") + " → " + cycle.get(0)
                + "; take one of these job_ref() out";
    }

    private static String unknown(JobKey other) {
        return new Reference.ToJob(other).text() + " refers to " + other.path()
                + ", which does not exist; correct the key, or upload that definition";
    }

    private static Problem problem(JobKey key, String message) {
        return Problem.error(key.path(), 0, 0, message);
    }
}
