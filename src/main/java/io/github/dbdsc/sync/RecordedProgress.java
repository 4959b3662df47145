package io.github.dbdsc.sync;

import io.github.dbdsc.reconcile.RunWatch;
import io.github.dbdsc.report.RunSteps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records how far a run is where its report will be: once when it begins, and every few seconds from then on. Only one
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

    /** A dry run is watched, too, and leaves no trace. */
    private boolean isAtWork;

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
            isAtWork = true;
            startedAt = clock.instant();
            next = startedAt.plus(BETWEEN);
            record.accept(new Reached(startedAt, null));
        } finally {
            recording.unlock();
        }
    }

    @Override
    public void at(Stage stage, int done, int total) {
        record(now -> RunSteps.reading(stage.text(), done, total));
    }

    @Override
    public void at(int done, int total) {
        record(now -> {
            most = Math.max(most, done);
            if (firstWrite == null) {
                firstWrite = now;
            }
            return RunSteps.writing(Duration.between(firstWrite, now), most, total);
        });
    }

    /** Records how far the run is, unless that was recorded a moment ago, or another thread does so now. */
    private void record(Function<Instant, RunSteps> steps) {
        if (!recording.tryLock()) {
            return;
        }
        try {
            Instant now = clock.instant();
            RunSteps reached = steps.apply(now);
            if (isAtWork && !now.isBefore(next)) {
                next = now.plus(BETWEEN);
                record.accept(new Reached(startedAt, reached));
            }
        } finally {
            recording.unlock();
        }
    }
}
