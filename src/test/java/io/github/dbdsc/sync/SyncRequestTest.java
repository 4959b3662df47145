package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.SyncRequest;
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
    void failures_are_counted() {
        SyncRequest failed =
                SyncRequest.CHANGES.as("r").because("why").afterFailure().afterFailure();

        assertThat(failed.attempt()).isEqualTo(2);
    }
}
