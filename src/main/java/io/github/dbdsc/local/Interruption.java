package io.github.dbdsc.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when a sync is told to end, as by Ctrl-C: the run stops before its next write, and the process waits until
 * the command has said what was done and what was not.
 */
final class Interruption implements AutoCloseable {

    /** Longer than a run has to stop, so that there is time to print its report. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final ProgressLine progress;
    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread end = new Thread(this::end, "last-words");

    private Interruption(ProgressLine progress) {
        this.progress = progress;
    }

    /** Watches until {@link #close}, which follows once the report is printed. */
    static Interruption watched(ProgressLine progress) {
        Interruption interruption = new Interruption(progress);
        Runtime.getRuntime().addShutdownHook(interruption.end);
        return interruption;
    }

    ProgressLine progress() {
        return progress;
    }

    private void end() {
        if (!progress.isWriting()) {
            progress.say("Interrupted before anything was written.");
            return;
        }
        progress.say("Interrupted: changes that have begun are finished, no other is begun.");
        try {
            if (!said.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.say("A change still takes its time, so there is no report. Run sync again: it looks at what is"
                        + " there and does the rest.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        progress.close();
        said.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook with it
        }
    }
}
