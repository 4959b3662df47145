package io.github.dbdsc.definition;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Collects what is known of a snapshot so far: good jobs, blocked keys, problems. */
final class DesiredStateBuilder {

    private static final int PATHS_NAMED = 3;

    private final Map<JobKey, DesiredJob> jobs = new TreeMap<>();
    private final Set<JobKey> blocked = new HashSet<>();
    private final SortedSet<Problem> problems = new TreeSet<>();
    private final Map<JobKey, Origin> origins = new HashMap<>();
    private final List<String> misnamed = new ArrayList<>();

    /** Problems in templates, with the definitions that met each: one broken template is reported once. */
    private final Map<Problem, SortedSet<JobKey>> templateProblems = new TreeMap<>();

    void accept(DesiredJob job) {
        jobs.put(job.key(), job);
    }

    /** Remembers who changed a job's files, if that is known. */
    void comesFrom(JobKey key, Origin origin) {
        if (origin.isKnown()) {
            origins.put(key, origin);
        }
    }

    /** Returns the jobs that are good so far. */
    List<DesiredJob> jobs() {
        return List.copyOf(jobs.values());
    }

    void report(Collection<Problem> found) {
        problems.addAll(found);
    }

    /** Reports what a definition or its template warned of while it was rendered. */
    void reportFor(JobKey key, Collection<Problem> found) {
        for (Problem problem : found) {
            if (problem.file().equals(key.path())) {
                problems.add(problem);
            } else {
                templateProblems.computeIfAbsent(problem, p -> new TreeSet<>()).add(key);
            }
        }
    }

    /** Reports files that are not read, and remembers those that jobs may depend on. */
    void reportMisnamed(Collection<MisnamedFile> found, UnaryOperator<List<Problem>> strictness) {
        problems.addAll(strictness.apply(MisnamedFile.warnings(found)));
        found.stream()
                .filter(MisnamedFile::holdsPruning)
                .map(MisnamedFile::path)
                .forEach(misnamed::add);
    }

    void block(JobKey key, Collection<Problem> found) {
        block(Set.of(key), found);
    }

    void block(Collection<JobKey> keys, Collection<Problem> found) {
        keys.forEach(jobs::remove);
        blocked.addAll(keys);
        problems.addAll(found);
    }

    /** Blocks each job that has a fault. */
    void block(Map<JobKey, Problem> faults) {
        faults.forEach((key, fault) -> block(key, List.of(fault)));
    }

    void blockForTemplate(JobKey key, Collection<Problem> found) {
        block(key, List.of());
        reportFor(key, found);
    }

    /** @param elsewhere the keys of definitions that are for other targets */
    DesiredState build(Set<JobKey> elsewhere) {
        List<Problem> all = new ArrayList<>(problems);
        templateProblems.forEach((problem, keys) -> all.add(new Problem(
                problem.severity(),
                problem.file(),
                problem.line(),
                problem.column(),
                problem.message() + " (met for " + paths(keys) + ")")));
        return new DesiredState(jobs(), blocked, all.stream().sorted().toList(), misnamed, elsewhere, origins);
    }

    /** Names the first few definitions. */
    static String paths(Collection<JobKey> keys) {
        String named = keys.stream().limit(PATHS_NAMED).map(JobKey::path).collect(Collectors.joining(", "));
        return keys.size() <= PATHS_NAMED ? named : named + " and " + (keys.size() - PATHS_NAMED) + " more";
    }
}
