package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Seen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDocumentTest {

    private static final String PLAIN = "{\"version\":2,\"jobs\":{\"a/1\":{\"jobId\":3,\"settings\":{}},"
            + "\"b\":{\"jobId\":9007199254740994,\"settings\":{\"name\":\"\\u00E9\"},"
            + "\"echo\":{\"tasks[a].x\":true,\"y\":\"\\u00E9\",\"z\":null},\"unkept\":true}}}";

    @Test
    void is_packed_json_in_the_order_of_the_keys() throws Exception {
        assertThat(unpacked(StateDocument.write(jobs()))).isEqualTo(PLAIN);
    }

    @Test
    void the_round_of_permissions_is_kept() throws Exception {
        Map<JobKey, AppliedJob> jobs = Map.of(new JobKey("a"), job(2, "{}").inRound(3), new JobKey("b"), job(4, "{}"));

        assertThat(StateDocument.read(StateDocument.write(jobs))).isEqualTo(jobs);
    }

    @Test
    void the_same_jobs_give_the_same_bytes() throws Exception {
        assertThat(StateDocument.write(jobs())).isEqualTo(StateDocument.write(jobs()));
    }

    @Test
    void gives_back_what_was_written() throws Exception {
        Map<JobKey, AppliedJob> jobs = Map.of(
                new JobKey("etl/täglich 日次"), job(Long.MAX_VALUE, "{\"name\":\"🚀\",\"tasks\":[],\"x\":null}"),
                new JobKey("a%2Fb"), job(9_007_199_254_740_993L, "{\"run\":{\"job_id\":9007199254740993,\"r\":0.1}}"),
                new JobKey("half a surrogate pair"), job(1, "{\"x\":\"\\uD83D\"}"));

        assertThat(StateDocument.read(StateDocument.write(jobs))).isEqualTo(jobs);
        assertThat(StateDocument.read(StateDocument.write(Map.of()))).isEmpty();
    }

    @Test
    void a_document_that_is_not_packed_is_read_as_well() throws Exception {
        assertThat(StateDocument.read(PLAIN.getBytes(StandardCharsets.UTF_8))).isEqualTo(jobs());
    }

    @Test
    void a_document_of_version_1_keeps_what_it_says_of_the_service() throws Exception {
        Map<JobKey, AppliedJob> jobs =
                StateDocument.read(("{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1,\"settings\":{},"
                                + "\"filledIn\":{\"x\":1}},\"b\":{\"jobId\":2,\"settings\":{}}}}")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(jobs.values())
                .extracting(AppliedJob::seen)
                .containsExactlyInAnyOrder(
                        Optional.of(new FilledIn(Map.of("x", IntNode.valueOf(1)))), Optional.empty());
        assertThat(StateDocument.read(StateDocument.write(jobs))).isEqualTo(jobs);
    }

    @Test
    void fields_of_later_programs_are_no_damage() throws Exception {
        assertThat(read("{\"by\":[{}],\"jobs\":{\"a\":{\"jobId\":1,\"settings\":{},\"y\":1}},\"version\":1}"))
                .containsOnlyKeys(new JobKey("a"));
    }

    /**
     * The speed at which the state of a full workspace is read and written depends on this, see {@link StateBenchmark}.
     */
    @Test
    void a_job_of_three_kilobytes_takes_less_than_a_tenth_of_it() throws Exception {
        Map<JobKey, AppliedJob> jobs = ManyAppliedJobs.applied(1000);

        byte[] document = StateDocument.write(jobs);

        assertThat(unpacked(document).length() / jobs.size()).isGreaterThan(2800);
        assertThat(document.length / jobs.size()).isLessThan(280);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| holds no JSON object",
                "` `| holds no JSON object",
                "null| holds no JSON object",
                "[]| holds no JSON object",
                "{}| has no version",
                "not json| is not JSON after 0 characters",
                "{\"version\":1| is not JSON after 12 characters",
                "{\"version\":1}| holds no jobs",
                "{\"version\":1,\"jobs\":[]}| holds no jobs",
                "{\"version\":3,\"jobs\":[]}| has version 3: a newer version of this program wrote it",
                "{\"version\":0,\"jobs\":{}}| has no version that a program would write",
                "{\"version\":\"1\",\"jobs\":{}}| has no version that a program would write",
                "{\"version\":1.0,\"jobs\":{}}| has no version that a program would write",
                "{\"jobs\":{}}| has no version",
                "{\"version\":1,\"jobs\":{}} {}| goes on after its end",
                "{\"version\":1,\"jobs\":{\"a\":null}}| has no jobId for a",
                "{\"version\":1,\"jobs\":{\"a\":{\"settings\":{}}}}| has no jobId for a",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1}}}| has no settings for a",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1,\"settings\":[]}}}| has no settings for a",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":\"1\",\"settings\":{}}}}| has no jobId for a",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1.5,\"settings\":{}}}}| has no jobId for a",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":9223372036854775808,\"settings\":{}}}}| has no jobId for a",
                "{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1,\"settings\":{}},\"b\":{\"jobId\":2}}}| has no settings for b"
            })
    void a_document_that_is_damaged_or_of_a_newer_version_says_so(String document, String why) throws Exception {
        assertDamaged(document.getBytes(StandardCharsets.UTF_8), why);
        assertDamaged(packed(document), why);
    }

    @Test
    void a_packed_document_that_is_cut_off_or_changed_anywhere_is_damaged() throws Exception {
        byte[] document = StateDocument.write(jobs());
        for (int length = 2; length < document.length; length++) {
            assertDamaged(Arrays.copyOf(document, length), "");
        }
        byte[] changed = document.clone();
        changed[document.length - 6] ^= 1;
        assertDamaged(changed, "is cut off, or not packed with gzip");
    }

    @Test
    void bytes_that_are_not_text_are_damaged() {
        assertDamaged(new byte[] {0, -1, -2, 'x'}, "is not JSON");
    }

    @Test
    void a_document_beyond_the_parsers_limits_is_damaged() {
        assertDamaged(("{\"version\":1,\"jobs\":" + "[".repeat(2_000)).getBytes(StandardCharsets.UTF_8), "");
        String deep = "{\"a\":".repeat(300) + "1" + "}".repeat(300);
        assertDamaged(
                ("{\"version\":1,\"jobs\":{\"a\":{\"jobId\":1,\"settings\":" + deep + "}}}")
                        .getBytes(StandardCharsets.UTF_8),
                "");
        assertDamaged(
                ("{\"" + "x".repeat(60_000) + "\":1}").getBytes(StandardCharsets.UTF_8),
                "nests too deep, or has a name");
    }

    @Test
    void the_reason_for_damage_does_not_reveal_the_content() {
        assertThatThrownBy(() -> read("{\"version\":1,\"jobs\":{\"a\":hunter2}}"))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageNotContaining("hunter2");
    }

    private static void assertDamaged(byte[] document, String why) {
        assertThatThrownBy(() -> StateDocument.read(document))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageStartingWith(why);
    }

    private static Map<JobKey, AppliedJob> read(String document) throws DamagedStateException {
        return StateDocument.read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(String document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(document.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String unpacked(byte[] document) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(document))) {
            return new String(gzip.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Map<JobKey, AppliedJob> jobs() throws Exception {
        return Map.of(
                new JobKey("b"), job(9_007_199_254_740_994L, "{\"name\":\"é\"}"), new JobKey("a/1"), job(3, "{}"));
    }

    @Test
    void what_a_definition_left_to_others_and_what_was_undone_are_kept() throws Exception {
        AppliedJob job = new AppliedJob(
                1,
                new JobSettings((ObjectNode) new ObjectMapper().readTree("{}")),
                Optional.empty(),
                false,
                0,
                Optional.of("f"),
                List.of("schedule", "tags.a"));
        Map<JobKey, AppliedJob> jobs = Map.of(new JobKey("a"), job, new JobKey("b"), job.undone());

        assertThat(StateDocument.read(StateDocument.write(jobs))).isEqualTo(jobs);
    }

    private static AppliedJob job(long id, String settings) throws Exception {
        Map<String, JsonNode> values =
                Map.of("tasks[a].x", BooleanNode.TRUE, "y", TextNode.valueOf("é"), "z", NullNode.getInstance());
        Optional<Seen> seen =
                switch ((int) (id % 3)) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(new Echo(values));
                    default -> Optional.of(new FilledIn(values));
                };
        return new AppliedJob(
                id,
                new JobSettings((ObjectNode) new ObjectMapper().readTree(settings)),
                seen,
                id % 2 == 0,
                0,
                Optional.empty());
    }
}
