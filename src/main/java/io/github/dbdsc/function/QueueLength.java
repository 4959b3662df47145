package io.github.dbdsc.function;

import io.github.dbdsc.reconcile.RequestQueue;

/**
 * How many requests for passes there are.
 *
 * @param waiting how many wait for their turn
 * @param poison how many were given up
 */
public record QueueLength(int waiting, int poison) {

    /** Where passes are made at once, no request waits. */
    public static final QueueLength NONE = new QueueLength(0, 0);

    /** That of a queue now. */
    public static QueueLength of(RequestQueue queue) {
        RequestQueue.Waiting waiting = queue.waiting();
        return new QueueLength(waiting.requests(), waiting.givenUp());
    }
}
