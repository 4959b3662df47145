package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.dbdsc.local.host.HostRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/plan}. */
class PlanCandidatesTest {

    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws IOException {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> plan(String body) throws Exception {
        return api.post("/api/plan", JSON, body);
    }

    private static String action(HttpResponse<String> answer, String key) throws IOException {
        for (JsonNode change : json(answer).path("changes")) {
            if (change.path("key").asText().equals(key)) {
                return change.path("action").asText();
            }
        }
        return "";
    }

    private void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("detail").asText()).contains(detail);
        assertThat(api.workspace().calls().count()).isZero();
    }

    @Test
    void candidates_are_planned_as_if_they_were_in_the_container_and_nothing_is_stored() throws Exception {
        api.write("jobs/gone.json", "{\"name\": \"Gone\"}");
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.awaitEndOfRun();
        long files = files();
        api.workspace().calls().reset();

        HttpResponse<String> answer = plan("""
                {"files": {"jobs/new.json": "{\\"name\\": \\"Neu: täglich\\"}",
                           "templates/standard.jinja2": "{\\"name\\": \\"{{ job.name }}\\", \\"timeout_seconds\\": 5}",
                           "jobs/gone.json": null, "jobs/never-was.json": null}}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("dryRun").asBoolean()).isTrue();
        assertThat(action(answer, "new")).isEqualTo("create");
        assertThat(action(answer, "a")).isEqualTo("update");
        assertThat(action(answer, "gone")).isEqualTo("orphan");
        assertThat(answer.body()).contains("Neu: täglich");
        assertThat(api.workspace().calls().writes()).isZero();
        assertThat(files()).isEqualTo(files);
        assertThat(action(api.get("/api/plan"), "a")).isEqualTo("none");
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.count();
        }
    }

    /** A form arrives in the charset of the platform, which need not be able to hold what it says. */
    @Test
    void a_form_is_refused_and_the_refusal_says_what_works() throws Exception {
        assertProblem(
                api.post("/api/plan", "multipart/form-data; boundary=x", "--x--"), 415, "must be application/json");
    }

    @Test
    void a_body_that_does_not_arrive_is_refused_and_the_refusal_says_what_it_lacks() throws Exception {
        assertProblem(plan(""), 400, "the body is empty");
        assertProblem(
                api.postInChunks("/api/plan", JSON, "{\"files\": {\"jobs/a.json\": null}}"), 400, "Content-Length");
    }

    @Test
    void text_that_is_not_utf8_is_refused_and_not_planned_as_another() throws Exception {
        byte[] latin = "{\"files\": {\"jobs/b.json\": \"{\\\"name\\\": \\\"täglich\\\"}\"}}"
                .getBytes(StandardCharsets.ISO_8859_1);

        HttpResponseMessage answer = api.answer(new HostRequest.Sent(
                "POST",
                "https://app.example/api/plan",
                Map.of(
                        "Content-Type",
                        List.of("application/json; charset=iso-8859-1"),
                        "Content-Length",
                        List.of(String.valueOf(latin.length))),
                latin));

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(String.valueOf(answer.getBody())).contains("the body is not UTF-8");
        assertThat(api.workspace().calls().count()).isZero();
        assertThat(action(plan("{\"files\": {\"jobs/b.json\": \"{\\\"name\\\": \\\"\\ufffd\\\"}\"}}"), "b"))
                .as("the character itself, where it is meant")
                .isEqualTo("create");
    }

    @Test
    void a_body_with_a_byte_order_mark_is_read() throws Exception {
        assertThat(action(plan("\uFEFF{\"files\": {\"jobs/b.json\": \"{\\\"name\\\": \\\"ü\\\"}\"}}"), "b"))
                .isEqualTo("create");
    }

    @Test
    void a_candidate_with_an_error_is_a_problem_in_the_report() throws Exception {
        HttpResponse<String> answer = plan("{\"files\": {\"jobs/a.json\": \"{\\n oops\"}}");

        assertThat(json(answer).at("/problems/0/file").asText()).isEqualTo("jobs/a.json");
        assertThat(json(answer).at("/problems/0/line").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/../templates/a.json",
                "../jobs/a.json",
                "/jobs/a.json",
                "jobs//a.json",
                "jobs/./a.json",
                "jobs\\\\a.json",
                "jobs/a\\u0000.json",
                "jobs/readme.txt",
                "templates/",
                "other/vars.json",
                ".dsc/lock",
                ""
            })
    void a_path_that_is_not_of_a_source_file_is_400(String path) throws Exception {
        assertProblem(plan("{\"files\": {\"" + path + "\": \"{}\"}}"), 400, "is no path of a file that counts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"files\": []}",
                "{\"files\": {}} trailing",
                "{\"files\": {\"jobs/a.json\": 1}}",
                "{\"files\": {\"jobs/a.json\": {\"name\": \"A\"}}}",
                "{\"files\": {\"jobs/a.json\": \"1\", \"jobs/a.json\": \"2\"}}",
                "{\"files\": {}, \"prune\": true}"
            })
    void a_body_that_is_not_understood_is_400(String body) throws Exception {
        HttpResponse<String> answer = plan(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception");
    }

    @Test
    void a_body_beyond_the_parsers_limits_is_400_and_not_a_fault_of_the_program() throws Exception {
        assertProblem(plan("{\"files\": " + "[".repeat(2_000)), 400, "nests too deep");
        assertProblem(plan("{\"" + "x".repeat(60_000) + "\": 1}"), 400, "too long");
        assertProblem(plan("{\"files\": " + "9".repeat(2_000) + "}"), 400, "too long");
    }

    @Test
    void a_packed_body_is_415() throws Exception {
        byte[] packed = {0x1f, (byte) 0x8b, 8};

        assertProblem(
                api.post("/api/plan", packed, "Content-Type", JSON, "Content-Encoding", "gzip"),
                415,
                "the body is packed (Content-Encoding: gzip); send it as it is");
    }

    @Test
    void another_type_of_body_is_415() throws Exception {
        assertProblem(api.post("/api/plan", "application/zip", "PK"), 415, "must be application/json");
    }

    @Test
    void more_than_five_megabytes_are_413() throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("files").put("jobs/a.json", "é".repeat(CandidateFiles.MOST_BYTES / 2));

        assertProblem(plan(body.toString()), 413, "5 MB");
    }

    @Test
    void more_than_two_thousand_files_are_413() throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode files = body.putObject("files");
        for (int i = 0; i <= CandidateFiles.MOST_FILES; i++) {
            files.putNull("jobs/" + i + ".json");
        }

        assertProblem(plan(body.toString()), 413, "2,000 files");
    }
}
