package io.github.dbdsc.local.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to the client, and how much of it arrives.
 *
 * @param status the HTTP status
 * @param delay waited out before the answer starts
 */
record Answer(int status, Map<String, String> headers, String body, Arrival arrival, Duration delay) {

    enum Arrival {
        WHOLE,
        /** The connection closes halfway through the body. */
        CUT_SHORT,
        /** The connection closes without an answer. */
        NONE
    }

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
        return new Answer(status, Map.of("Content-Type", contentType), body, Arrival.WHOLE, Duration.ZERO);
    }

    static Answer error(ApiError error) {
        String body =
                Json.text(Json.object().put("error_code", error.errorCode()).put("message", error.getMessage()));
        Answer answer = json(error.status(), body);
        return error.retryAfter().map(answer::withRetryAfter).orElse(answer);
    }

    /** Rounds up to whole seconds, which is all that the header can say. */
    Answer withRetryAfter(Duration wait) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
        return new Answer(status, more, body, arrival, delay);
    }

    Answer withBody(String newBody) {
        return new Answer(status, headers, newBody, arrival, delay);
    }

    Answer arriving(Arrival how) {
        return new Answer(status, headers, body, how, delay);
    }

    Answer delayed(Duration wait) {
        return new Answer(status, headers, body, arrival, wait);
    }
}
