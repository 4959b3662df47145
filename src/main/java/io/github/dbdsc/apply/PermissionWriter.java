package io.github.dbdsc.apply;

import io.github.dbdsc.apply.SettingsWriter.Written;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.Principal;
import io.github.dbdsc.plan.AccessComparison;
import io.github.dbdsc.plan.Change;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Grants permissions, and checks in the workspace's answer that it kept them. */
record PermissionWriter(Workspace workspace, Workers workers) {

    private static final String STOPPED = "the pass had to stop before; a later one gives them";

    /** Grants the permissions of a job whose settings stay. */
    Outcome alone(Change change) {
        try {
            return lost(change)
                    .map(why -> Outcome.failed(change, why))
                    .orElseGet(() -> Outcome.applied(change, change.jobId()));
        } catch (ExternalServiceException e) {
            return Outcome.of(change, e);
        }
    }

    /**
     * Grants the permissions of jobs whose settings were written.
     *
     * @param written the results of writing the settings; where that failed, nothing is granted
     * @param verified the same outcomes, in the same order, after reading back
     * @return the verified outcomes; failed ones where permissions were not granted
     */
    List<Outcome> after(List<Written> written, List<Outcome> verified, BooleanSupplier mayWrite) {
        List<Integer> places = IntStream.range(0, written.size()).boxed().toList();
        return workers.each(places, place -> {
            Outcome outcome = verified.get(place);
            return written.get(place).outcome().wrote()
                            && outcome.change().permissions().isPresent()
                    ? granted(outcome, mayWrite)
                    : outcome;
        });
    }

    private Outcome granted(Outcome outcome, BooleanSupplier mayWrite) {
        Optional<String> failure = mayWrite.getAsBoolean() ? failure(outcome.change()) : Optional.of(STOPPED);
        return failure.map(why -> outcome.butFailed(
                        outcome.error().map(error -> error + "; ").orElse("")
                                + "its settings were written, its permissions not: " + why))
                .orElse(outcome);
    }

    private Optional<String> failure(Change change) {
        try {
            return lost(change);
        } catch (WriteWithheldException e) {
            return Optional.of(STOPPED);
        } catch (ExternalServiceException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Grants permissions, and returns what the workspace did not keep. */
    private Optional<String> lost(Change change) {
        AccessComparison access = change.access().orElseThrow();
        return notKept(access, workspace.grant(change.jobId().orElseThrow(), access.target()));
    }

    private static Optional<String> notKept(AccessComparison access, GrantedAccess shown) {
        Set<Principal> principals = new TreeSet<>(access.actual().own().levels().keySet());
        principals.addAll(access.target().levels().keySet());
        String lost = principals.stream()
                .filter(principal -> !isKept(principal, access.target().level(principal), shown))
                .map(principal -> principal + " has "
                        + shown.own().level(principal).orElse("nothing") + " instead of "
                        + access.target().level(principal).orElse("nothing"))
                .collect(Collectors.joining(", "));
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("the workspace took the permissions but did not keep them: " + lost
                        + "; check that the principals are in the workspace");
    }

    /**
     * Reports whether a principal has what it was given. Where an answer leaves something out, a principal that it does
     * not show is not taken for lost: an answer may show no owner, or an entry that can't be understood.
     */
    private static boolean isKept(Principal principal, Optional<String> given, GrantedAccess shown) {
        Optional<String> level = shown.own().level(principal);
        if (level.equals(given)) {
            return true;
        }
        boolean mayBeThere = level.isEmpty()
                && (shown.unclear().isPresent()
                        || (given.filter(AccessControl.OWNER::equals).isPresent()
                                && !shown.own().hasOwner()));
        return mayBeThere
                || given.filter(wanted -> shown.inherits(principal, wanted)).isPresent();
    }
}
