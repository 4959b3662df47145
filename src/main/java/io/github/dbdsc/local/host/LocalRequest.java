package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as a function sees it. Header names are in lower case; of repeated parameters the first counts. */
record LocalRequest(
        URI uri,
        HttpMethod method,
        Map<String, String> headers,
        Map<String, String> query,
        @Nullable String content) implements HttpRequestMessage<Optional<String>> {

    /** The most that any function takes, see {@code POST /api/plan}. */
    static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final int MOST_DROPPED = 8 * MOST_BYTES;

    /**
     * Reads a request.
     *
     * @return empty when its body has more than {@link #MOST_BYTES}. The rest is read and dropped where its announced length
     *     is moderate, and else left
     */
    static Optional<LocalRequest> of(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String announced = exchange.getRequestHeaders().getFirst("Content-Length");
        long length = announced == null ? 0 : Long.parseLong(announced.strip());
        InputStream sent = exchange.getRequestBody();
        byte[] content = length > MOST_BYTES ? new byte[0] : sent.readNBytes(MOST_BYTES + 1);
        if (length > MOST_BYTES || content.length > MOST_BYTES) {
            if (length > 0 && length <= MOST_DROPPED) {
                drop(sent);
            }
            return Optional.empty();
        }
        String body = new String(content, StandardCharsets.UTF_8);
        return Optional.of(new LocalRequest(
                exchange.getRequestURI(),
                HttpMethod.value(exchange.getRequestMethod()),
                headers,
                query(exchange.getRequestURI().getRawQuery()),
                body.isEmpty() ? null : body));
    }

    /** A connection that is closed while its client sends is reset, and the client never sees the answer. */
    private static void drop(InputStream sent) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (sent.read(buffer) >= 0) {
            // its length was announced, so it ends
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : (raw == null ? "" : raw).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                query.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded;
        }
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public HttpMethod getHttpMethod() {
        return method;
    }

    @Override
    public Map<String, String> getHeaders() {
        return headers;
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return query;
    }

    @Override
    public Optional<String> getBody() {
        return Optional.ofNullable(content);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new LocalResponse.Builder(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new LocalResponse.Builder(status);
    }
}
