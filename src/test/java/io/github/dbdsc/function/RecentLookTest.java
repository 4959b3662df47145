package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentLookTest {

    private final LocalQueue queue = new LocalQueue();
    private final AtomicLong now = new AtomicLong(-1_000);
    private final AtomicInteger looks = new AtomicInteger();
    private final RecentLook<Waiting> status = new RecentLook<>(
            () -> {
                looks.incrementAndGet();
                return queue.waiting();
            },
            now::get,
            Runnable::run);

    private int waiting() {
        return status.read().orElseThrow().requests();
    }

    @Test
    void however_many_ask_the_queue_is_looked_at_every_five_seconds() {
        for (int reader = 0; reader < 100; reader++) {
            assertThat(waiting()).isZero();
        }
        assertThat(looks).hasValue(1);

        queue.send(SyncRequest.SYNC.as("20261122T120000Z-000001").because("a test"), Duration.ofHours(1));
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(waiting()).isZero();
        now.incrementAndGet();
        assertThat(waiting()).isEqualTo(1);
        assertThat(looks).hasValue(2);
    }

    @Test
    void a_queue_that_is_down_is_not_asked_at_each_call_either() {
        AtomicInteger asked = new AtomicInteger();
        RecentLook<Waiting> down = new RecentLook<>(
                () -> {
                    asked.incrementAndGet();
                    throw new StoreException("the queue is down");
                },
                now::get,
                Runnable::run);

        assertThat(down.read()).isEmpty();
        assertThat(down.read()).isEmpty();
        assertThat(asked).hasValue(1);
    }
}
