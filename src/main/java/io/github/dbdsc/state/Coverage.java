package io.github.dbdsc.state;

import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Up to when requests are covered by runs that have already been made. All times are by the storage account's clock.
 *
 * @param changes the last run over all changes or over everything; null when there was none
 * @param everything the last run over everything; null when there was none
 */
public record Coverage(
        @Nullable CoveringRun changes, @Nullable CoveringRun everything) {

    static final Coverage NONE = new Coverage(null, null);

    /** A run that covers the requests queued before it started. */
    public record CoveringRun(Instant startedAt, String runId) {}

    /** The queue and the lock have a clock each, and both report whole seconds only. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** How far two machines' clocks are ordinarily apart. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    /**
     * Returns the run that has already done what a request asks for, if there is one: it began after the request was
     * queued, and before now.
     *
     * @param now by the clock of this machine. Where it is behind the account's, a run covers nothing for as long, which
     *     costs a run
     */
    public Optional<CoveringRun> of(SyncRequest request, Instant now) {
        CoveringRun run = request.scope() instanceof Scope.Changes ? changes : everything;
        return Optional.ofNullable(run)
                .filter(covering -> request.canBeCovered()
                        && !covering.startedAt().isAfter(now)
                        && request.queuedAt()
                                .filter(time -> time.plus(MARGIN).isBefore(covering.startedAt()))
                                .isPresent());
    }

    /** Returns the coverage without runs that are yet to begin: a clock was ahead when they were recorded. */
    Coverage until(Instant now) {
        return new Coverage(startedBy(now, changes), startedBy(now, everything));
    }

    /** Reports whether a run is to begin later than can be explained by clocks that are a few seconds apart. */
    boolean isAheadOf(Instant now) {
        Instant latest = now.plus(SKEW);
        return !equals(until(latest));
    }

    private static @Nullable CoveringRun startedBy(Instant time, @Nullable CoveringRun run) {
        return run == null || run.startedAt().isAfter(time) ? null : run;
    }

    /** Returns the coverage after one more run. */
    Coverage and(Scope scope, CoveringRun run) {
        if (scope instanceof Scope.One) {
            return this;
        }
        return new Coverage(
                later(changes, run), scope instanceof Scope.Everything ? later(everything, run) : everything);
    }

    private static CoveringRun later(@Nullable CoveringRun one, CoveringRun other) {
        return one != null && one.startedAt().isAfter(other.startedAt()) ? one : other;
    }
}
