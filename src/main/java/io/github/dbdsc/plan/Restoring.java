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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the changes that put a job back to what was last applied from those that bring something new. Where only people
 * apply plans, runs by themselves carry out the former, and the latter wait.
 */
final class Restoring {

    /** Where runs carry out everything by themselves, nothing waits and nothing has to be told apart. */
    static final Restoring NOT_ASKED = new Restoring(false, Map.of(), Map.of(), new StateIndex(Map.of()));

    private static final int NAMED = 5;

    private final boolean manual;
    private final Map<JobKey, String> fingerprints;
    private final Map<JobKey, AccessControl> access;
    private final StateIndex state;

    private Restoring(
            boolean manual, Map<JobKey, String> fingerprints, Map<JobKey, AccessControl> access, StateIndex state) {
        this.manual = manual;
        this.fingerprints = fingerprints;
        this.access = access;
        this.state = state;
    }

    /**
     * @param rendered what the container asks for, before names are turned into ids
     * @param state what was last applied
     */
    static Restoring of(ApprovalPolicy policy, DesiredState rendered, StateIndex state) {
        if (!policy.manual()) {
            return NOT_ASKED;
        }
        Map<JobKey, String> fingerprints = new HashMap<>();
        Map<JobKey, AccessControl> access = new HashMap<>();
        for (DesiredJob job : rendered.jobs()) {
            fingerprints.put(job.key(), job.fingerprint());
            access.put(job.key(), AccessControl.in(job.settings()));
        }
        return new Restoring(true, fingerprints, access, state);
    }

    /** Reports whether a change waits until somebody applies the plan. */
    boolean waits(Change change) {
        return manual && change.action().writes() && !change.isHeld() && !restores(change);
    }

    /** Returns the changes that somebody's approval is about. */
    List<Change> without(List<Change> changes) {
        return manual ? changes.stream().filter(change -> !restores(change)).toList() : changes;
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
                change.unlisted().isPresent()
                        && applied(change, change.unlisted().getAsLong()).isPresent();
            case UPDATE ->
                change.jobId().isPresent()
                        && applied(change, change.jobId().getAsLong())
                                .filter(applied -> isAsApplied(change, applied))
                                .isPresent();
            case ADOPT, DELETE, NONE, ORPHAN, REFUSED -> false;
        };
    }

    private Optional<AppliedJob> applied(Change change, long jobId) {
        String fingerprint = fingerprints.get(change.key());
        return state.of(change.key(), jobId)
                .filter(job -> fingerprint != null && job.fingerprint().equals(Optional.of(fingerprint)));
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
                        .filter(change -> change.action() == Action.CREATE)
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

    /** Says which jobs keep what somebody did by hand, since their definitions have changed as well. */
    private static String drifted(List<Change> waiting) {
        List<String> keys = waiting.stream()
                .filter(Change::correctsDrift)
                .map(change -> change.key().value())
                .toList();
        return keys.isEmpty()
                ? ""
                : "; until then, what was changed by hand stays where the definition has changed too: "
                        + keys.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (keys.size() > NAMED ? " and " + (keys.size() - NAMED) + " more" : "");
    }
}
