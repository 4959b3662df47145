package io.github.dbdsc.sync;

import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;

/**
 * A queue that all targets share, as one of them uses it: what it sends says whose it is. What waits is told of all.
 *
 * @param target the target's name
 */
public record TargetQueue(RequestQueue queue, String target) implements RequestQueue {

    @Override
    public void send(SyncRequest request, Duration delay) {
        queue.send(request.to(target), delay);
    }

    @Override
    public void giveUp(SyncRequest request, String reason) {
        queue.giveUp(request.to(target), reason);
    }

    @Override
    public Waiting waiting() {
        return queue.waiting();
    }
}
