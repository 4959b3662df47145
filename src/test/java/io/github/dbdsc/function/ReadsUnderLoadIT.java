package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.SyncRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many clients look at jobs and runs while runs are being made. How fast they are answered depends on what else the machine
 * does, so the limit is one that only a stall exceeds. On a machine that does nothing else, use the real one:
 * {@code -Dread.limit.ms=250}.
 */
class ReadsUnderLoadIT {

    private static final int REQUESTS = 1_000;
    private static final int CLIENTS = 32;
    private static final int JOBS = 100;
    private static final Duration LIMIT = Duration.ofMillis(Integer.getInteger("read.limit.ms", 3_000));

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final String container = Azurite.freshContainerName();
    private final Map<String, String> settings = Map.of(
            "DATABRICKS_URI",
            workspace.uri().toString(),
            "AUTHORITY_TYPE",
            "pat",
            "PAT_TOKEN",
            Caller.DEMO.token(),
            "JobStore",
            Azurite.running().connectionString(),
            "JOB_CONTAINER",
            container,
            "STATE_CONTAINER",
            container + "-state");
    private final AppServices services = Wiring.onAzure(AppSettings.of(settings));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        workspace.close();
    }

    private record Answer(int status, Duration time) {}

    private Answer get(URI uri) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void define() {
        BlobContainerClient definitions =
                StorageConnection.of(settings, "JobStore").container(container);
        definitions.create();
        definitions
                .getBlobClient("templates/standard.jinja2")
                .upload(BinaryData.fromString("{\"name\": \"{{ job.name }}\"}"));
        for (int job = 0; job < JOBS; job++) {
            definitions
                    .getBlobClient("jobs/" + job + ".json")
                    .upload(BinaryData.fromString("{\"name\": \"Job " + job + "\"}"));
        }
    }

    private List<Answer> ask(List<URI> addresses) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int request = 0; request < REQUESTS; request++) {
                URI address = addresses.get(request % addresses.size());
                requests.add(() -> get(address));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : clients.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            clients.shutdown();
        }
    }

    @Test
    void a_thousand_reads_during_runs_are_answered_quickly_and_without_error() throws Exception {
        define();
        String runId = services.reconciler().run(SyncRequest.SYNC).runId();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService runs = Executors.newSingleThreadExecutor();
        FunctionApp app = new FunctionApp(() -> services, () -> container, List::of);
        try (LocalHost host = LocalHost.start(0, List.copyOf(app.functions()), line -> {})) {
            List<URI> addresses = List.of(
                    host.uri().resolve("/api/jobs"),
                    host.uri().resolve("/api/runs"),
                    host.uri().resolve("/api/runs/" + runId),
                    host.uri().resolve("/api/health"));
            ask(addresses.subList(0, 3)); // the code gets warm, as it is in a service
            Future<Integer> made = runs.submit(() -> {
                int count = 0;
                while (!ended.get()) {
                    services.reconciler().run(SyncRequest.SYNC);
                    count++;
                }
                return count;
            });

            List<Answer> answers = ask(addresses);
            ended.set(true);

            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(made.get()).isPositive();
            List<Duration> times = answers.stream().map(Answer::time).sorted().toList();
            assertThat(times.get(REQUESTS * 99 / 100)).isLessThan(LIMIT);
        } finally {
            ended.set(true);
            runs.shutdown();
        }
    }
}
