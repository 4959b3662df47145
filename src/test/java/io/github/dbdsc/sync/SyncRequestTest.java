package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.RunIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncRequestTest {

    /** Found by fuzzing: a request that was given up could not be read back unchanged. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999", "1000", "-1", "999"})
    void a_request_that_fails_once_more_survives_a_round_trip_through_a_message(String attempt) throws Exception {
        SyncRequest failed = SyncRequestJson.read(
                        "{\"version\":1,\"runId\":\"20261122T120000Z-0000ac\",\"why\":\"timer\",\"scope\":\"everything\",\"attempt\":"
                                + attempt + "}")
                .afterFailure();

        assertThat(SyncRequestJson.read(SyncRequestJson.write(failed))).isEqualTo(failed);
    }

    @Test
    void the_caller_and_what_they_may_survive_a_round_trip_through_a_message() throws Exception {
        SyncRequest asked = SyncRequest.SYNC
                .as("20261122T120000Z-0000ac")
                .by(new Caller(Caller.Kind.APPLICATION, "pipeline", "0a1b2c3d-0000-4000-8000-00000000000a"))
                .mayDelete(false);

        assertThat(SyncRequestJson.read(SyncRequestJson.write(asked))).isEqualTo(asked);
        assertThat(SyncRequestJson.read(SyncRequestJson.write(SyncRequest.SYNC.as("20261122T120000Z-0000ac")))
                        .mayDelete())
                .as("a message of a release before")
                .isTrue();
        assertThat(asked.goingOnAs("20261122T120000Z-0000ad").askedBy()).isEqualTo(asked.askedBy());
    }

    @Test
    void failures_are_counted() {
        SyncRequest failed =
                SyncRequest.CHANGES.as("r").because("why").afterFailure().afterFailure();

        assertThat(failed.attempt()).isEqualTo(2);
    }

    @Test
    void a_request_that_goes_on_with_a_stopped_run_survives_a_round_trip_through_a_message() throws Exception {
        SyncRequest rest = SyncRequest.SYNC
                .as("20261122T120000Z-0000ac")
                .because("timer")
                .goingOnAs(RunIds.following("20261122T120000Z-0000ac"));

        assertThat(rest.runId()).isEqualTo("20261122T120000Z-0000ad");
        assertThat(rest.why()).isEqualTo("timer, goes on with 20261122T120000Z-0000ac");
        assertThat(SyncRequestJson.read(SyncRequestJson.write(rest))).isEqualTo(rest);
    }

    @Test
    void a_message_that_goes_on_with_what_is_no_run_goes_on_with_none() throws Exception {
        String message = SyncRequestJson.write(SyncRequest.SYNC
                .as("20261122T120000Z-0000ac")
                .goingOnAs("20261122T120000Z-0000ad")
                .as("20261122T120000Z-0000ae"));

        assertThat(SyncRequestJson.read(message).stoppedRun()).hasValue("20261122T120000Z-0000ac");
        assertThat(SyncRequestJson.read(message.replace("Z-0000ac", "Z/../x")).stoppedRun())
                .isEmpty();
    }

    @Test
    void an_undo_survives_a_round_trip_and_is_no_sync_to_whom_knows_no_undo() throws Exception {
        Scope.Undo undo = new Scope.Undo("20261122T120000Z-0000ac", "ann");
        SyncRequest request = SyncRequest.SYNC
                .over(undo)
                .as("20261122T120000Z-0000ad")
                .because(undo.why())
                .approving("0".repeat(64));

        String message = SyncRequestJson.write(request);

        assertThat(SyncRequestJson.read(message)).isEqualTo(request);
        assertThat(request.canBeCovered()).isFalse();
        assertThat(request.approving(null).canBeCovered()).isFalse();
        assertThat(message).doesNotContain("\"scope\"", "\"key\"");
        assertThatThrownBy(() -> SyncRequestJson.read(message.replace("Z-0000ac\",\"by", "Z/../x\",\"by")))
                .hasMessageContaining("neither a key nor a known scope");
    }
}
