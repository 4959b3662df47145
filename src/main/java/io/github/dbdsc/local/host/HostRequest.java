package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request as a Java function gets it from the Functions host: not everything that a client sends arrives. The facts, from
 * the sources of the host (4.x: {@code GrpcMessageConversionExtensions.ToRpcHttp}) and of its Java worker (2.x:
 * {@code RpcHttpRequestDataSource}), and seen on both:
 *
 * <ul>
 *   <li>A query parameter without a value is dropped, as is one whose value is empty: the worker does not announce
 *       {@code UseNullableValueDictionaryForHttp}. Values of a repeated parameter are joined by commas, names are compared
 *       without case.
 *   <li>The address arrives whole, with the query as it was sent; {@code getUri()} is {@code URI.create} and throws where
 *       that is no URI, on {@code %zz} or a bare {@code |} for example.
 *   <li>Names of headers are in lower case, values of a repeated header joined by commas.
 *   <li>The body arrives only with a {@code Content-Length} above zero: one that is sent in chunks does not, see
 *       {@link HostBody}.
 * </ul>
 *
 * @param url as it was sent, with scheme and host
 * @param content empty when no body arrives
 */
public record HostRequest(
        String url, HttpMethod method, Map<String, String> headers, Map<String, String> query, Optional<String> content)
        implements HttpRequestMessage<Optional<String>> {

    /** What a client sent. */
    public static final class Sent {

        private final String method;
        private final String url;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        /**
         * Takes a request as it came.
         *
         * @param url with scheme and host
         * @param headers their values by their names, which may be in any case
         */
        public Sent(String method, String url, Map<String, List<String>> headers, byte[] body) {
            this.method = method;
            this.url = url;
            this.headers = headers;
            this.body = body.clone();
        }

        /** Returns a request without headers and body. */
        public static Sent plain(String method, String url) {
            return new Sent(method, url, Map.of(), new byte[0]);
        }

        /** Returns the header's values, joined by commas. */
        Optional<String> header(String name) {
            return Optional.ofNullable(lowerCase(headers).get(name.toLowerCase(Locale.ROOT)));
        }

        String method() {
            return method;
        }

        /** Returns the path as it was sent. */
        String path() {
            return url.replaceFirst("^[^/]*//[^/?]*", "").replaceFirst("\\?.*", "");
        }

        /** Reports whether a length is announced that is not zero. */
        boolean announcesBody() {
            return header("Content-Length")
                    .filter(length -> !length.matches("0*"))
                    .isPresent();
        }
    }

    /**
     * Returns what a function gets of a request.
     *
     * @param platform the charset of the worker's Java platform: until Java 17 it depends on {@code LANG} and
     *     {@code LC_ALL}
     */
    public static HostRequest of(Sent sent, Charset platform) {
        return new HostRequest(
                sent.url,
                HttpMethod.value(sent.method),
                lowerCase(sent.headers),
                query(sent.url),
                sent.announcesBody()
                        ? Optional.of(HostBody.text(
                                sent.body, sent.header("Content-Type").orElse(""), platform))
                        : Optional.empty());
    }

    private static Map<String, String> lowerCase(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> String.join(",", header.getValue())));
    }

    private static Map<String, String> query(String url) {
        Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int start = url.indexOf('?');
        for (String pair : (start < 0 ? "" : url.substring(start + 1)).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && equals < pair.length() - 1) {
                query.merge(
                        HostRoute.decoded(pair.substring(0, equals).replace('+', ' ')),
                        HostRoute.decoded(pair.substring(equals + 1).replace('+', ' ')),
                        (first, next) -> first + "," + next);
            }
        }
        return new LinkedHashMap<>(query); // found by the name as it was first written, and by no other
    }

    @Override
    public URI getUri() {
        return URI.create(url);
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
        return content;
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new HostResponse.Builder(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(@Nullable HttpStatusType status) {
        return new HostResponse.Builder(Objects.requireNonNullElse(status, HttpStatus.OK));
    }
}
