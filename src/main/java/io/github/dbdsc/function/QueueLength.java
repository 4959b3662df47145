package io.github.dbdsc.function;

/**
 * How many requests for passes there are.
 *
 * @param waiting how many wait for their turn
 * @param poison how many were given up
 */
public record QueueLength(int waiting, int poison) {

    /** Where passes are made at once, no request waits. */
    public static final QueueLength NONE = new QueueLength(0, 0);
}
