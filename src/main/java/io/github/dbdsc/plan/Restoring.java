package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StateIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the changes that put a job back to what was last applied from those that bring something new. Where only people
 * apply plans, runs by themselves carry out the former, and the latter wait.
 */
final class Restoring {

    /** Where runs carry out everything by themselves, nothing waits and nothing has to be told apart. */
    static final Restoring NOT_ASKED =
            new Restoring(false, Map.of(), Map.of(), new StateIndex(Map.of()), new IdentityHashMap<>());

    private static final int NAMED = 5;

    private final boolean manual;
    private final Map<JobKey, String> fingerprints;
    private final Map<JobKey, AccessControl> access;
    private final StateIndex state;
    private final IdentityHashMap<Change, LastApproved.Split> splits;

    private Restoring(
            boolean manual,
            Map<JobKey, String> fingerprints,
            Map<JobKey, AccessControl> access,
            StateIndex state,
            IdentityHashMap<Change, LastApproved.Split> splits) {
        this.manual = manual;
        this.fingerprints = fingerprints;
        this.access = access;
        this.state = state;
        this.splits = splits;
    }

    /**
     * @param rendered what the container asks for, before names are turned into ids
     * @param desired the same with ids
     * @param changes those that the run is about
     */
    static Restoring of(
            ApprovalPolicy policy,
            DesiredState rendered,
            DesiredState desired,
            JobDecisions decisions,
            List<Change> changes) {
        if (!policy.manual()) {
            return NOT_ASKED;
        }
        Map<JobKey, String> fingerprints = new HashMap<>();
        Map<JobKey, AccessControl> access = new HashMap<>();
        for (DesiredJob job : rendered.jobs()) {
            fingerprints.put(job.key(), job.fingerprint());
            access.put(job.key(), AccessControl.in(job.settings()));
        }
        StateIndex state = decisions.matching().state();
        Restoring restoring = new Restoring(true, fingerprints, access, state, new IdentityHashMap<>());
        restoring.split(desired, decisions, changes);
        return restoring;
    }

    private void split(DesiredState desired, JobDecisions decisions, List<Change> changes) {
        IdentityHashMap<Change, AppliedJob> known = new IdentityHashMap<>();
        Set<JobKey> remade = new HashSet<>();
        for (Change change : changes) {
            applied(change).filter(applied -> !change.isHeld()).ifPresent(applied -> {
                if (change.action() == Action.CREATE) {
                    remade.add(change.key());
                }
                if (!restores(change)) {
                    known.put(change, applied);
                }
            });
        }
        if (known.isEmpty()) {
            return;
        }
        Map<JobKey, DesiredJob> jobs =
                desired.jobs().stream().collect(Collectors.toMap(DesiredJob::key, job -> job, (one, other) -> one));
        LastApproved approved = new LastApproved(decisions, jobs, remade);
        known.forEach(
                (change, applied) -> approved.split(change, applied).ifPresent(split -> splits.put(change, split)));
    }

    /** Returns what was last applied to the job that a change writes, where that is known to have been approved. */
    private Optional<AppliedJob> applied(Change change) {
        OptionalLong id =
                switch (change.action()) {
                    case CREATE -> change.unlisted();
                    case UPDATE -> change.jobId();
                    case ADOPT, DELETE, NONE, ORPHAN, REFUSED -> OptionalLong.empty();
                };
        return id.isEmpty()
                ? Optional.empty()
                : state.of(change.key(), id.getAsLong()).filter(AppliedJob::isKnown);
    }

    /** Reports whether a change waits until somebody applies the plan. */
    boolean waits(Change change) {
        return manual && change.action().writes() && !change.isHeld() && !restores(change) && bringsNews(change);
    }

    private boolean bringsNews(Change change) {
        LastApproved.Split split = splits.get(change);
        return split == null || split.anew().isPresent();
    }

    /**
     * Returns the changes that somebody's approval is about: without what was done by hand, which a run by itself may have
     * put right before the plan is applied.
     */
    List<Change> without(List<Change> changes) {
        return manual
                ? changes.stream()
                        .filter(change -> !restores(change))
                        .flatMap(change -> Optional.ofNullable(splits.get(change))
                                .map(split -> split.anew().stream())
                                .orElse(Stream.of(change)))
                        .toList()
                : changes;
    }

