package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.WorkspaceException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why one attempt at a call failed.
 *
 * @param status the HTTP status; 0 when no usable answer came
 * @param errorCode the workspace's {@code error_code}
 * @param message the workspace's {@code message}, or what happened to the connection
 * @param requestId the id that Databricks support asks for
 * @param retryAfter the wait that the workspace asked for
 */
record FailedAttempt(
        int status,
        Optional<String> errorCode,
        String message,
        Optional<String> requestId,
        Optional<Duration> retryAfter) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST_MESSAGE = 500;
    private static final Set<Integer> TRANSIENT = Set.of(429, 500, 502, 503, 504);

    static FailedAttempt ofConnection(String message) {
        return new FailedAttempt(0, Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    /** Returns the failure of a call whose thread was interrupted. */
    static FailedAttempt stopped() {
        return ofConnection("the pass was stopped");
    }

    /**
     * Reads an error answer. Jobs API 2.2: errors are {@code {"error_code", "message"}}; a proxy in between may answer
     * anything. A refusal may also be a web page, with the reason in the header {@code X-Databricks-Reason-Phrase}.
     */
    static FailedAttempt ofAnswer(int status, HttpHeaders headers, String body) {
        JsonNode error = parse(body);
        return new FailedAttempt(
                status,
                Optional.ofNullable(error.path("error_code").textValue()),
                shortened(error.path("message")
                        .asText(headers.firstValue("x-databricks-reason-phrase").orElse(""))),
                headers.firstValue("x-request-id").or(() -> headers.firstValue("x-databricks-request-id")),
                headers.firstValue("Retry-After").flatMap(FailedAttempt::seconds));
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

    /** Reports whether the failure may go away with time. */
    boolean isTransient() {
        return status == 0 || TRANSIENT.contains(status);
    }

    /** Reports whether the workspace is available and asks callers to wait. */
    boolean isBusy() {
        return status == 429 || status == 503;
    }

    /**
     * Reports whether the call may have taken effect: only the rate limit certainly answers before anything is done.
     */
    boolean effectUnknown() {
        return isTransient() && status != 429;
    }

    /**
     * Reports whether the token was not accepted, rather than the identity behind it. A revoked personal access token
     * is answered with 403 {@code Invalid access token}, an expired one with 403 {@code token expired}.
     */
    boolean tokenRefused() {
        String said = message.toLowerCase(Locale.ROOT);
        return status == 401
                || (status == 403 && (said.contains("invalid access token") || said.contains("token expired")));
    }

    /** @param name our name in the workspace; null when it is not known */
    WorkspaceException toException(WorkspaceCall call, @Nullable String name) {
        return new WorkspaceException(sentence(call, name), status, effectUnknown() && call.writes());
    }

    private String sentence(WorkspaceCall call, @Nullable String name) {
        String answer = status == 0
                ? "got no usable answer: " + message
                : "was answered " + status + errorCode.map(code -> " " + code).orElse("")
                        + (message.isEmpty() ? "" : ": " + message);
        return call.title() + " " + answer
                + requestId.map(id -> " (request " + id + ")").orElse("") + advice(call, name);
    }

    private String advice(WorkspaceCall call, @Nullable String name) {
        if (tokenRefused()) {
            return "; the token" + (name == null ? "" : " of " + name)
                    + " was not accepted: check AUTHORITY_TYPE and its settings";
        }
        return switch (status) {
            case 0 -> "; check DATABRICKS_URI and the network, then try again";
            case 403 -> "; " + new MissingAccess(name).advice(call, message);
            case 429, 500, 502, 503, 504 -> "; the workspace is busy or out of order: try again later";
            default -> "";
        };
    }
}
