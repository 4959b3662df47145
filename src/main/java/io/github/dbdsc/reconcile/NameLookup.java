package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts ids where definitions name something of the workspace. Each kind is listed once, and only when it is named. */
final class NameLookup {

    private static final int SHOWN = 5;

    private final Workspace workspace;
    private final Map<NamedKind, Listed> listed = new EnumMap<>(NamedKind.class);

    /** What a listing gave: ids by name, or why there are none. */
    private record Listed(Map<String, List<String>> ids, Optional<String> failure) {}

    private NameLookup(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * The desired state with ids in place of names. A job that names what can't be found is blocked, with a problem.
     *
     * @param selection the jobs that matter; names in others stay
     */
    static DesiredState resolved(DesiredState desired, Selection selection, Workspace workspace) {
        return new NameLookup(workspace).resolve(desired, selection);
    }

    private DesiredState resolve(DesiredState desired, Selection selection) {
        List<DesiredJob> jobs = new ArrayList<>();
        Set<JobKey> blocked = new HashSet<>(desired.blocked());
        List<Problem> problems = new ArrayList<>(desired.problems());
        for (DesiredJob job : desired.jobs()) {
            boolean matters = selection.has(job.key());
            List<String> faults = matters ? faults(job) : List.of();
            if (!matters) {
                jobs.add(job);
            } else if (faults.isEmpty()) {
                jobs.add(job.with(job.settings().resolved(this::idOf)));
            } else {
                blocked.add(job.key());
                faults.forEach(fault -> problems.add(Problem.error(job.key().path(), 0, 0, fault)));
            }
        }
        return new DesiredState(jobs, blocked, problems.stream().sorted().toList());
    }

    private List<String> faults(DesiredJob job) {
        List<String> faults = new ArrayList<>();
        for (Reference reference : job.settings().references()) {
            if (reference instanceof Reference.ToName named) {
                fault(named).ifPresent(fault -> faults.add(named.text() + ": " + fault));
            }
        }
        return faults;
    }

    private Optional<String> fault(Reference.ToName named) {
        Listed all = listed(named.kind());
        if (all.failure().isPresent()) {
            return all.failure().map(why -> "the workspace did not list them: " + why);
        }
        List<String> ids = all.ids().getOrDefault(named.name(), List.of());
        String title = named.kind().title();
        if (ids.isEmpty()) {
            return Optional.of("there is no " + title + " of this name that our identity can see" + names(all.ids())
                    + "; correct the name, or let the identity see it");
        }
        return ids.size() == 1
                ? Optional.empty()
                : Optional.of(ids.size() + " have this name ("
                        + ids.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "))
                        + "); rename all but one, or write the id instead");
    }

    private static String names(Map<String, List<String>> ids) {
        String some = ids.keySet().stream().sorted().limit(SHOWN).collect(Collectors.joining("', '", "'", "'"));
        return ids.isEmpty() ? "" : " (there are " + some + (ids.size() > SHOWN ? " and more)" : ")");
    }

    private Optional<String> idOf(Reference reference) {
        return reference instanceof Reference.ToName named
                ? listed(named.kind()).ids().getOrDefault(named.name(), List.of()).stream()
                        .findFirst()
                : Optional.empty();
    }

    private Listed listed(NamedKind kind) {
        return listed.computeIfAbsent(kind, this::list);
    }

    private Listed list(NamedKind kind) {
        try {
            return new Listed(workspace.idsByName(kind), Optional.empty());
        } catch (ExternalServiceException e) {
            return new Listed(Map.of(), Optional.of(e.getMessage()));
        }
    }
}
