package io.github.dbdsc.sync;

import io.github.dbdsc.reconcile.RunWatch;
import io.github.dbdsc.report.RunSteps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records how far a run is where its report will be: once when it begins, and every few seconds while it writes. Only one
 * of the threads that write waits for the store.
 */
final class RecordedProgress implements RunWatch {

    /** Seldom enough to cost next to nothing beside the writes themselves. */
    static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Clock clock;
    private final Runnable beginning;
    private final Consumer<Reached> record;
    private final List<String> notes;
    private final ReentrantLock recording = new ReentrantLock();
    private Instant startedAt = Instant.EPOCH;
    private Instant next = Instant.EPOCH;
    private @Nullable Instant firstWrite;
    private int most;

    /**
     * What is recorded.
     *
     * @param steps null before there is a plan
     */
    record Reached(Instant startedAt, @Nullable RunSteps steps) {}

    /**
     * @param beginning called when the run begins
     * @param record throws nothing
     * @param notes what the report has to tell of earlier tries
     */
    RecordedProgress(Clock clock, Runnable beginning, Consumer<Reached> record, List<String> notes) {
        this.clock = clock;
        this.beginning = beginning;
        this.record = record;
        this.notes = notes;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void began() {
        beginning.run();
        recording.lock();
        try {
            startedAt = clock.instant();
            next = startedAt.plus(BETWEEN);
            record.accept(new Reached(startedAt, null));
        } finally {
            recording.unlock();
        }
    }

    @Override
    public void at(int done, int total) {
        if (!recording.tryLock()) {
            return;
        }
        try {
            most = Math.max(most, done);
            Instant now = clock.instant();
            if (firstWrite == null) {
                firstWrite = now;
            }
            if (!now.isBefore(next)) {
                next = now.plus(BETWEEN);
                record.accept(new Reached(startedAt, RunSteps.after(Duration.between(firstWrite, now), most, total)));
            }
        } finally {
            recording.unlock();
        }
    }
}
