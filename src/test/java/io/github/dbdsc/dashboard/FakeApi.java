package io.github.dbdsc.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.dbdsc.function.DocumentFunctions;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.settings.AccessSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The HTTP API with the real dashboard and answers that a test chooses, on a loopback port. */
final class FakeApi implements AutoCloseable {

    /**
     * One answer.
     *
     * @param status the HTTP status
     * @param headers besides the content type
     * @param body null for none
     */
    record Answer(int status, Map<String, String> headers, JsonNode body) {

        static Answer ok(JsonNode body) {
            return new Answer(200, Map.of(), body);
        }

        /** Answers for a run that was accepted, or that is not done. */
        static Answer accepted(String runId, String status) {
            return new Answer(
                    202,
                    Map.of("Location", "/api/runs/" + runId, "Retry-After", "1"),
                    JsonNodeFactory.instance.objectNode().put("runId", runId).put("status", status));
        }

        static Answer problem(int status, String title, String detail) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/problem+json"),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("type", "about:blank")
                            .put("title", title)
                            .put("status", status)
                            .put("detail", detail));
        }
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final LocalHost page;
    private final AtomicBoolean several;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> surprises = new CopyOnWriteArrayList<>();
    private volatile String key = "";
    private volatile int refusal = 401;

    private FakeApi(HttpServer server, LocalHost page, AtomicBoolean several) {
        this.several = several;
        this.server = server;
        this.page = page;
    }

    static FakeApi start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicBoolean several = new AtomicBoolean();
        LocalHost page =
                LocalHost.start(0, List.of(new DocumentFunctions(AccessSettings.KEYS, several::get)), line -> {});
        FakeApi api = new FakeApi(server, page, several);
        server.setExecutor(api.workers);
        server.createContext("/", api::handle);
        server.start();
        return api;
    }

    URI host() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    URI dashboard() {
        return host().resolve("/api/dashboard");
    }

    /** Starts afresh: no answers, no key needed, one target. */
    void reset() {
        answers.clear();
        calls.clear();
        surprises.clear();
        key = "";
        refusal = 401;
        several.set(false);
    }

    /** Becomes an app with several targets. */
    void severalTargets() {
        several.set(true);
    }

    /** Says how to answer a call, like {@code GET runs/1}; its query counts only if an answer with it was given. */
    FakeApi on(String call, Answer answer) {
        answers.put(call, answer);
        return this;
    }

    FakeApi on(String call, JsonNode body) {
        return on(call, Answer.ok(body));
    }

    /** Refuses calls without this key from now on, with this status. */
    void requireKey(String needed, int status) {
        refusal = status;
        key = needed;
    }

    /** Returns the calls that were not refused, like {@code POST sync?prune=true}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns calls that the test did not foresee. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/api/dashboard")) {
                sendPage(exchange);
            } else {
                send(exchange, answer(exchange));
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("x-functions-key");
        if (!key.isEmpty() && !key.equals(given)) {
            return new Answer(refusal, Map.of(), JsonNodeFactory.instance.missingNode());
        }
        String path = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().replaceFirst("^/api/", "");
        String query = exchange.getRequestURI().getRawQuery();
        String call = query == null ? path : path + "?" + query;
        calls.add(call);
        Answer answer = answers.getOrDefault(call, answers.get(path));
        if (answer == null) {
            surprises.add(call);
            return Answer.problem(404, "There is no such thing", call);
        }
        String etag = answer.headers().get("ETag");
        return etag != null && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                ? new Answer(304, answer.headers(), JsonNodeFactory.instance.missingNode())
                : answer;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        write(
                exchange,
                answer.status(),
                answer.body().isMissingNode() ? "" : answer.body().toString());
    }

    private void sendPage(HttpExchange exchange) throws IOException {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(page.uri().resolve("/api/dashboard"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            response.headers().map().forEach((name, values) -> {
                if (!name.equalsIgnoreCase("content-length")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            write(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        page.close();
    }
}
