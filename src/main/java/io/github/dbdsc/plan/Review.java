package io.github.dbdsc.plan;

import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reviews a plan before any of it is carried out.
 *
 * @param request says which plan somebody approved, if the run is bound to one, and whether anything is carried out
 * @param changes those that the run is about
 * @param known those to every job that was read, which a run over all jobs would be about
 * @param restoring tells what runs do by themselves where only people apply plans
 * @param nothingDefined whether there is no definition at all, so that every delete has to be approved
 */
record Review(
        SyncRequest request,
        List<Change> changes,
        List<Change> known,
        DeleteBudget budget,
        UpdateBudget updates,
        Restoring restoring,
        boolean nothingDefined) {

    /** @param pairs finds the new jobs that look like one that is about to be deleted */
    Safety safety(Function<List<Change>, List<LookAlikes.Pair>> pairs) {
        if (request.approved().isPresent()) {
            return approved(request.approved().get());
        }
        List<LookAlikes.Pair> alike = pairs.apply(known);
        // what has to be approved is known once it is known what is withheld
        Safety verdict = safety(alike, "");
        return verdict.withheld().isEmpty() ? verdict : safety(alike, howToApprove(verdict));
    }

    /**
     * Returns the verdict on a plan that somebody has approved: all of it, or nothing if it has become another. What has
     * been held since is left out, and the rest is still the same. What runs do by themselves needs no approval, and what
     * has come to it since is done, too, within its limit.
     */
    private Safety approved(String fingerprint) {
        boolean isWhole = isPlan(fingerprint, changes);
        long deletes = changes.stream()
                .filter(change -> change.action() == Action.DELETE && !change.isHeld())
                .count();
        if (isWhole && (request.mayDelete() || deletes == 0)) {
            return new Safety(null, List.of());
        }
        List<Change> toApprove = restoring.without(changes);
        if (!isWhole && (!restoring.isAsked() || !isPlan(fingerprint, toApprove))) {
            return Safety.notApproved(fingerprint, fingerprint(), waiting());
        }
        if (!request.mayDelete() && deletes > 0) {
            return Safety.mayNotDelete(deletes);
        }
        List<Change> others = changes.stream()
                .filter(change -> change.action().writes() && !change.isHeld() && !restoring.waits(change))
                .toList();
        Safety verdict = new Safety(null, updates.withheld(others, "").stream().toList());
        return verdict.withheld().isEmpty()
                ? verdict
                : new Safety(
                        null,
                        updates.withheld(others, howToApprove(verdict)).stream().toList());
    }

    /** Reports whether a fingerprint is that of a plan of these changes, as they are or before some of them were held. */
    static boolean isPlan(String fingerprint, List<Change> changes) {
        return fingerprint.equals(Fingerprint.of(changes)) || Holding.wasPlan(fingerprint, changes);
    }

    /** Returns the fingerprint of what somebody may approve: what runs do by themselves is no part of it. */
    String fingerprint() {
        return Fingerprint.of(restoring.without(changes));
    }

    private Optional<Withheld> waiting() {
        return restoring.withheld(changes, "sync " + options() + "--plan " + fingerprint());
    }

    private Safety safety(List<LookAlikes.Pair> pairs, String how) {
        // a plan is judged whole, for whoever may approve it; a run is judged by what it would do
        List<Change> free = (request.dryRun() ? changes : restoring.byItself(changes))
                .stream()
                        .filter(change -> !change.isHeld() && (request.dryRun() || !waits(change)))
                        .toList();
        Optional<Withheld> alike = LookAlikes.withheld(pairs, changes, how)
                .filter(withheld -> free.stream().anyMatch(withheld::has));
        List<Change> unlike = free.stream()
                .filter(change -> alike.stream().noneMatch(withheld -> withheld.has(change)))
                .toList();
        List<Long> ids = DeleteBudget.ids(unlike.stream().filter(Change::prunes).toList());
        return new Safety(
                null,
                Stream.of(
                                alike,
                                nothingDefined ? all(ids, how) : tooMany(ids, how),
                                updates.withheld(unlike, how),
                                waiting())
                        .flatMap(Optional::stream)
                        .toList());
    }

    private boolean waits(Change change) {
        return switch (change.part()) {
            case WHOLE -> restoring.waits(change);
            case PUT_BACK -> false;
            case NEW_DEFINITION -> true;
        };
    }

    /**
     * Returns the changes as the run carries them out: one that was approved, or that only looks, has each of them whole.
     */
    List<Change> carriedOut() {
        return request.dryRun() || request.approved().isPresent() ? changes : restoring.byItself(changes);
    }

    private Optional<Withheld> tooMany(List<Long> deletes, String how) {
        Set<Long> beyond = budget.beyond(deletes);
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Withheld.deletes(budget.refusal(beyond.size()) + how, "too many deletes in 24 hours", beyond));
    }

    private static Optional<Withheld> all(List<Long> deletes, String how) {
        return deletes.isEmpty()
                ? Optional.empty()
                : Optional.of(Withheld.deletes(
                        "there is no definition at all, and " + Counted.of(deletes.size(), "job") + " would be deleted"
                                + how,
                        "there is no definition at all",
                        Set.copyOf(deletes)));
    }

    /**
     * Returns the end of a sentence that names the command: bound to the whole plan before a run, and to what it leaves
     * undone after one. It deletes at once only where this plan does: a job that waits here goes on waiting.
     */
    private String howToApprove(Safety verdict) {
        Set<JobKey> covered = changes.stream().map(Change::key).collect(Collectors.toSet());
        List<Change> left = (request.key().isPresent() ? changes : known)
                .stream()
                        .filter(change -> request.dryRun()
                                || !covered.contains(change.key())
                                || change.action() == Action.REFUSED
                                || verdict.withheld(change).isPresent())
                        .toList();
        boolean anyWaits = known.stream().anyMatch(change -> change.due().isPresent());
        boolean anythingNew = left.stream().anyMatch(restoring::waits);
        return "; if that is meant, approve it" + (anyWaits ? ", which deletes no job before its time" : "")
                + (anythingNew ? ", which applies everything that waits as well" : "") + ": sync "
                + options() + "--plan " + Fingerprint.of(left);
    }

    private String options() {
        return (request.target().isEmpty() ? "" : "--target " + request.target() + " ")
                + (budget.terms().atOnce() ? "--prune " : "")
                + (request.allowOlder() ? "--allow-older " : "")
                + request.key().map(key -> "--key " + key.value() + " ").orElse("");
    }

    /** Returns which deletes have to be counted before they are carried out. What was approved does not count. */
    Set<Long> counted(Safety safety) {
        return request.approved().isPresent()
                ? Set.of()
                : budget.counted(DeleteBudget.ids(changes.stream()
                        .filter(change -> change.prunes() && !change.isHeld() && safety.allows(change))
                        .toList()));
    }

    /** Returns what to remember once these jobs are counted, with the orphans that were noticed. */
    PruneRecord remembered(Set<Long> counted, Map<Long, Instant> orphans) {
        return budget.after(new PruneRecord(budget.terms().record().window(), orphans), counted);
    }
}
