package io.github.dbdsc.sync;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * How the queue hands a request out.
 *
 * @param queuedAt when the queue took it, by the queue's clock
 * @param times how many times it was handed out, with this one; more than once where the last worker did not say that it is
 *     done
 * @param log receives a line when its run begins
 */
public record Delivery(Instant queuedAt, int times, Consumer<String> log) {

    boolean isRepeated() {
        return times > 1;
    }
}
