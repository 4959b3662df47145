package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.queue.QueueClient;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import io.github.dbdsc.sync.SyncRequestJson;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Keeps requests in a real queue. */
class StorageQueueIT {

    private final StorageConnection account =
            StorageConnection.of(Map.of("JobStore", Azurite.running().connectionString()), "JobStore");
    private final String name = "q-" + UUID.randomUUID();
    private final StorageQueue queue = new StorageQueue(account, name);

    private static SyncRequest request(String runId) {
        return SyncRequest.CHANGES
                .as("20261122T120000Z-00000" + runId.charAt(1))
                .because("jobs/täglich.json landed");
    }

    @Test
    void a_request_arrives_as_it_was_sent_though_nobody_made_the_queue() throws Exception {
        queue.send(request("r1"), Duration.ZERO);

        QueueClient seen = account.queue(name);
        assertThat(SyncRequestJson.read(seen.receiveMessage().getBody().toString()))
                .isEqualTo(request("r1"));
    }

    @Test
    void a_delayed_request_is_counted_but_not_handed_out_yet() {
        queue.send(request("r1"), Duration.ofMinutes(5));

        assertThat(queue.waiting().requests()).isEqualTo(1);
        assertThat(account.queue(name).receiveMessage()).isNull();
    }

    @Test
    void what_was_given_up_is_kept_with_the_reason_beside_what_the_host_gave_up() {
        assertThat(queue.waiting()).isEqualTo(Waiting.NOTHING);

        queue.giveUp(request("r1"), "the workspace was down for an hour");
        account.queue(name + "-poison").sendMessage(SyncRequestJson.write(request("r2")));

        Waiting waiting = queue.waiting();
        assertThat(waiting.requests()).isZero();
        assertThat(waiting.givenUp()).isEqualTo(2);
        assertThat(waiting.reasons())
                .containsExactly(
                        "the workspace was down for an hour",
                        "the Functions host gave it up: it was delivered too often without an end");
    }

    @Test
    void an_account_that_refuses_us_is_reported_with_the_role_to_assign_and_without_the_key() {
        String wrongKey = "d3Jvbmc=";
        StorageConnection stranger = StorageConnection.of(
                Map.of(
                        "JobStore",
                        Azurite.running()
                                .connectionString()
                                .replace(Azurite.running().accountKey(), wrongKey)),
                "JobStore");

        assertThatThrownBy(() -> new StorageQueue(stranger, name).send(request("r1"), Duration.ZERO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Can't use queue '" + name + "': HTTP 403")
                .hasMessageContaining("Storage Queue Data Contributor")
                .hasMessageNotContaining(wrongKey);
    }
}
