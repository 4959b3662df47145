package io.github.dbdsc.sync;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where requests wait for their run. Delivers each at least once, in any order. */
public interface RequestQueue {

    /**
     * Sends a request.
     *
     * @param delay how long the request stays hidden from receivers
     * @throws StoreException when the queue did not take it
     */
    void send(SyncRequest request, Duration delay);

    /**
     * Gives up on a request and keeps it for people to inspect.
     *
     * @throws StoreException when it could not be kept
     */
    void giveUp(SyncRequest request, String reason);

    /**
     * Returns what waits and what was given up.
     *
     * @throws StoreException when the queue can't be read
     */
    Waiting waiting();

    /**
     * What a queue holds.
     *
     * @param requests how many wait, approximately; also those that are delayed, and in a storage queue those at work
     * @param givenUp how many were given up, approximately
     * @param reasons why some of these were given up
     * @param lostEvents how many events of blobs the Functions host gave up, approximately: no run was asked for
     * @param oldest since when the oldest of those waits whose turn it is, as far as the queue shows; null when there is none
     */
    record Waiting(
            int requests,
            int givenUp,
            List<String> reasons,
            int lostEvents,
            @Nullable Instant oldest) {

        public static final Waiting NOTHING = new Waiting(0, 0, List.of());

        /** What a queue holds that no host feeds with events. */
        public Waiting(int requests, int givenUp, List<String> reasons) {
            this(requests, givenUp, reasons, 0, null);
        }

        public Waiting {
            reasons = List.copyOf(reasons);
        }
    }
}
