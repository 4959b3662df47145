package io.github.dbdsc.plan;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered from run to run about jobs without a definition.
 *
 * @param window the last window in which deletes were counted; null when there was none
 * @param orphans since when each job that waits to be deleted has no definition, by id
 */
public record PruneRecord(@Nullable DeleteWindow window, Map<Long, Instant> orphans) {

    /** Nothing was deleted yet, and nothing waits. */
    public static final PruneRecord NEW = new PruneRecord(null, Map.of());

    public PruneRecord {
        orphans = Map.copyOf(orphans);
    }

    /**
     * Returns what takes the place of a record that is gone: nothing may be deleted for as long as a window lasts, since
     * nobody knows what was deleted before.
     *
     * @param why as the end of a sentence
     */
    public static PruneRecord lost(Instant now, String why) {
        return new PruneRecord(DeleteWindow.closed(now, why), Map.of());
    }

    /** Returns the window that lasts; empty when the next delete opens another. */
    Optional<DeleteWindow> windowAt(Instant now) {
        return Optional.ofNullable(window).filter(last -> last.lasts(now));
    }
}
