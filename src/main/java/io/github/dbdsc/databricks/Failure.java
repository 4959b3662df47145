package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.WorkspaceException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Why one try of a call did not succeed.
 *
 * @param status the HTTP status; 0 when no usable answer came
 * @param errorCode the workspace's {@code error_code}
 * @param message the workspace's {@code message}, or what happened to the connection
 * @param requestId what Databricks' support asks for
 * @param retryAfter what the workspace asked for
 */
record Failure(
        int status,
        Optional<String> errorCode,
        String message,
        Optional<String> requestId,
        Optional<Duration> retryAfter) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST_MESSAGE = 500;
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

    static Failure ofConnection(String message) {
        return new Failure(0, Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    /** Jobs API 2.2: errors are {@code {"error_code", "message"}}; a proxy in between may answer anything. */
    static Failure ofAnswer(int status, HttpHeaders headers, String body) {
        JsonNode error = parse(body);
        return new Failure(
                status,
                Optional.ofNullable(error.path("error_code").textValue()),
                shortened(error.path("message").asText("")),
                headers.firstValue("x-request-id").or(() -> headers.firstValue("x-databricks-request-id")),
                headers.firstValue("Retry-After").flatMap(Failure::seconds));
    }

    private static JsonNode parse(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }

    private static Optional<Duration> seconds(String header) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip()))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** Whether it may go away by waiting. */
    boolean passes() {
        return status == 0 || PASSING.contains(status);
    }

    /** Whether the workspace is there and asks for patience. */
    boolean busy() {
        return status == 429 || status == 503;
    }

    /** Whether the call may have had its effect: the rate limit answers before anything is done, all others may not. */
    boolean effectUnknown() {
        return passes() && status != 429;
    }

    WorkspaceException toException(Call call) {
        return new WorkspaceException(
                sentence(call),
                status,
                errorCode,
                effectUnknown() && !call.method().equals("GET"));
    }

    private String sentence(Call call) {
        String answer = status == 0
                ? "got no usable answer: " + message
                : "was answered " + status + errorCode.map(code -> " " + code).orElse("")
                        + (message.isEmpty() ? "" : ": " + message);
        return call.title() + " " + answer
                + requestId.map(id -> " (request " + id + ")").orElse("") + advice();
    }

    private String advice() {
        return switch (status) {
            case 0 -> "; check DATABRICKS_URI and the network, then try again";
            case 401 -> "; the token was not accepted: check AUTHORITY_TYPE and its settings";
            case 403 ->
                "; give this identity access in the workspace: add it as a service principal or user, and for"
                        + " jobs of others grant it CAN MANAGE";
            case 429, 500, 502, 503, 504 -> "; the workspace is busy or out of order: try again later";
            default -> "";
        };
    }
}
