package io.github.dbdsc.definition;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has been found out about a snapshot so far: good jobs, blocked keys, problems. */
final class Findings {

    private static final int NAMED = 3;

    private final Map<JobKey, DesiredJob> jobs = new TreeMap<>();
    private final Set<JobKey> blocked = new HashSet<>();
    private final SortedSet<Problem> problems = new TreeSet<>();

    /** Problems in templates, with the definitions that each was met for: one broken template is told once. */
    private final Map<Problem, SortedSet<JobKey>> templateProblems = new TreeMap<>();

    void accept(DesiredJob job) {
        jobs.put(job.key(), job);
    }

    void report(Collection<Problem> found) {
        problems.addAll(found);
    }

    /** A template's warnings, met while rendering the given definition. */
    void reportFor(JobKey key, Collection<Problem> found) {
        found.forEach(problem ->
                templateProblems.computeIfAbsent(problem, p -> new TreeSet<>()).add(key));
    }

    void block(JobKey key, Problem problem) {
        block(key, List.of(problem));
    }

    void block(JobKey key, Collection<Problem> found) {
        block(Set.of(key), found);
    }

    void block(Collection<JobKey> keys, Collection<Problem> found) {
        keys.forEach(jobs::remove);
        blocked.addAll(keys);
        problems.addAll(found);
    }

    void blockForTemplate(JobKey key, Collection<Problem> found) {
        block(key, List.of());
        reportFor(key, found);
    }

    /** Two definitions with one name would take turns with one job, or make two that nobody can tell apart. */
    void blockSharedNames(Map<JobKey, SourceFile> definitions) {
        Map<String, List<JobKey>> byName = jobs.values().stream()
                .collect(Collectors.groupingBy(
                        DesiredJob::name, TreeMap::new, Collectors.mapping(DesiredJob::key, Collectors.toList())));
        byName.forEach((name, keys) -> {
            if (keys.size() > 1) {
                keys.forEach(key -> block(key, sharedName(name, key, keys, definitions)));
            }
        });
    }

    /** A reference that can't be resolved, now or ever. */
    void blockBadReferences(Set<JobKey> defined) {
        JobReferences.faults(jobs.values(), defined).forEach(this::block);
    }

    private static Problem sharedName(String name, JobKey key, List<JobKey> keys, Map<JobKey, SourceFile> definitions) {
        List<JobKey> others = keys.stream().filter(other -> !other.equals(key)).toList();
        return DefinitionParser.at(
                key,
                text(definitions.get(key)),
                "name",
                "the job name '" + name + "' is also that of " + paths(others)
                        + "; give each job a name of its own (none of them is changed until then)");
    }

    private static String text(@Nullable SourceFile definition) {
        try {
            return definition == null ? "" : DefinitionParser.text(definition);
        } catch (DefinitionException e) {
            return "";
        }
    }

    DesiredState desiredState() {
        List<Problem> all = new ArrayList<>(problems);
        templateProblems.forEach((problem, keys) -> all.add(new Problem(
                problem.severity(),
                problem.file(),
                problem.line(),
                problem.column(),
                problem.message() + " (met for " + paths(List.copyOf(keys)) + ")")));
        return new DesiredState(
                List.copyOf(jobs.values()), blocked, all.stream().sorted().toList());
    }

    private static String paths(List<JobKey> keys) {
        String named = keys.stream().limit(NAMED).map(JobKey::path).collect(Collectors.joining(", "));
        return keys.size() <= NAMED ? named : named + " and " + (keys.size() - NAMED) + " more";
    }
}
