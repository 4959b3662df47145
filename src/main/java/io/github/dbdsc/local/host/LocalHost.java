package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Serves the HTTP functions on a loopback port. Like the Functions core tools it asks for no keys; so that this is safe
 * beside a browser, it serves no web page but its own.
 */
public final class LocalHost implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers;
    private final List<HttpFunction> functions;
    private final Consumer<String> log;

    private LocalHost(HttpServer server, ExecutorService workers, List<HttpFunction> functions, Consumer<String> log) {
        this.server = server;
        this.workers = workers;
        this.functions = functions;
        this.log = log;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free one
     * @param instances of function classes; those without an HTTP trigger are left out
     * @param log takes what functions log, a line at a time
     * @throws IOException when the port can't be had
     */
    public static LocalHost start(int port, List<Object> instances, Consumer<String> log) throws IOException {
        sendSmallAnswersAtOnce();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "local-host");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        List<HttpFunction> functions = instances.stream()
                .flatMap(instance -> HttpFunction.of(instance).stream())
                .toList();
        LocalHost host = new LocalHost(server, workers, functions, log);
        server.createContext("/", host::handle);
        server.start();
        return host;
    }

    /**
     * The JDK's server writes head and body of an answer separately; without this the second may wait 40 ms for the
     * client to acknowledge the first. Read once, when the first server is made.
     */
    private static void sendSmallAnswersAtOnce() {
        String noDelay = "sun.net.httpserver.nodelay";
        if (System.getProperty(noDelay) == null) {
            System.setProperty(noDelay, "true");
        }
    }

    /** Where it serves, without a slash at the end. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** A line for each function: its methods and address. */
    public List<String> addresses() {
        return functions.stream()
                .map(function -> function.methods().stream().sorted().collect(Collectors.joining(",")) + " " + uri()
                        + function.route().path())
                .sorted()
                .toList();
    }

    /** What an invocation of a function gets that another trigger than HTTP starts. */
    public ExecutionContext contextOf(String functionName) {
        return new LocalContext(functionName, log);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange, response(exchange));
        }
    }

    private HttpResponseMessage response(HttpExchange exchange) throws IOException {
        Optional<String> refusal = BrowserOrigin.refusal(exchange.getRequestHeaders());
        if (refusal.isPresent()) {
            return LocalResponse.forbidden(refusal.get());
        }
        LocalRequest request = LocalRequest.of(exchange);
        String path = exchange.getRequestURI().getRawPath();
        boolean found = false;
        for (HttpFunction function : functions) {
            Optional<Map<String, String>> parts = function.route().match(path);
            if (parts.isPresent() && function.methods().contains(exchange.getRequestMethod())) {
                return invoke(function, request, parts.get());
            }
            found |= parts.isPresent();
        }
        return LocalResponse.empty(found ? 405 : 404);
    }

    private HttpResponseMessage invoke(HttpFunction function, LocalRequest request, Map<String, String> path) {
        try {
            return function.invoke(request, path, new LocalContext(function.name(), log));
        } catch (IllegalStateException e) {
            log.accept(String.valueOf(e.getMessage()));
            return LocalResponse.empty(500);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponseMessage response) throws IOException {
        if (response instanceof LocalResponse local) {
            local.headers().forEach(exchange.getResponseHeaders()::set);
        }
        Object content = response.getBody();
        byte[] body = content == null ? new byte[0] : content.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.getStatusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
