package io.github.dbdsc.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server on 127.0.0.1 that records requests, and fails or stays silent on demand. */
public abstract class LoopbackServer implements AutoCloseable {

    private static final int SILENT = 0;
    private static final int DRIPPING = -1;
    private static final int STALLED = -2;

    private final boolean secure;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "loopback-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    LoopbackServer(boolean secure) {
        this.secure = secure;
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
            if (secure) {
                HttpsServer https = HttpsServer.create(address, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(context()));
                server = https;
            } else {
                server = HttpServer.create(address, 0);
            }
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An answer.
     *
     * @param challenge the value of the header {@code WWW-Authenticate}, or none
     */
    record Answer(int status, String body, @Nullable String challenge) {

        static Answer of(int status, String body) {
            return new Answer(status, body, null);
        }
    }

    /** Returns what the service answers when nothing goes wrong. */
    abstract Answer answer(HttpExchange exchange, String path, Map<String, String> parameters)
            throws IOException, GeneralSecurityException;

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns the address with a numeric host, so that no name is resolved. */
    public URI uri() {
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + port());
    }

    /** Returns the requests so far: method and path. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns the bodies of the requests so far. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** Answers the next requests with these HTTP statuses, one each. */
    public void failNext(int... statuses) {
        for (int status : statuses) {
            failures.add(status);
        }
    }

    /** Accepts the next requests and never answers them. */
    public void keepSilentNext(int times) {
        for (int i = 0; i < times; i++) {
            failures.add(SILENT);
        }
    }

    /** Begins to answer the next requests with 200, and then sends a byte now and then, without end. */
    public void dripNext(int times) {
        for (int i = 0; i < times; i++) {
            failures.add(DRIPPING);
        }
    }

    /** Begins to answer the next requests with 200, and stops in the body. */
    public void stallNext(int times) {
        for (int i = 0; i < times; i++) {
            failures.add(STALLED);
        }
    }

    private void drip(HttpExchange exchange, boolean goesOn) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        do {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        } while (goesOn && !closed.await(20, TimeUnit.MILLISECONDS));
        closed.await();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path =
                exchange.getRequestURI().toString().replaceAll("\\?.*", "").replaceAll("//+", "/");
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        bodies.add(form);
        requests.add(exchange.getRequestMethod() + " " + path);
        Integer failure = failures.poll();
        try {
            if (failure != null && failure == SILENT) {
                closed.await();
            } else if (failure != null && failure < SILENT) {
                drip(exchange, failure == DRIPPING);
            } else if (failure != null) {
                send(exchange, Answer.of(failure, "{\"error\":\"temporarily_unavailable\"}"));
            } else {
                String query = String.valueOf(exchange.getRequestURI().getRawQuery());
                send(exchange, answer(exchange, path, parameters(query + "&" + form)));
            }
        } catch (GeneralSecurityException e) {
            send(exchange, Answer.of(500, e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (answer.challenge() != null) {
            exchange.getResponseHeaders().set("WWW-Authenticate", answer.challenge());
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns a context for clients that trust these servers and nobody else, and for the servers themselves. */
    public static SSLContext context() {
        try (InputStream content = Files.newInputStream(KeyPairs.SERVER.store())) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(content, KeyPairs.PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, KeyPairs.PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", KeyPairs.SERVER.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no TLS for the loopback servers", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
