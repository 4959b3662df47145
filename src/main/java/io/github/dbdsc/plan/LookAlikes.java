package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds new jobs that look like one that is about to be deleted. A definition that gets another key and another name at
 * once can't be told from one that goes and one that comes, so its job would lose its id and its runs.
 */
final class LookAlikes {

    private static final int NAMED = 5;

    private final OwnershipPolicy policy;
    private final Matching matching;
    private final JobFields fields;
    private final Set<JobKey> elsewhere;

    /** @param elsewhere the keys of definitions that are for other targets: as they are there, they have no other key now */
    LookAlikes(OwnershipPolicy policy, Matching matching, JobFields fields, Set<JobKey> elsewhere) {
        this.policy = policy;
        this.matching = matching;
        this.fields = fields;
        this.elsewhere = elsewhere;
    }

    /** A job that is yet to be created, and one that looks like it and is about to be deleted. */
    record Pair(Change create, Change delete) {}

    /** Returns the pairs among the changes of a plan. */
    List<Pair> among(List<Change> changes) {
        List<Change> going = changes.stream()
                .filter(change -> change.atOnce().prunes() && !elsewhere.contains(change.key()))
                .toList();
        if (going.isEmpty()) {
            return List.of();
        }
        Map<ObjectNode, List<Change>> applied = new HashMap<>();
        List<Change> unknown = new ArrayList<>();
        for (Change change : going) {
            inState(change)
                    .ifPresentOrElse(
                            job -> applied.computeIfAbsent(ownSettings(job.settings()), same -> new ArrayList<>())
                                    .add(change),
                            () -> unknown.add(change));
        }
        Map<JobKey, DesiredJob> desired = new HashMap<>();
        matching.pairs().forEach(pair -> desired.put(pair.job().key(), pair.job()));
        List<Pair> pairs = new ArrayList<>();
        for (Change create : changes) {
            DesiredJob job = desired.get(create.key());
            if (isNew(create) && job != null) {
                ObjectNode wanted = ownSettings(IgnoredFields.of(job.ignored(), fields)
                        .without(job.settings().resolved(matching.ids()::of).spelledOut()));
                if (!wanted.isEmpty()) { // a job that does nothing looks like any other that does nothing
                    applied.getOrDefault(wanted, List.of()).forEach(delete -> pairs.add(new Pair(create, delete)));
                    unknown.stream()
                            .filter(delete -> isShownAlike(job, delete.actual().orElseThrow()))
                            .forEach(delete -> pairs.add(new Pair(create, delete)));
                }
            }
        }
        return pairs;
    }

    /** Reports whether the definition is new: one that had a job before has not got its key from another. */
    private static boolean isNew(Change change) {
        return change.action() == Action.CREATE && change.unlisted().isEmpty();
    }

    private Optional<AppliedJob> inState(Change change) {
        return change.jobId().stream()
                .boxed()
                .flatMap(id -> matching.state().of(change.key(), id).stream())
                .findFirst();
    }

    /** Returns what makes a job do what it does: not its name, nor who owns it and who may use it. */
    private static ObjectNode ownSettings(JobSettings settings) {
        ObjectNode own = settings.without(AccessControl.FIELD).without("name").tree();
        if (own.path("tags") instanceof ObjectNode tags) {
            tags.remove(Ownership.TAGS);
            if (tags.isEmpty()) {
                own.remove("tags");
            }
        }
        return own;
    }

    private boolean isShownAlike(DesiredJob job, ActualJob actual) {
        IgnoredFields ignored = IgnoredFields.of(job.ignored(), fields);
        return Comparison.of(
                        ignored.without(policy.stampedWithoutPermissions(job)),
                        ignored.without(actual.settings()),
                        null,
                        matching.ids(),
                        fields)
                .differences()
                .stream()
                .map(Difference::path)
                .allMatch(path ->
                        path.equals("name") || Ownership.TAGS.stream().anyMatch(tag -> path.equals("tags." + tag)));
    }

    /**
     * Returns what may not be carried out because of these pairs: neither of both, nor what needs the id of the new one.
     *
     * @param changes those of the plan
     * @param how how somebody approves the plan
     */
    static Optional<Withheld> withheld(List<Pair> pairs, List<Change> changes, String how) {
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> deletes = new HashSet<>();
        Set<JobKey> writes = new HashSet<>();
        for (Pair pair : pairs) {
            pair.delete().jobId().ifPresent(deletes::add);
            writes.add(pair.create().key());
        }
        String which = pairs.stream()
                .limit(NAMED)
                .map(pair -> pair.create().key().path() + " is new and looks like "
                        + pair.delete().key().path() + ", which is gone and whose job "
                        + pair.delete().jobId().orElseThrow() + " would be deleted")
                .collect(Collectors.joining("; "));
        String more = pairs.size() > NAMED ? "; and " + (pairs.size() - NAMED) + " more pairs do" : "";
        Pair first = pairs.get(0);
        return Optional.of(new Withheld(
                which + more + ". They differ in name, tags and permissions only, so neither is done. To keep the job,"
                        + " call it '" + first.delete().name() + "' in "
                        + first.create().key().path()
                        + " for one run" + how,
                "it looks like a definition that got another key and another name at once",
                deletes,
                Withheld.withThoseThatNeed(writes, changes),
                Withheld.Until.APPROVAL));
    }
}
