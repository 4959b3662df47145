package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.host.LocalQueue;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A queue that targets share keeps what any queue keeps, and says whose each request is. */
class TargetQueueTest extends RequestQueueContract {

    private final LocalQueue shared = new LocalQueue();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private boolean started;

    @AfterEach
    void close() {
        shared.close();
    }

    @Override
    protected RequestQueue queue() {
        return new TargetQueue(shared, "prod");
    }

    @Override
    protected String next() throws Exception {
        if (!started) {
            started = true;
            shared.start((message, time, times) -> received.add(message), line -> {});
        }
        String message = Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS), "nothing was handed out");
        assertThat(SyncRequestJson.read(message).target()).isEqualTo("prod");
        return SyncRequestJson.write(SyncRequestJson.read(message).to(""));
    }
}
