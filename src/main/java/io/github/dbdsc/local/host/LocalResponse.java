package io.github.dbdsc.local.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's answer. */
record LocalResponse(
        HttpStatusType status,
        Map<String, String> headers,
        @Nullable Object content) implements HttpResponseMessage {

    static LocalResponse empty(int status) {
        return new LocalResponse(HttpStatusType.custom(status), Map.of(), null);
    }

    /** A problem document (RFC 9457). */
    static LocalResponse forbidden(String detail) {
        return problem(HttpStatus.FORBIDDEN, "Not for other sites", detail);
    }

    /** A problem document (RFC 9457). */
    static LocalResponse tooLarge() {
        return problem(
                HttpStatus.PAYLOAD_TOO_LARGE, "Too large", "the body has more than 5 MB; send only what is needed");
    }

    private static LocalResponse problem(HttpStatus status, String title, String detail) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status.value())
                .put("detail", detail)
                .toPrettyString();
        return new LocalResponse(status, Map.of("Content-Type", "application/problem+json"), body);
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable Object getBody() {
        return content;
    }

    /** Builds an answer, whose status is 200 unless it is set. */
    static final class Builder implements HttpResponseMessage.Builder {

        private HttpStatusType status;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable Object content;

        Builder(@Nullable HttpStatusType status) {
            this.status = status == null ? HttpStatus.OK : status;
        }

        @Override
        public HttpResponseMessage.Builder status(HttpStatusType other) {
            status = other;
            return this;
        }

        @Override
        public HttpResponseMessage.Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        @Override
        public HttpResponseMessage.Builder body(@Nullable Object body) {
            content = body;
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return new LocalResponse(status, Map.copyOf(headers), content);
        }
    }
}
