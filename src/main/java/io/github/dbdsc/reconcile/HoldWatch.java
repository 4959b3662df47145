package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.state.TargetHolds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends the writing of a run when somebody holds a job meanwhile: the run that goes on with the rest knows of it. Looks every
 * few seconds while there is something to write, and never where a run is over before that. Safe for use by several threads.
 */
final class HoldWatch {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final TargetHolds holds;
    private final Holds known;
    private final Clock clock;
    private Instant looked;
    private @Nullable String ended;

    /**
     * @param known what was held when the run began
     * @param began when that was
     */
    HoldWatch(TargetHolds holds, Holds known, Instant began, Clock clock) {
        this.holds = holds;
        this.known = known;
        this.looked = began;
        this.clock = clock;
    }

    /** Reports whether nothing more is held than when the run began; false is final. */
    synchronized boolean mayWrite() {
        Instant now = clock.instant();
        if (ended == null && !now.isBefore(looked.plus(FRESH))) {
            looked = now;
            ended = whyEnded(now);
        }
        return ended == null;
    }

    private @Nullable String whyEnded(Instant now) {
        try {
            return holds.read().holds().at(now).addTo(known)
                    ? "the run wrote no more jobs, because somebody held some meanwhile; another run goes on with the rest"
                    : null;
        } catch (StoreException e) {
            return "the run wrote no more jobs: " + e.getMessage();
        }
    }

    /** Returns why the run stopped writing; empty when it did not because of a hold. */
    synchronized Optional<String> note() {
        return Optional.ofNullable(ended);
    }
}
