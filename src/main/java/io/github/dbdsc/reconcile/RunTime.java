package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.TimeLeft;
import io.github.dbdsc.apply.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a run has: so much as a whole, and so much without any answer of the workspace. A run that does nothing but
 * wait gives its worker back to those of other targets, and its request waits in the queue instead.
 */
final class RunTime implements TimeLeft {

    /** Before the longest run would have to end: what is under way then still has to be read back and reported. */
    static final Duration WHOLE = RunLock.LONGEST.minusMinutes(4);

    private final Workspace workspace;
    private final Duration patience;
    private final Clock clock;
    private final Instant end;
    private long answers;
    private Instant heardAt;

    /** @param patience how long the workspace may be silent */
    RunTime(Workspace workspace, Instant startedAt, Duration patience, Clock clock) {
        this.workspace = workspace;
        this.patience = patience;
        this.clock = clock;
        this.end = startedAt.plus(WHOLE);
        this.answers = workspace.answers();
        this.heardAt = clock.instant();
    }

    @Override
    public boolean isLeft() {
        return allows(Duration.ZERO);
    }

    @Override
    public synchronized boolean allows(Duration wait) {
        Instant now = clock.instant();
        long heard = workspace.answers();
        if (heard != answers || !workspace.isSilent()) {
            heardAt = now;
        }
        answers = heard;
        return now.isBefore(end) && now.plus(wait).isBefore(heardAt.plus(patience));
    }
}
