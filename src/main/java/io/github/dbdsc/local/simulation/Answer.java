package io.github.dbdsc.local.simulation;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the client. */
record Answer(int status, Map<String, String> headers, String body) {

    private static final int NO_BODY = -1;

    static final Answer EMPTY = json(200, "{}");

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(String json) {
        return json(200, json);
    }

    static Answer json(int status, String json) {
        return of(status, "application/json", json);
    }

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    static Answer error(ApiError error) {
        String body = ApiJson.text(
                ApiJson.object().put("error_code", error.errorCode()).put("message", error.getMessage()));
        Answer answer = json(error.status(), body);
        return error.retryAfter().map(answer::withRetryAfter).orElse(answer);
    }

    /** Rounds up to whole seconds, which is all that the header can say. */
    Answer withRetryAfter(Duration wait) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
        return new Answer(status, more, body);
    }

    void send(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? NO_BODY : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
