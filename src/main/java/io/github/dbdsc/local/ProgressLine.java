package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.RunWatch;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says on the error stream how far a sync is: on a terminal in a line that moves and is gone at the end, elsewhere in a line
 * every ten seconds, so that a short sync says nothing. Safe for use by several threads.
 */
final class ProgressLine implements RunWatch, AutoCloseable {

    private static final Duration MOVING = Duration.ofMillis(100);
    private static final Duration STANDING = Duration.ofSeconds(10);
    private static final String BEGINNING_OF_LINE = "\r";
    private static final String REST_OF_LINE_EMPTY = "\u001b[K";

    private final PrintWriter err;
    private final boolean moves;
    private final InstantSource clock;
    private @Nullable Instant firstWrite;
    private Instant shown;
    private boolean isShown;

    /** @param moves whether there is a terminal, on which a line can be written over */
    ProgressLine(PrintWriter err, boolean moves, InstantSource clock) {
        this.err = err;
        this.moves = moves;
        this.clock = clock;
        this.shown = clock.instant();
    }

    @Override
    public synchronized void began() {
        if (moves) {
            show("reading definitions and jobs");
        }
    }

    @Override
    public synchronized void at(int done, int total) {
        Instant now = clock.instant();
        if (firstWrite == null) {
            firstWrite = now;
        }
        boolean isTime = Duration.between(shown, now).compareTo(moves ? MOVING : STANDING) >= 0;
        if (isTime || (moves && done == total)) {
            shown = now;
            show(text(done, total, Duration.between(firstWrite, now)));
        }
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (moves && isShown) {
            err.print(BEGINNING_OF_LINE + REST_OF_LINE_EMPTY);
            err.flush();
        }
    }

    private void show(String text) {
        isShown = true;
        if (moves) {
            err.print(BEGINNING_OF_LINE + text + REST_OF_LINE_EMPTY);
        } else {
            err.println(text);
        }
        err.flush();
    }

    /** Says how many of all changes are done; and once it can be told, how fast and how long the rest takes. */
    static String text(int done, int total, Duration spent) {
        String counts = "writing: " + done + " of " + total;
        if (done == 0 || done == total || spent.toSeconds() == 0) {
            return counts;
        }
        double perSecond = done / (spent.toMillis() / 1000.0);
        long left = Math.round((total - done) / perSecond);
        String rate = String.format(Locale.ROOT, perSecond >= 10 ? "%.0f" : "%.1f", perSecond);
        return counts + ", " + rate + " a second, " + (left >= 60 ? left / 60 + " min " : "") + left % 60 + " s left";
    }
}
