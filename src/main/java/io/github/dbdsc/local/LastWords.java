package io.github.dbdsc.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has the end of the process, after Ctrl-C for example, wait until a command has said what it did. Without it the JVM is gone
 * between the report that a stopped run stores and the one that its user would read.
 */
final class LastWords {

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread hook;

    private LastWords(Duration patience) {
        this.hook = new Thread(() -> await(patience), "last-words");
    }

    /** @param patience how long the end of the process waits at most */
    static LastWords begin(Duration patience) {
        LastWords words = new LastWords(patience);
        Runtime.getRuntime().addShutdownHook(words.hook);
        return words;
    }

    private void await(Duration patience) {
        try {
            boolean unused = end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the command is done: the process may end. */
    void said() {
        end.countDown();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and goes on with that
        }
    }
}
