package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Hold.From;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.TargetHolds;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is held, in a blob beside the state. */
class BlobHoldsIT {
    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private final AzuriteContainer container = new AzuriteContainer();

    private static Hold hold(String by) {
        return new Hold(From.PERSON, by, "überlastet", NOW, null);
    }

    @Test
    void what_one_machine_holds_another_one_reads_in_one_request() {
        new TargetHolds(new BlobStateStore(container.client()), TARGET)
                .hold(new JobKey("etl/täglich"), hold("ann"), NOW);
        ObservedCalls calls = new ObservedCalls(request -> {});

        TargetHolds.Found found = new TargetHolds(new BlobStateStore(container.client(calls)), TARGET).read();

        assertThat(found.holds().of(new JobKey("etl/täglich"))).contains(hold("ann"));
        assertThat(calls.all()).isEqualTo(1);
        assertThat(container.client().listBlobs())
                .extracting(blob -> blob.getName())
                .containsExactly("state/" + TARGET.id() + ".holds.json");
    }

    @Test
    void many_who_hold_at_once_lose_none() throws Exception {
        container.create();
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> calls = IntStream.range(0, 4)
                    .<Callable<Object>>mapToObj(
                            i -> () -> new TargetHolds(new BlobStateStore(container.client()), TARGET)
                                    .hold(new JobKey("j" + i), hold("p" + i), NOW))
                    .toList();
            for (var call : people.invokeAll(calls)) {
                assertThat(call.get()).isNotNull();
            }
        } finally {
            people.shutdown();
        }

        assertThat(new TargetHolds(new BlobStateStore(container.client()), TARGET)
                        .read()
                        .holds()
                        .jobs())
                .hasSize(4);
    }
}
