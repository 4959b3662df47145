package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.host.HostRequest;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RunRequests;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All HTTP functions behind real HTTP, on a folder and the simulated workspace, with one job defined. */
final class ApiUnderTest implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final Path folder;
    private final LocalHost host;
    private final LocalQueue queue = new LocalQueue();
    private @Nullable Consumer<String> instead;
    private boolean queueIsDown;
    private Supplier<AppServices> services;

    ApiUnderTest(Path folder) throws IOException {
        this(folder, HttpAccess.open());
    }

    /** @param access lets callers in */
    ApiUnderTest(Path folder, HttpAccess access) throws IOException {
        this(folder, access, Map.of());
    }

    /** @param more settings */
    ApiUnderTest(Path folder, Map<String, String> more) throws IOException {
        this(folder, HttpAccess.open(), more);
    }

    private ApiUnderTest(Path folder, HttpAccess access, Map<String, String> more) throws IOException {
        this.folder = folder;
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
        write("jobs/a.json", "{\"name\": \"A\"}");
        Map<String, String> values = new HashMap<>(more);
        values.putAll(Map.of(
                "DATABRICKS_URI", workspace.uri().toString(),
                "AUTHORITY_TYPE", "pat",
                "PAT_TOKEN", Caller.DEMO.token()));
        Settings settings = AppSettings.of(values).settings();
        AppServices wired = Wiring.services(settings, stores(), new Tapped());
        services = () -> wired;
        FunctionApp app =
                new FunctionApp(TargetServices.ofOne(() -> services.get()), () -> "folder", () -> faults, access);
        host = LocalHost.start(0, List.copyOf(app.functions()), line -> {});
        QueueFunction requests = app.getInstance(QueueFunction.class);
        queue.start(
                (message, time, times) -> requests.runSync(message, time, times, host.contextOf("RunSync")),
                line -> {});
    }

    private List<String> faults = List.of();

    SimulatedWorkspace workspace() {
        return workspace;
    }

    Stores stores() {
        return FolderStores.in(folder);
    }

    AppServices services() {
        return services.get();
    }

    ReportStore reports() {
        return stores().reports();
    }

    void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    /** Returns the functions that Azure calls on events and on schedule, whose runs begin at once. */
    EventFunctions events() {
        AppServices app = services.get();
        Clock clock = Clock.systemUTC();
        return new EventFunctions(
                TargetServices.ofOne(
                        services,
                        () -> new RunRequests(app.queue(), app.runIds(), Duration.ZERO, clock, pause -> {}),
                        app::failures),
                () -> "folder");
    }

    /** Returns the context for a call of these. */
    ExecutionContext context() {
        return host.contextOf("a test");
    }

    /** Removes all settings. */
    void loseSettings() {
        faults = AppSettings.of(Map.of()).faults(true);
        services = () -> Wiring.onAzure(AppSettings.of(Map.of()));
    }

    /** Calls this with the run ids of requests from now on, in place of making runs. */
    void onRequest(Consumer<String> handler) {
        instead = handler;
    }

    /** Makes the queue refuse requests from now on. */
    void queueIsDown() {
        queueIsDown = true;
    }

    /** The queue, with a tap that can keep messages from it. */
    private final class Tapped implements RequestQueue {

        @Override
        public void send(SyncRequest request, Duration delay) {
            if (queueIsDown) {
                throw new StoreException("the queue is down");
            }
            if (instead == null) {
                queue.send(request, delay);
            } else {
                instead.accept(request.runId());
            }
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            queue.giveUp(request, reason);
        }

        @Override
        public Waiting waiting() {
            return queue.waiting();
        }
    }

    /** Lets the first try of a run fail. */
    void failing(String runId, String why) {
        var unused =
                services.get().failures().tryLater(SyncRequest.SYNC.as(runId).because("a test"), why);
    }

    /** Gives a request up, and sends one that waits for an hour. */
    void fillQueue() {
        queue.giveUp(SyncRequest.SYNC.as("20261122T120000Z-000001").because("a test"), "the workspace did not answer");
        queue.send(SyncRequest.SYNC.as("20261122T120000Z-000002").because("a test"), Duration.ofHours(1));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(host.uri().resolve(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(host.uri().resolve(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends bytes, which need be no text. */
    HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(host.uri().resolve(path))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Sends a body whose length the client does not know. */
    HttpResponse<String> postInChunks(String path, String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(host.uri().resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** Sends a request without a body. */
    HttpResponse<String> sent(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(host.uri().resolve(path)).method(method, HttpRequest.BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Answers a request that no client of this JVM would send. */
    HttpResponseMessage answer(HostRequest.Sent sent) {
        return host.answer(sent);
    }

    void remove(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    /** Waits until the run that has reported gives its lock back: until then it still writes what it has covered. */
    void awaitEndOfRun() {
        Optional<RunLock.Lease> lease = Optional.empty();
        while (lease.isEmpty()) {
            Thread.onSpinWait();
            lease = stores().lock().tryAcquire();
        }
        lease.get().close();
    }

    HttpResponse<String> sync() throws Exception {
        return post("/api/sync", "application/json", "");
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new JsonMapper().readTree(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        queue.close();
        host.close();
        workspace.close();
    }
}
