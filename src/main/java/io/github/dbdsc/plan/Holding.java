package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.Ownership;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which changes are put off because somebody, or a definition, holds their jobs. A hold is about a job, so it stays
 * with one whose definition has moved since or is gone.
 *
 * @param holds those that have not ended
 * @param owner whose tags say which definition a job belongs to
 */
record Holding(Holds holds, DesiredState desired, Matching matching, String owner, Instant now) {

    private static final int NAMED = 5;

    /** Returns the changes, each with what holds it. */
    List<Change> of(List<Change> changes) {
        Map<JobKey, Hold> byDefinition = byDefinition();
        if (holds.isEmpty() && byDefinition.isEmpty()) {
            return changes;
        }
        List<Change> held = changes.stream()
                .map(change -> change.held(holdOf(change, byDefinition)))
                .toList();
        return withThoseThatNeed(held);
    }

    /** Names the definitions whose hold has ended, which hold nothing any more; empty when there are none. */
    Optional<String> ended() {
        List<String> ended = desired.jobs().stream()
                .filter(job -> job.hold() != null && job.hold().isOver(now))
                .map(job -> job.key().value())
                .toList();
        return ended.isEmpty()
                ? Optional.empty()
                : Optional.of("the $hold of " + ended.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (ended.size() > NAMED ? " and " + (ended.size() - NAMED) + " more" : "")
                        + " has ended and holds nothing; take it out of the definition, or give it a later time");
    }

    private Map<JobKey, Hold> byDefinition() {
        Map<JobKey, Hold> byDefinition = new HashMap<>();
        for (DesiredJob job : desired.jobs()) {
            if (job.hold() != null && !job.hold().isOver(now)) {
                byDefinition.put(job.key(), job.hold());
            }
        }
        return byDefinition;
    }

    private @Nullable Hold holdOf(Change change, Map<JobKey, Hold> byDefinition) {
        return holds.of(change.key())
                .or(() -> Optional.ofNullable(byDefinition.get(change.key())))
                .or(() -> change.actual().flatMap(this::underFormerKey))
                .orElse(holds.all());
    }

    /** Returns the hold of a job under the key that it had when it was last written. */
    private Optional<Hold> underFormerKey(ActualJob job) {
        if (holds.jobs().isEmpty()) {
            return Optional.empty();
        }
        Optional<Hold> known = matching.state().keyOf(job.id()).flatMap(holds::of);
        boolean isOurs =
                job.ownership().filter(tags -> tags.owner().equals(owner)).isPresent();
        return known.isPresent() || !isOurs
                ? known
                : job.settings().tag(Ownership.KEY_TAG).flatMap(tag -> holds.jobs().entrySet().stream()
                        .filter(hold -> KeyTag.mayBeOf(tag, hold.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    /** A job that needs the id of one that is not made waits with it. */
    private static List<Change> withThoseThatNeed(List<Change> changes) {
        Map<JobKey, Hold> unmade = new HashMap<>();
        changes.stream()
                .filter(change -> change.isHeld() && change.action() == Action.CREATE)
                .forEach(change -> unmade.put(change.key(), Objects.requireNonNull(change.hold())));
        if (unmade.isEmpty()) {
            return changes;
        }
        Map<JobKey, Hold> waiting = new HashMap<>();
        unmade.forEach((key, hold) -> Withheld.withThoseThatNeed(Set.of(key), changes)
                .forEach(needy -> waiting.putIfAbsent(needy, hold.ofThoseThatNeed(key))));
        return changes.stream()
                .map(change -> change.hold() != null || change.settings().isEmpty()
                        ? change
                        : change.held(waiting.get(change.key())))
                .toList();
    }

    /**
     * Reports whether a plan was that of these changes before some of them were held: at any time since the first hold on
     * record, with what definitions hold now or without.
     */
    static boolean wasPlan(String fingerprint, List<Change> changes) {
        Set<Instant> begun = new TreeSet<>(Set.of(Instant.MIN));
        changes.stream()
                .filter(Change::isHeld)
                .flatMap(change -> Optional.ofNullable(change.hold()).map(Hold::since).stream())
                .forEach(begun::add);
        return begun.stream()
                .anyMatch(time -> fingerprint.equals(Fingerprint.of(changes, heldAt(time, true)))
                        || fingerprint.equals(Fingerprint.of(changes, heldAt(time, false))));
    }

    private static Predicate<Change> heldAt(Instant time, boolean byDefinition) {
        return change -> {
            Hold hold = change.hold();
            if (hold == null || !change.isHeld()) {
                return false;
            }
            return hold.since() == null ? byDefinition : !hold.since().isAfter(time);
        };
    }
}
