package io.github.dbdsc.state;

import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.SyncRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to when requests are covered by runs that have already been made. All times are by the storage account's clock.
 *
 * @param changes the last run over all changes or over everything; null when there was none
 * @param everything the last run over everything; null when there was none
 * @param sources what the last run over changes or everything found in the container, see {@link #version}; empty when
 *     there was none. A run that left out what safety withholds has found it too
 */
public record Coverage(
        @Nullable CoveringRun changes, @Nullable CoveringRun everything, String sources) {

    static final Coverage NONE = new Coverage(null, null, "");

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

    /** Returns a text that is the same for the same files with the same etags, and for no others. */
    public static String version(SortedMap<String, String> etags) {
        StringBuilder text = new StringBuilder();
        etags.forEach(
                (path, etag) -> text.append(path).append('\n').append(etag).append('\n'));
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reports whether the container is as the last run found it. */
    public boolean isOf(SortedMap<String, String> etags) {
        return sources.equals(version(etags));
    }

    /** Returns the coverage without runs that are yet to begin: a clock was ahead when they were recorded. */
    Coverage until(Instant now) {
        return new Coverage(startedBy(now, changes), startedBy(now, everything), sources);
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
                later(changes, run), scope instanceof Scope.Everything ? later(everything, run) : everything, sources);
    }

    /** Returns the coverage after a run of this scope has found these files. */
    Coverage finding(Scope scope, SortedMap<String, String> etags) {
        return scope instanceof Scope.One ? this : new Coverage(changes, everything, version(etags));
    }

    private static CoveringRun later(@Nullable CoveringRun one, CoveringRun other) {
        return one != null && one.startedAt().isAfter(other.startedAt()) ? one : other;
    }
}
