package io.github.dbdsc.state;

import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when everything that was asked for has been looked at. All times are those of the storage account's clock.
 *
 * @param changes the start of the last run that looked at least at all changes
 * @param everything the start of the last run that looked at everything
 */
public record Coverage(Optional<CoveringRun> changes, Optional<CoveringRun> everything) {

    static final Coverage NONE = new Coverage(Optional.empty(), Optional.empty());

    /** A run that looked. */
    public record CoveringRun(Instant startedAt, String runId) {}

    /** The queue's clock and that of the lock are two, and both tell whole seconds only. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** The run that has done already what a request asks for, if one has. */
    public Optional<CoveringRun> of(SyncRequest request) {
        Optional<CoveringRun> last = request.scope() instanceof Scope.Changes ? changes : everything;
        return last.filter(look -> request.canBeCovered()
                && request.queuedAt()
                        .filter(time -> time.plus(MARGIN).isBefore(look.startedAt()))
                        .isPresent());
    }

    /** What is covered after one more run. */
    Coverage and(Scope scope, CoveringRun look) {
        if (scope instanceof Scope.One) {
            return this;
        }
        return new Coverage(
                later(changes, look), scope instanceof Scope.Everything ? later(everything, look) : everything);
    }

    private static Optional<CoveringRun> later(Optional<CoveringRun> last, CoveringRun look) {
        return last.filter(known -> known.startedAt().isAfter(look.startedAt())).or(() -> Optional.of(look));
    }
}
