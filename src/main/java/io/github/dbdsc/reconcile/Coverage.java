package io.github.dbdsc.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when everything that was asked for has been looked at. All times are those of the storage account's clock.
 *
 * @param changes the start of the last pass that looked at least at all changes
 * @param everything the start of the last pass that looked at everything
 */
record Coverage(Optional<Look> changes, Optional<Look> everything) {

    static final Coverage NONE = new Coverage(Optional.empty(), Optional.empty());

    /** A pass that looked. */
    record Look(Instant startedAt, String runId) {}

    /** The queue's clock and that of the lock are two, and both tell whole seconds only. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** The pass that has done already what a request asks for, if one has. */
    Optional<Look> of(SyncRequest request) {
        Optional<Look> last = request.scope() instanceof Scope.Changes ? changes : everything;
        return last.filter(look -> request.canBeCovered()
                && request.queuedAt()
                        .filter(time -> time.plus(MARGIN).isBefore(look.startedAt()))
                        .isPresent());
    }

    /** What is covered after one more pass. */
    Coverage and(Scope scope, Look look) {
        if (scope instanceof Scope.One) {
            return this;
        }
        return new Coverage(
                later(changes, look), scope instanceof Scope.Everything ? later(everything, look) : everything);
    }

    private static Optional<Look> later(Optional<Look> last, Look look) {
        return last.filter(known -> known.startedAt().isAfter(look.startedAt())).or(() -> Optional.of(look));
    }
}
