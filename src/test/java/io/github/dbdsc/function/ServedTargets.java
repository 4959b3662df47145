package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An app with several targets, each with a simulated workspace, whose stores are in one folder. */
public final class ServedTargets implements TargetServices, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final LocalQueue queue = new LocalQueue();
    private final Map<String, SimulatedWorkspace> workspaces = new LinkedHashMap<>();
    private final Map<String, AppServices> services = new LinkedHashMap<>();
    private final Set<String> misconfigured = ConcurrentHashMap.newKeySet();
    private final AppTargets app;
    private final FunctionApp functions;
    private final LocalHost host;

    /**
     * @param names of the targets, in their order
     * @param more settings besides those of the workspaces
     */
    public ServedTargets(Path folder, List<String> names, Map<String, String> more) throws IOException {
        this.folder = folder;
        Map<String, String> values = new TreeMap<>(more);
        values.put("TARGETS", String.join(",", names));
        for (String name : names) {
            SimulatedWorkspace workspace = SimulatedWorkspace.start(SimulationOptions.defaults());
            workspaces.put(name, workspace);
            values.put("DATABRICKS_URI__" + name, workspace.uri().toString());
            values.put("AUTHORITY_TYPE__" + name, "pat");
            values.put("PAT_TOKEN__" + name, Caller.DEMO.token());
        }
        this.app = AppTargets.of(values);
        for (String name : names) {
            AppSettings own = app.of(name);
            Stores stores = FolderStores.in(folder, own.paths());
            services.put(name, Wiring.services(own.settings(), stores, queue));
        }
        this.functions = new FunctionApp(this, () -> "folder", () -> app.faults(false), HttpAccess.open());
        this.host = LocalHost.start(0, List.copyOf(functions.functions()), line -> {});
        QueueFunction requests = functions.getInstance(QueueFunction.class);
        queue.start(
                (message, time, times) -> requests.runSync(message, time, times, host.contextOf("RunSync")),
                line -> {});
    }

    @Override
    public List<String> names() {
        return app.names();
    }

    @Override
    public AppServices of(String target) {
        if (misconfigured.contains(target)) {
            throw new SettingsException(List.of("DATABRICKS_URI__" + target + " is missing"));
        }
        return Objects.requireNonNull(services.get(target));
    }

    /** Has the settings of a target be wrong from now on. */
    void misconfigure(String target) {
        misconfigured.add(target);
    }

    @Override
    public RunRequests requests(String target) {
        return Objects.requireNonNull(services.get(target))
                .settlingFor(Duration.ZERO)
                .requests();
    }

    @Override
    public FailedRequests failures(String target) {
        return Objects.requireNonNull(services.get(target)).failures();
    }

    @Override
    public SourcePaths paths(String target) {
        return app.of(target).paths();
    }

    public SimulatedWorkspace workspace(String target) {
        return Objects.requireNonNull(workspaces.get(target));
    }

    EventFunctions events() {
        return functions.getInstance(EventFunctions.class);
    }

    public LocalHost host() {
        return host;
    }

    public void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    /** Sends a request without a body. */
    HttpResponse<String> send(String method, String path) {
        return send(method, path, HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
        URI address = URI.create(host.uri() + "/api/" + path);
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .header("Content-Type", "application/json")
                                    .method(method, body)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        queue.close();
        host.close();
        workspaces.values().forEach(SimulatedWorkspace::close);
    }
}
