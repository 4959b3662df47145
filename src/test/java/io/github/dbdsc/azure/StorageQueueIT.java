package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import io.github.dbdsc.sync.RequestQueueContract;
import io.github.dbdsc.sync.SyncRequestJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Keeps requests in a real queue. */
class StorageQueueIT extends RequestQueueContract {

    private final StorageConnection account =
            StorageConnection.of(Map.of("JobStore", Azurite.running().connectionString()), "JobStore");
    private final String name = "q-" + UUID.randomUUID();
    private final StorageQueue queue = new StorageQueue(account, name);

    private static SyncRequest request(String runId) {
        return SyncRequest.CHANGES
                .as("20261122T120000Z-00000" + runId.charAt(1))
                .because("jobs/täglich.json landed");
    }

    @Override
    protected RequestQueue queue() {
        return queue;
    }

    @Override
    protected String next() {
        return account.queue(name).receiveMessage().getBody().toString();
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
    void events_that_the_host_gave_up_are_counted_however_they_were_delivered() {
        for (String lost : List.of("webjobs-blobtrigger-poison", "dsc-events-poison")) {
            int before = queue.waiting().lostEvents();

            account.queue(lost).sendMessage("an event");

            assertThat(queue.waiting().lostEvents()).as(lost).isEqualTo(before + 1);
            account.queue(lost).clearMessages();
        }
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
