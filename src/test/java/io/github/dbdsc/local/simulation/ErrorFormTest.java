package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Jobs API 2.2: errors are {error_code, message}")
class ErrorFormTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/2.2/jobs/create",
        "POST, /api/2.2/jobs/list",
        "DELETE, /api/2.0/permissions/jobs/1",
        "GET, /api/2.2/nothing/here",
        "GET, /api/2.1/jobs/list",
        "GET, /elsewhere",
    })
    @DisplayName("an unknown endpoint or method is 404 ENDPOINT_NOT_FOUND")
    void unknown_endpoint(String method, String path) {
        WorkspaceClient.Reply reply = client.send(method, path, "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.errorCode()).isEqualTo("ENDPOINT_NOT_FOUND");
        assertThat(reply.message()).contains(method + " " + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"text\"", "{\"name\":\"a\"} {}"})
    @DisplayName("a body that is not one JSON object is 400 MALFORMED_REQUEST")
    void malformed_json(String body) {
        WorkspaceClient.Reply reply = client.createReply(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("MALFORMED_REQUEST");
        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    @DisplayName("a POST without a body is 400 MALFORMED_REQUEST")
    void missing_body() {
        assertThat(client.createReply("").errorCode()).isEqualTo("MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "99999999999999999999", ""})
    @DisplayName("a job id that is no int64 is 400 INVALID_PARAMETER_VALUE")
    void invalid_job_id(String id) {
        Stream.of(
                        client.get("/api/2.2/jobs/get?job_id=" + id),
                        client.get("/api/2.0/permissions/jobs/" + id),
                        client.post("/api/2.2/jobs/delete", "{\"job_id\":\"" + id + "\"}"),
                        client.post("/api/2.2/jobs/reset", "{\"job_id\":\"" + id + "\",\"new_settings\":{}}"))
                .forEach(reply -> {
                    assertThat(reply.status()).isEqualTo(400);
                    assertThat(reply.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
                });
    }

    @Test
    @DisplayName("a missing job is 400 INVALID_PARAMETER_VALUE \"Job N does not exist.\"")
    void missing_job_is_an_invalid_parameter() {
        WorkspaceClient.Reply reply = client.reset(77, SampleJobs.named("a"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(reply.message()).isEqualTo("Job 77 does not exist.");
    }

    @Test
    @DisplayName("a missing job is 404 in the other form that the service has used")
    void missing_job_is_not_found() {
        try (SimulatedWorkspace newer =
                SimulatedWorkspace.start(SimulationOptions.defaults().withMissingJobStatus(404))) {
            WorkspaceClient.Reply reply = new WorkspaceClient(newer).delete(77);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.errorCode()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
            assertThat(reply.message()).isEqualTo("Job 77 does not exist.");
        }
    }
}
