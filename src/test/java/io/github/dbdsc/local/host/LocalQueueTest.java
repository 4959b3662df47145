package io.github.dbdsc.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RequestQueueContract;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalQueueTest extends RequestQueueContract {

    private static final SyncRequest REQUEST =
            SyncRequest.SYNC.as("20261122T120000Z-000001").because("a test");

    private final LocalQueue queue = new LocalQueue();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private boolean started;

    @AfterEach
    void close() {
        queue.close();
    }

    @Override
    protected RequestQueue queue() {
        return queue;
    }

    @Override
    protected String next() throws InterruptedException {
        if (!started) {
            started = true;
            queue.start((message, time, times) -> received.add(message), lines::add);
        }
        return Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS), "nothing was handed out");
    }

    @Test
    void a_request_that_fails_is_delivered_again_later_and_the_log_says_why() throws Exception {
        queue.start(
                (message, time, times) -> {
                    throw new IllegalStateException("the queue did not take it back");
                },
                lines::add);
        queue.send(REQUEST, Duration.ZERO);

        assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("again in 30 s", "the queue did not take it back");
    }
}
