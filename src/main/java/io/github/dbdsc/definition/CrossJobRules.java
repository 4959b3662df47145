package io.github.dbdsc.definition;

import io.github.dbdsc.model.DependencyCycles;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.TargetView.Development;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** No two jobs share a name; jobs that refer to other jobs refer to defined ones, and never in a cycle. */
final class CrossJobRules {

    /** A message names this many jobs of a cycle at most. */
    private static final int JOBS_NAMED = 10;

    private CrossJobRules() {}

    /**
     * Finds jobs that share a name. Two definitions with one name would take turns with one job, or make two jobs that
     * nobody can tell apart.
     */
    static Map<JobKey, Problem> sharedNames(Collection<DesiredJob> jobs, Map<JobKey, SourceFile> definitions) {
        Map<String, List<JobKey>> byName = jobs.stream()
                .collect(Collectors.groupingBy(
                        DesiredJob::name, TreeMap::new, Collectors.mapping(DesiredJob::key, Collectors.toList())));
        Map<JobKey, Problem> faults = new LinkedHashMap<>();
        byName.forEach((name, keys) -> {
            if (keys.size() > 1) {
                keys.forEach(key -> faults.put(key, sharedName(name, key, keys, definitions.get(key))));
            }
        });
        return faults;
    }

    private static Problem sharedName(String name, JobKey key, List<JobKey> keys, @Nullable SourceFile definition) {
        List<JobKey> others = keys.stream().filter(other -> !other.equals(key)).toList();
        return new DefinitionText(key, text(definition), "")
                .at(
                        "name",
                        "the job name '" + name + "' is also that of " + DesiredStateBuilder.paths(others)
                                + "; give each job a name of its own (none of them is changed until then)");
    }

    private static String text(@Nullable SourceFile definition) {
        try {
            return definition == null ? "" : DefinitionParser.text(definition);
        } catch (DefinitionException e) {
            return "";
        }
    }

    /**
     * Finds references to jobs that can't be resolved, now or ever.
     *
     * @param defined the keys of all definitions, good and bad
     * @param elsewhere the keys of those that are for other targets
     * @param target the name of the target
     */
    static Map<JobKey, Problem> badReferences(
            Collection<DesiredJob> jobs, Set<JobKey> defined, Set<JobKey> elsewhere, String target) {
        Map<JobKey, Set<JobKey>> references = new LinkedHashMap<>();
        jobs.forEach(job -> references.put(job.key(), job.refersTo()));
        Map<JobKey, Problem> faults = new LinkedHashMap<>();
        DependencyCycles.in(references)
                .forEach(cycle -> cycle.forEach(key -> faults.put(key, problem(key, inCycle(cycle)))));
        references.forEach((key, others) -> others.stream()
                .filter(other -> !defined.contains(other) || elsewhere.contains(other))
                .findFirst()
                .ifPresent(other -> faults.put(
                        key, problem(key, elsewhere.contains(other) ? notHere(other, target) : unknown(other)))));
        return faults;
    }

    /**
     * Finds lookups of jobs that the target has under other names, because of its mode: there may be a job of the old name, and
     * it is another's.
     *
     * @param development what the mode asks for; empty in production, where the planner finds lookups of our own jobs
     */
    static Map<JobKey, Problem> lookupsOfRenamed(Collection<DesiredJob> jobs, Optional<Development> development) {
        Map<JobKey, Problem> faults = new LinkedHashMap<>();
        development.ifPresent(mode -> {
            Map<String, JobKey> before = new HashMap<>();
            jobs.forEach(
                    job -> before.put(job.name().substring(mode.namePrefix().length()), job.key()));
            jobs.forEach(job -> job.settings().references().forEach(reference -> {
                if (reference instanceof Reference.ToName named && named.kind() == NamedKind.JOB) {
                    Optional.ofNullable(before.get(named.name()))
                            .ifPresent(key -> faults.put(job.key(), problem(job.key(), renamed(named, key))));
                }
            }));
        });
        return faults;
    }

    private static String renamed(Reference.ToName named, JobKey key) {
        return named.text() + ": " + key.path() + " defines this job, which has another name in development; write "
                + new Reference.ToJob(key).text();
    }

    private static String inCycle(List<JobKey> cycle) {
        String named = cycle.stream().limit(JOBS_NAMED).map(JobKey::value).collect(Collectors.joining(" → "));
        return "jobs refer to each other in a cycle: " + named
                + (cycle.size() > JOBS_NAMED ? " → … " + (cycle.size() - JOBS_NAMED) + " more" : "") + " → "
                + cycle.get(0) + "; take one of these job_ref() out";
    }

    private static String unknown(JobKey other) {
        return new Reference.ToJob(other).text() + " refers to " + other.path()
                + ", which does not exist; correct the key, or upload that definition";
    }

    private static String notHere(JobKey other, String target) {
        return new Reference.ToJob(other).text() + " refers to " + other.path() + ", which is not for the target "
                + target + "; add it to the \"$targets\" of that definition, or leave this one out of it";
    }

    private static Problem problem(JobKey key, String message) {
        return Problem.error(key.path(), 0, 0, message);
    }
}