    /** Returns what a run by itself does: what waits in two parts, where something was done to its job by hand. */
    List<Change> byItself(List<Change> changes) {
        return splits.isEmpty()
                ? changes
                : changes.stream()
                        .flatMap(change -> Optional.ofNullable(splits.get(change))
                                .filter(split -> split.putBack().isPresent())
                                .map(split -> split.parts().stream())
                                .orElse(Stream.of(change)))
                        .toList();
    }

    boolean isAsked() {
        return manual;
    }

    /**
     * Reports whether a change only undoes what happened in the workspace: its definition is the one that was last
     * applied. An adoption is new; so is a delete, of a twin too.
     */
    private boolean restores(Change change) {
        return switch (change.action()) {
            case CREATE ->
                applied(change).filter(applied -> isAsDefined(change, applied)).isPresent();
            case UPDATE ->
                applied(change)
                        .filter(applied -> isAsDefined(change, applied) && isAsApplied(change, applied))
                        .isPresent();
            case ADOPT, DELETE, NONE, ORPHAN, REFUSED -> false;
        };
    }

    /** Reports whether the definition is the one that was applied. */
    private boolean isAsDefined(Change change, AppliedJob applied) {
        return applied.fingerprint().equals(Optional.ofNullable(fingerprints.get(change.key())));
    }

    private boolean isAsApplied(Change change, AppliedJob applied) {
        return change.differences().stream()
                .allMatch(difference -> isPermission(difference)
                        ? AccessControl.in(applied.settings()).equals(access.get(change.key()))
                        : isOfWorkspace(difference));
    }

    private static boolean isPermission(Difference difference) {
        return ExactComparison.isAtOrBelow(difference.path(), AccessControl.FIELD);
    }

    /** The same definition asks for another id where the job that it refers to was deleted by hand and is made again. */
    private static boolean isOfWorkspace(Difference difference) {
        return (difference.cause() != Cause.DEFINED && difference.cause() != Cause.NO_LONGER_DEFINED)
                || difference.path().endsWith(".job_id");
    }

    /** Returns what waits among these changes, and what needs the id of a job that waits to be made. */
    Optional<Withheld> withheld(List<Change> changes, String how) {
        List<Change> waiting = changes.stream().filter(this::waits).toList();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Set<JobKey> writes = new HashSet<>(Withheld.withThoseThatNeed(
                waiting.stream()
                        .filter(change -> change.action() == Action.CREATE && !isPutBack(change))
                        .map(Change::key)
                        .collect(Collectors.toSet()),
                changes));
        waiting.stream()
                .filter(change -> change.action() != Action.DELETE)
                .map(Change::key)
                .forEach(writes::add);
        return Optional.of(new Withheld(
                Counted.of(waiting.size(), "change") + (waiting.size() == 1 ? " waits" : " wait")
                        + " until somebody applies the plan (APPLY=manual): " + how + drifted(waiting),
                "it waits until somebody applies the plan",
                Set.copyOf(DeleteBudget.ids(waiting.stream()
                        .filter(change -> change.action() == Action.DELETE)
                        .toList())),
                writes,
                Withheld.Until.APPLIED));
    }

    private boolean isPutBack(Change change) {
        LastApproved.Split split = splits.get(change);
        return split != null && split.putBack().isPresent();
    }

    /** Says to which jobs something was done by hand, and what becomes of that until the plan is applied. */
    private String drifted(List<Change> waiting) {
        return named(
                        "; meanwhile, runs put back what was done by hand to what was last applied: ",
                        waiting.stream().filter(this::isPutBack))
                + named(
                        "; until then, what was done by hand stays, since it is not known what was last applied: ",
                        waiting.stream().filter(change -> change.correctsDrift() && !isPutBack(change)));
    }

    private static String named(String what, Stream<Change> changes) {
        List<String> keys = changes.map(change -> change.key().value()).toList();
        return keys.isEmpty()
                ? ""
                : what
                        + keys.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (keys.size() > NAMED ? " and " + (keys.size() - NAMED) + " more" : "");
    }
}
