package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every queue of requests must do. */
public abstract class RequestQueueContract {

    private static final SyncRequest PLAIN =
            SyncRequest.CHANGES.as("20261122T120000Z-000001").because("jobs/a.json landed");

    private static final SyncRequest FULL = SyncRequest.SYNC
            .only(new JobKey("etl/täglich"))
            .prune(true)
            .approving("0".repeat(64))
            .as("20261122T120000Z-000002")
            .because("POST /api/sync")
            .watched(true)
            .queuedAt(Instant.parse("2026-11-22T12:00:00Z"))
            .attempt(3);

    private static final SyncRequest MARKER =
            SyncRequest.CHANGES.as("20261122T120000Z-000009").because("a marker");

    /** Returns the queue under test, empty. */
    protected abstract RequestQueue queue();

    /** Returns the message that the queue hands out next. */
    protected abstract String next() throws Exception;

    private SyncRequest nextRequest() throws Exception {
        return SyncRequestJson.read(next());
    }

    private void assertNothingElseIsHandedOut() throws Exception {
        queue().send(MARKER, Duration.ZERO);
        assertThat(nextRequest()).isEqualTo(MARKER);
    }

    @Test
    void a_request_is_handed_out_as_it_was_sent() throws Exception {
        queue().send(FULL, Duration.ZERO);

        assertThat(nextRequest()).isEqualTo(FULL);
    }

    @Test
    void each_request_is_handed_out() throws Exception {
        queue().send(PLAIN, Duration.ZERO);
        queue().send(FULL, Duration.ZERO);

        assertThat(List.of(nextRequest(), nextRequest())).containsExactlyInAnyOrder(PLAIN, FULL);
        assertNothingElseIsHandedOut();
    }

    @Test
    void a_delayed_request_is_counted_and_not_handed_out_yet() throws Exception {
        queue().send(PLAIN, Duration.ofMinutes(5));

        assertThat(queue().waiting()).isEqualTo(new Waiting(1, 0, List.of()));
        assertNothingElseIsHandedOut();
    }

    @Test
    void the_age_of_what_waits_counts_from_when_it_was_queued_first() {
        queue().send(FULL, Duration.ZERO);

        assertThat(queue().waiting().requests()).isEqualTo(1);
        assertThat(queue().waiting().oldest()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
    }

    @Test
    void a_request_that_was_given_up_is_kept_with_its_reason_and_not_handed_out() throws Exception {
        queue().giveUp(PLAIN, "the workspace was down for an hour");

        Waiting waiting = queue().waiting();
        assertThat(waiting.requests()).isZero();
        assertThat(waiting.givenUp()).isEqualTo(1);
        assertThat(waiting.reasons()).containsExactly("the workspace was down for an hour");
        assertNothingElseIsHandedOut();
    }

    @Test
    void an_unused_queue_holds_nothing() {
        assertThat(queue().waiting()).isEqualTo(Waiting.NOTHING);
    }
}
