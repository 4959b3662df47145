package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDocumentTest {

    @Test
    void is_compact_json_in_the_order_of_the_keys() throws Exception {
        byte[] document = StateDocument.write(Map.of(
                new JobKey("b"), job(9_007_199_254_740_993L, "{\"name\":\"é\"}"), new JobKey("a/1"), job(2, "{}")));

        assertThat(document)
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("{\"version\":1,\"jobs\":{\"a/1\":{\"jobId\":2,\"settings\":{}},"
                        + "\"b\":{\"jobId\":9007199254740993,\"settings\":{\"name\":\"\\u00E9\"},"
                        + "\"filledIn\":{\"tasks[a].x\":true,\"y\":\"\\u00E9\"}}}}");
    }

    @Test
    void the_round_of_permissions_is_kept_and_takes_no_room_where_there_was_none() throws Exception {
        Map<JobKey, AppliedJob> jobs = Map.of(new JobKey("a"), job(2, "{}").inRound(3), new JobKey("b"), job(4, "{}"));

        byte[] document = StateDocument.write(jobs);

        assertThat(document)
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("{\"version\":1,\"jobs\":{\"a\":{\"jobId\":2,\"settings\":{},\"permissionsRound\":3},"
                        + "\"b\":{\"jobId\":4,\"settings\":{}}}}");
        assertThat(StateDocument.read(document)).contains(jobs);
    }

    @Test
    void half_a_surrogate_pair_survives() throws Exception {
        Map<JobKey, AppliedJob> jobs = Map.of(new JobKey("a"), job(1, "{\"\\uDC00\":\"\\uD83D\"}"));

        assertThat(StateDocument.read(StateDocument.write(jobs))).contains(jobs);
    }

    @Test
    void fields_of_later_programs_are_no_damage() {
        assertThat(read("{\"version\":1,\"writtenBy\":\"x\",\"jobs\":{\"a\":{\"jobId\":1,\"settings\":{},\"y\":1}}}"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "not json",
                "{\"version\":1}",
                "{\"version\":1,\"jobs\":[]}",
                "{\"version\":2,\"jobs\":{}}",
                "{\"version\":\"1\",\"jobs\":{}}",
                "{\"version\":1.0,\"jobs\":{}}",
                "{\"jobs\":{}}",
                "{\"version\":1,\"jobs\":{}} trailing",
                "{\"version\":1,\"jobs\":{\"a\":null}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"settings\":{}}}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1}}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1,\"settings\":[]}}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":\"1\",\"settings\":{}}}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1.5,\"settings\":{}}}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":9223372036854775808,\"settings\":{}}}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1,\"settings\":{}},\"b\":{\"jobId\":2}}}"
            })
    void a_document_that_is_damaged_or_of_another_version_is_unreadable(String document) {
        assertThat(read(document)).isFalse();
    }

    @Test
    void bytes_that_are_no_text_are_unreadable() {
        assertThat(StateDocument.read(new byte[] {0, -1, -2, 'x'})).isEmpty();
    }

    private static boolean read(String document) {
        return StateDocument.read(document.getBytes(StandardCharsets.UTF_8)).isPresent();
    }

    private static AppliedJob job(long id, String settings) throws Exception {
        Optional<FilledIn> filledIn = id % 2 == 0
                ? Optional.empty()
                : Optional.of(new FilledIn(Map.of("tasks[a].x", BooleanNode.TRUE, "y", TextNode.valueOf("é"))));
        return new AppliedJob(id, new JobSettings((ObjectNode) new ObjectMapper().readTree(settings)), filledIn);
    }
}
