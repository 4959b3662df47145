package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's answer. */
public record HostResponse(
        HttpStatusType status,
        Map<String, String> headers,
        @Nullable Object content) implements HttpResponseMessage {

    /** Returns an answer without headers and body. */
    static HostResponse empty(int status) {
        return new HostResponse(HttpStatusType.custom(status), Map.of(), null);
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

        Builder(HttpStatusType status) {
            this.status = status;
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
            return new HostResponse(status, Map.copyOf(headers), content);
        }
    }
}
