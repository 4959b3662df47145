package io.github.dbdsc.sync;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.util.List;

/** Where requests wait for their run. Delivers at least once, in no certain order. */
public interface RequestQueue {

    /**
     * Sends a request.
     *
     * @param delay for how long nobody gets it
     * @throws StoreException when the queue did not take it
     */
    void send(SyncRequest request, Duration delay);

    /**
     * Gives a request up: keeps it for people to look at.
     *
     * @throws StoreException when it could not be kept
     */
    void giveUp(SyncRequest request, String reason);

    /**
     * What waits and what was given up.
     *
     * @throws StoreException when it can't be told
     */
    Waiting waiting();

    /**
     * What a queue holds.
     *
     * @param requests how many wait, roughly
     * @param givenUp how many were given up, roughly
     * @param reasons why, of some of those
     */
    record Waiting(int requests, int givenUp, List<String> reasons) {

        public static final Waiting NOTHING = new Waiting(0, 0, List.of());

        public Waiting {
            reasons = List.copyOf(reasons);
        }
    }
}
