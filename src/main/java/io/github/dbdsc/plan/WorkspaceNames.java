package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The things in the workspace that definitions look up by name.
 *
 * @param listings the workspace's listings, by kind
 */
public record WorkspaceNames(Map<NamedKind, Listing> listings) {

    /** The value for a run whose definitions look up nothing by name. */
    public static final WorkspaceNames NONE = new WorkspaceNames(Map.of());

    private static final int SHOWN = 5;

    /**
     * The workspace's listing of one kind.
     *
     * @param ids the ids by name; things that share a name share a list
     * @param failure why there is no listing, as a message for the user; null when there is one
     */
    public record Listing(
            Map<String, List<String>> ids, @Nullable String failure) {

        /** Returns a listing that succeeded. */
        public static Listing of(Map<String, List<String>> ids) {
            return new Listing(ids, null);
        }

        /** Returns a listing that failed. */
        public static Listing failed(String why) {
            return new Listing(Map.of(), why);
        }
    }

    public WorkspaceNames {
        listings = Map.copyOf(listings);
    }

    /** Returns these names with those of jobs, which a run lists anyway. */
    WorkspaceNames with(List<ActualJob> jobs) {
        Map<String, List<String>> ids = jobs.stream()
                .collect(Collectors.groupingBy(
                        ActualJob::name, Collectors.mapping(job -> Long.toString(job.id()), Collectors.toList())));
        Map<NamedKind, Listing> all = new EnumMap<>(NamedKind.class);
        all.putAll(listings);
        all.put(NamedKind.JOB, Listing.of(ids));
        return new WorkspaceNames(all);
    }

    /** Returns the kinds that selected definitions look up; no others need to be listed. */
    public static Set<NamedKind> neededBy(DesiredState desired, Selection selection) {
        Set<NamedKind> kinds = EnumSet.noneOf(NamedKind.class);
        for (DesiredJob job : desired.jobs()) {
            if (selection.has(job.key())) {
                job.settings().references().forEach(reference -> {
                    if (reference instanceof Reference.ToName named) {
                        kinds.add(named.kind());
                    }
                });
            }
        }
        return kinds;
    }

    /**
     * Returns the desired state with ids in place of names. A job that names something that can't be found is blocked,
     * with a problem.
     *
     * @param selection the jobs to resolve; names in others stay
     */
    DesiredState resolve(DesiredState desired, Selection selection) {
        List<DesiredJob> jobs = new ArrayList<>();
        Set<JobKey> blocked = new HashSet<>(desired.blocked());
        List<Problem> problems = new ArrayList<>(desired.problems());
        Map<String, JobKey> defined = new HashMap<>();
        desired.jobs().forEach(job -> defined.put(job.name(), job.key()));
        for (DesiredJob job : desired.jobs()) {
            boolean matters = selection.has(job.key());
            List<String> faults = matters ? faults(job, defined) : List.of();
            if (!matters) {
                jobs.add(job);
            } else if (faults.isEmpty()) {
                jobs.add(job.with(job.settings().resolved(this::idOf)));
            } else {
                blocked.add(job.key());
                faults.forEach(fault -> problems.add(Problem.error(job.key().path(), 0, 0, fault)));
            }
        }
        return new DesiredState(
                jobs,
                blocked,
                problems.stream().sorted().toList(),
                desired.misnamed(),
                desired.elsewhere(),
                desired.origins());
    }

    private List<String> faults(DesiredJob job, Map<String, JobKey> defined) {
        List<String> faults = new ArrayList<>();
        for (Reference reference : job.settings().references()) {
            if (reference instanceof Reference.ToName named) {
                fault(named, defined).ifPresent(fault -> faults.add(named.text() + ": " + fault));
            }
        }
        return faults;
    }

    private Optional<String> fault(Reference.ToName named, Map<String, JobKey> defined) {
        JobKey key = named.kind() == NamedKind.JOB ? defined.get(named.name()) : null;
        if (key != null) {
            return Optional.of(key.path() + " defines this job; write " + new Reference.ToJob(key).text()
                    + ", which is known before the job exists");
        }
        Listing all = listing(named.kind());
        if (all.failure() != null) {
            return Optional.of("the workspace did not list them: " + all.failure());
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
                ? listing(named.kind()).ids().getOrDefault(named.name(), List.of()).stream()
                        .findFirst()
                : Optional.empty();
    }

    private Listing listing(NamedKind kind) {
        return Objects.requireNonNull(listings.get(kind), () -> kind + " was not listed");
    }
}
