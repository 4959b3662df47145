package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Serves the HTTP functions on a loopback port. Like the Functions core tools it asks for no keys; so that this is safe
 * beside a browser, it serves no web page but its own.
 */
public final class LocalHost implements AutoCloseable {

    private static final Pattern THIS_MACHINE = Pattern.compile("(?i)(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d+)?");

    private final LoopbackServer server;
    private final List<HttpFunction> functions;
    private final Consumer<String> log;

    private LocalHost(LoopbackServer server, List<HttpFunction> functions, Consumer<String> log) {
        this.server = server;
        this.functions = functions;
        this.log = log;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free one
     * @param instances of function classes; those without an HTTP trigger are left out
     * @param log receives what functions log, line by line
     * @throws IOException when the port is taken
     */
    public static LocalHost start(int port, List<Object> instances, Consumer<String> log) throws IOException {
        List<HttpFunction> functions = instances.stream()
                .flatMap(instance -> HttpFunction.of(instance).stream())
                .toList();
        LoopbackServer server = LoopbackServer.on(port, "local-host");
        LocalHost host = new LocalHost(server, functions, log);
        server.handle("/", host::handle);
        server.start();
        return host;
    }

    /** Where it serves, without a slash at the end. */
    public URI uri() {
        return URI.create("http://localhost:" + server.port());
    }

    /** Returns a line for each function with its methods and address; HEAD goes with GET. */
    public List<String> addresses() {
        return functions.stream()
                .map(function -> function.methods().stream()
                                .filter(method -> !method.equals("HEAD"))
                                .sorted()
                                .collect(Collectors.joining(","))
                        + " " + uri()
                        + function.route().path())
                .sorted()
                .toList();
    }

    /** Returns the context for an invocation by a trigger other than HTTP. */
    public ExecutionContext contextOf(String functionName) {
        return new LocalContext(functionName, log);
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange, response(exchange));
        }
    }

    private HttpResponseMessage response(HttpExchange exchange) throws IOException {
        Optional<String> refusal = refusal(exchange);
        if (refusal.isPresent()) {
            return LocalProblem.forbidden(refusal.get());
        }
        return LocalRequest.of(exchange).map(this::answer).orElseGet(LocalProblem::tooLarge);
    }

    /** Returns the answer of the function that a request is for, which need not have come over the port. */
    public HttpResponseMessage answer(HostRequest.Sent sent) {
        String path = sent.path();
        for (HttpFunction function : functions) {
            Optional<Map<String, String>> parts = function.route().match(path);
            if (parts.isPresent() && function.methods().contains(sent.method())) {
                return invoke(function, HostRequest.of(sent, Charset.defaultCharset()), parts.get());
            }
        }
        return HostResponse.empty(404);
    }

    /**
     * Says why a request is not served; empty when it comes from a program or from our own page. A browser sends what any
     * page asks it to send, also to this machine: with the page's origin, or to a name of the page's own that was made
     * to lead here.
     */
    private static Optional<String> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = Objects.requireNonNullElse(headers.getFirst("Host"), "");
        if (!THIS_MACHINE.matcher(host).matches()) {
            return Optional.of("this host is for this machine only; call it as localhost, 127.0.0.1 or [::1]");
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            return Optional.of("a web page of " + origin + " may not call this host; only its own page may");
        }
        return isFromOtherSite(headers) && !isVisitOfThePage(exchange)
                ? Optional.of("a web page of another site may not call this host; only its own page may")
                : Optional.empty();
    }

    /** Without an origin, a browser still says where a request comes from (Fetch Metadata): another port is another site. */
    private static boolean isFromOtherSite(Headers headers) {
        String from = Objects.requireNonNullElse(headers.getFirst("Sec-Fetch-Site"), "");
        return from.equalsIgnoreCase("cross-site") || from.equalsIgnoreCase("same-site");
    }

    /** A link may open the dashboard in a tab of its own: the page holds no data, and asks for it with its own origin. */
    private static boolean isVisitOfThePage(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        return exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().getRawPath().equals("/api/dashboard")
                && "navigate".equalsIgnoreCase(headers.getFirst("Sec-Fetch-Mode"))
                && "document".equalsIgnoreCase(headers.getFirst("Sec-Fetch-Dest"));
    }

    private HttpResponseMessage invoke(HttpFunction function, HostRequest request, Map<String, String> path) {
        try {
            return function.invoke(request, path, new LocalContext(function.name(), log));
        } catch (IllegalStateException e) {
            log.accept(String.valueOf(e.getMessage()));
            return HostResponse.empty(500);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponseMessage response) throws IOException {
        if (response instanceof HostResponse local) {
            local.headers().forEach(exchange.getResponseHeaders()::set);
        }
        Object content = response.getBody();
        byte[] body = content == null ? new byte[0] : content.toString().getBytes(StandardCharsets.UTF_8);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        if (isHead) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(response.getStatusCode(), body.length == 0 || isHead ? -1 : body.length);
        if (body.length > 0 && !isHead) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush(); // before the rest of the request is waited for
        }
    }
}
