package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azure.StorageQueue;
import io.github.dbdsc.fakes.Eventually;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Event Grid delivers into a queue, from which the Functions host hands events out as {@code host.json} says. */
class EventQueueIT {

    private static final HostSettings HOST = HostSettings.read();

    private final Deployment deployment = Deployment.create();
    private final StorageConnection account = StorageConnection.of(deployment.settings(), "JobStore");
    private final QueueClient events = account.queue(StorageQueue.EVENTS);
    private final QueueClient lost = account.queue(StorageQueue.LOST_EVENTS);
    private final AppServices services = deployment.services(Hurry.TENFOLD, Hurry.TENFOLD);
    private final RecordedContext context = new RecordedContext();
    private final EventFunctions functions =
            new EventFunctions(() -> services, () -> deployment.settings().get("JOB_CONTAINER"));
    private final QueuePump pump = new QueuePump(
            events,
            lost,
            HOST.requestDeliveries(),
            Duration.ZERO,
            message -> functions.onBlobEvent(message.getBody().toString(), context));

    @BeforeEach
    void emptyQueues() {
        for (QueueClient queue : List.of(events, lost)) {
            queue.createIfNotExists();
            queue.clearMessages();
        }
    }

    @AfterEach
    void stop() {
        pump.close();
        deployment.close();
    }

    private void start() {
        pump.start(HOST.requestsAtOnce());
    }

    private String event(String type, String path) {
        return "{\"eventType\": \"Microsoft.Storage." + type + "\", \"subject\": \"/blobServices/default/containers/"
                + deployment.settings().get("JOB_CONTAINER") + "/blobs/" + path + "\", \"data\": {}}";
    }

    private static boolean isEmpty(QueueClient queue) {
        return queue.getProperties().getApproximateMessagesCountLong() == 0;
    }

    @Test
    void a_message_in_the_queue_has_its_definition_applied_and_a_removal_asks_for_a_run() {
        deployment.upload("jobs/a.json");

        try (FunctionsHost host = deployment.host(services, Hurry.TENFOLD)) {
            start();
            events.sendMessage(event("BlobCreated", "jobs/a.json"));
            Eventually.holds("the job is made", () -> deployment.jobs().equals(List.of("Job of jobs/a.json")));
            events.sendMessage(event("BlobDeleted", "jobs/a.json"));
            Eventually.holds("the second event is handled", () -> isEmpty(events));
            deployment.awaitNothingLeft();
            assertThat(host.lines()).anyMatch(line -> line.contains("Applied 1"));
        }

        assertThat(context.lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("jobs/a.json landed, asked for run "))
                .anyMatch(line -> line.startsWith("jobs/a.json was removed, asked for run "));
        assertThat(isEmpty(lost)).isTrue();
        assertThat(deployment.givenUp()).isZero();
    }

    @Test
    void a_message_that_can_not_be_read_is_kept_and_counted() {
        int before = services.queue().waiting().lostEvents();

        start();
        events.sendMessage("no event");
        Eventually.holds("it is given up", () -> isEmpty(events));

        assertThat(lost.peekMessage().getBody().toString()).isEqualTo("no event");
        assertThat(services.queue().waiting().lostEvents()).isEqualTo(before + 1);
        assertThat(context.lines()).isEmpty();
    }
}
