package io.github.dbdsc.export;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Reference;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names that stand for ids: the keys of exported jobs, and whatever has a name of its own in the workspace. */
final class IdNames {

    private static final int NAMED = 5;

    private final Workspace workspace;
    private final Map<Long, JobKey> keys;
    private final List<ActualJob> jobs;
    private final Map<NamedKind, Map<String, String>> names = new EnumMap<>(NamedKind.class);

    /** What our references stand for. */
    private final Map<Reference, String> ids = new HashMap<>();

    /** In how many places each id of a kind stays. */
    private final Map<NamedKind, Map<String, Integer>> kept = new EnumMap<>(NamedKind.class);

    /** Why kinds could not be listed. */
    private final Map<NamedKind, String> unread = new EnumMap<>(NamedKind.class);

    /**
     * Makes no call yet: each kind is listed when the first id of it is met.
     *
     * @param keys of the exported jobs, by their ids
     * @param jobs all that the workspace has
     */
    IdNames(Workspace workspace, Map<Long, JobKey> keys, List<ActualJob> jobs) {
        this.workspace = workspace;
        this.keys = keys;
        this.jobs = jobs;
    }

    /** Returns what an id refers to; empty where it stays as it is. */
    Optional<Reference> of(NamedKind kind, String id) {
        if (id.contains("{{")) {
            return Optional.empty(); // Databricks fills it in when the job runs
        }
        Optional<Reference> reference = kind == NamedKind.JOB ? key(id) : Optional.empty();
        if (reference.isEmpty()) {
            reference = Optional.ofNullable(
                            names.computeIfAbsent(kind, this::listed).get(id))
                    .map(name -> new Reference.ToName(kind, name));
        }
        reference.ifPresentOrElse(
                known -> ids.put(known, id),
                () -> kept.computeIfAbsent(kind, any -> new LinkedHashMap<>()).merge(id, 1, Integer::sum));
        return reference;
    }

    private Optional<Reference> key(String id) {
        try {
            return Optional.ofNullable(keys.get(Long.parseLong(id))).map(Reference.ToJob::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the names that one thing has, by its id. */
    private Map<String, String> listed(NamedKind kind) {
        Map<String, String> unique = new HashMap<>();
        try {
            ids(kind).forEach((name, ids) -> {
                if (ids.size() == 1) {
                    unique.put(ids.get(0), name);
                }
            });
        } catch (ExternalServiceException e) {
            unread.put(kind, e.getMessage());
        }
        return unique;
    }

    private Map<String, List<String>> ids(NamedKind kind) {
        return kind == NamedKind.JOB
                ? jobs.stream()
                        .collect(Collectors.groupingBy(
                                ActualJob::name,
                                Collectors.mapping(job -> Long.toString(job.id()), Collectors.toList())))
                : workspace.idsByName(kind);
    }

    /** Returns the id that a reference of ours stands for. */
    Optional<String> idOf(Reference reference) {
        return Optional.ofNullable(ids.get(reference));
    }

    /** Says which ids stay, and why: a sentence for each kind. */
    List<String> notes() {
        return kept.entrySet().stream()
                .map(entry -> note(
                        entry.getKey(),
                        List.copyOf(entry.getValue().keySet()),
                        entry.getValue().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()))
                .toList();
    }

    private String note(NamedKind kind, List<String> stay, int places) {
        String why = unread.containsKey(kind)
                ? "the names of that kind can't be read: " + unread.get(kind)
                : "nothing that our identity sees has "
                        + (stay.size() == 1 ? "it with a name of its own" : "them with a name of its own");
        return stay.size() == 1
                ? "The id of " + kind.title() + " " + stay.get(0) + " stays in " + counted(places) + ": " + why
                : stay.size() + " ids of the kind '" + kind.title() + "' stay in " + counted(places) + ": " + why + " ("
                        + String.join(", ", stay.subList(0, Math.min(NAMED, stay.size())))
                        + (stay.size() > NAMED ? " and " + (stay.size() - NAMED) + " more)" : ")");
    }

    private static String counted(int places) {
        return places == 1 ? "1 place" : places + " places";
    }
}
