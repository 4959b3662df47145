package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.RunWatch;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Says on the error stream how far a plan or sync is: on a terminal in a line that moves and is gone at the end, elsewhere in
 * a line every ten seconds, so that a short one says nothing. Safe for use by several threads.
 */
final class ProgressLine implements RunWatch, AutoCloseable {

    private static final Duration MOVING = Duration.ofMillis(100);
    private static final Duration STANDING = Duration.ofSeconds(10);
    private static final String BEGINNING_OF_LINE = "\r";
    private static final String REST_OF_LINE_EMPTY = "\u001b[K";
    private static final String WRITING = "writing";

    private final PrintWriter err;
    private final boolean moves;
    private final InstantSource clock;
    private String activity = "";
    private Instant since;
    private Instant shown;
    private boolean isShown;

    /** @param moves whether there is a terminal, on which a line can be written over */
    ProgressLine(PrintWriter err, boolean moves, InstantSource clock) {
        this.err = err;
        this.moves = moves;
        this.clock = clock;
        this.shown = clock.instant();
        this.since = shown;
    }

    @Override
    public synchronized void began() {
        if (moves) {
            show("reading definitions");
        }
    }

    /** Says what is waited for, of which it can't be told how much is done. */
    synchronized void waiting(String what) {
        Instant now = clock.instant();
        boolean isTime = Duration.between(shown, now).compareTo(STANDING) >= 0;
        if (moves || isTime) {
            shown = now;
            show(what);
        }
    }

    @Override
    public void at(Stage stage, int done, int total) {
        at(stage.text(), done, total);
    }

    @Override
    public void at(int done, int total) {
        at(WRITING, done, total);
    }

    /** Says how much of something is done; the total is 0 where it is not known. */
    synchronized void at(String what, int done, int total) {
        Instant now = clock.instant();
        if (!activity.equals(what)) {
            activity = what;
            since = now;
        }
        boolean isTime = Duration.between(shown, now).compareTo(moves ? MOVING : STANDING) >= 0;
        if (isTime || (moves && done == total)) {
            shown = now;
            show(text(what, done, total, Duration.between(since, now)));
        }
    }

    /** Reports whether the sync has come to its writing. */
    synchronized boolean isWriting() {
        return activity.equals(WRITING);
    }

    /** Says something in a line of its own. */
    synchronized void say(String text) {
        close();
        err.println(text);
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (moves && isShown) {
            isShown = false;
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

    /**
     * Says how much is done; and once it can be told, how fast it goes and how long the rest takes.
     *
     * @param total 0 where it is not known
     */
    static String text(String what, int done, int total, Duration spent) {
        String counts = what + ": " + done + (total == 0 ? "" : " of " + total);
        if (done == 0 || done == total || spent.toSeconds() == 0) {
            return counts;
        }
        double perSecond = done / (spent.toMillis() / 1000.0);
        String rate = String.format(Locale.ROOT, perSecond >= 10 ? ", %.0f a second" : ", %.1f a second", perSecond);
        return counts + rate + (total == 0 ? "" : ", " + left(Math.round((total - done) / perSecond)) + " left");
    }

    private static String left(long seconds) {
        return (seconds >= 60 ? seconds / 60 + " min " : "") + seconds % 60 + " s";
    }
}
