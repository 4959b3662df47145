package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.reconcile.ReportStore;
import io.github.dbdsc.reconcile.Stores;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All HTTP functions behind real HTTP, on a folder and the simulated workspace, with one job defined. */
final class ApiUnderTest implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final Path folder;
    private final LocalHost host;
    private Supplier<Installation> installation;
    private QueueLength queue = QueueLength.NONE;

    ApiUnderTest(Path folder) throws IOException {
        this.folder = folder;
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
        write("jobs/a.json", "{\"name\": \"A\"}");
        Settings settings = Settings.of(Map.of(
                "DATABRICKS_URI", workspace.uri().toString(),
                "AUTHORITY_TYPE", "pat",
                "PAT_TOKEN", Caller.DEMO.token()));
        Installation wired = Wiring.installation(settings, stores(), new LocalQueue());
        installation = () -> wired;
        host = LocalHost.start(0, functions(), line -> {});
    }

    private List<String> faults = List.of();

    private List<Object> functions() {
        return List.of(
                new Sync(() -> installation.get().reconciler()),
                new Plan(() -> installation.get().reconciler()),
                new Runs(() -> installation.get().reports()),
                new Run(() -> installation.get().reports()),
                new Jobs(() -> installation.get().board(), () -> queue),
                new Health(() -> faults),
                new OpenApi());
    }

    SimulatedWorkspace workspace() {
        return workspace;
    }

    Stores stores() {
        return FolderStores.in(folder);
    }

    ReportStore reports() {
        return stores().reports();
    }

    void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    /** From now on nothing is configured. */
    void loseSettings() {
        faults = SettingSource.of(Map.of()).faults(true);
        installation = () -> Wiring.onAzure(SettingSource.of(Map.of()));
    }

    void queueHolds(QueueLength length) {
        queue = length;
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
        host.close();
        workspace.close();
    }
}
