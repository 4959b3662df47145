package io.github.dbdsc.local.host;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads requests that come over a socket. */
final class LocalRequest {

    /** The most that any function takes, see {@code POST /api/plan}. */
    static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final int MOST_DROPPED = 8 * MOST_BYTES;

    private LocalRequest() {}

    /**
     * Reads a request.
     *
     * @return empty when its body has more than {@link #MOST_BYTES}. The rest is read and dropped where its announced length
     *     is moderate, and else left
     */
    static Optional<HostRequest.Sent> of(HttpExchange exchange) throws IOException {
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
        String host = exchange.getRequestHeaders().getFirst("Host");
        String raw = exchange.getRequestURI().getRawQuery();
        String url = "http://" + host + exchange.getRequestURI().getRawPath() + (raw == null ? "" : "?" + raw);
        return Optional.of(
                new HostRequest.Sent(exchange.getRequestMethod(), url, exchange.getRequestHeaders(), content));
    }

    /** A connection that is closed while its client sends is reset, and the client never sees the answer. */
    private static void drop(InputStream sent) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (sent.read(buffer) >= 0) {
            // its length was announced, so it ends
        }
    }
}
