package io.github.dbdsc.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The time in which deletes count together: runs that delete one job each are one mistake as much as one run that deletes
 * them all.
 *
 * @param since when it was opened, by the clock of the process that did so
 * @param jobs how many jobs were ours then
 * @param deleted the ids of the jobs that runs have deleted in it, or were about to
 * @param closed why nothing may be deleted in it, as the end of a sentence; null for an ordinary window
 */
public record DeleteWindow(
        Instant since,
        int jobs,
        Set<Long> deleted,
        @Nullable String closed) {

    /** How long a window lasts. */
    static final Duration LENGTH = Duration.ofHours(24);

    public DeleteWindow {
        deleted = Set.copyOf(deleted);
    }

    /** Returns a window in which nothing was deleted yet. */
    static DeleteWindow open(Instant now, int jobs) {
        return new DeleteWindow(now, jobs, Set.of(), null);
    }

    /** Returns a window in which nothing may be deleted. */
    static DeleteWindow closed(Instant now, String why) {
        return new DeleteWindow(now, 0, Set.of(), why);
    }

    /** Reports whether the window has not ended, nor begins so late that some clock must have been wrong. */
    boolean lasts(Instant now) {
        return Duration.between(since, now).abs().compareTo(LENGTH) < 0;
    }

    Instant end() {
        return since.plus(LENGTH);
    }

    /** Returns how many jobs may be deleted in this window: one always, unless the limit is 0. */
    int allows(int limit) {
        if (closed != null || limit == 0) {
            return 0;
        }
        return Math.max(1, (int) ((long) jobs * limit / 100));
    }

    /** Returns this window with more jobs deleted. */
    DeleteWindow and(Collection<Long> ids) {
        Set<Long> all = new TreeSet<>(deleted);
        all.addAll(ids);
        return new DeleteWindow(since, jobs, all, closed);
    }
}
