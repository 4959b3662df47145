package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.FakeWebhook;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.SyncRequestJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is logged about a target names it, whatever becomes of a request. */
class TargetLogTest {

    private final FakeWebhook receiver = new FakeWebhook();
    private final RecordedContext context = new RecordedContext();

    @TempDir
    Path folder;

    private ServedTargets app;

    @BeforeEach
    void start() throws IOException {
        app = new ServedTargets(folder, List.of("dev", "prod"), Map.of("NOTIFY_URL", receiver.address()));
        app.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
        app.write("jobs/a.json", "{\"name\": \"A\"}");
    }

    @AfterEach
    void stop() {
        app.close();
        receiver.close();
    }

    private List<String> deliver(SyncRequest request) {
        context.lines().clear();
        new QueueFunction(app)
                .runSync(
                        SyncRequestJson.write(request.to("prod")), Instant.now().toString(), "1", context);
        return List.copyOf(context.lines());
    }

    private static SyncRequest asked(SyncRequest request, int run) {
        return request.as("20261122T120000Z-00000" + run).because("a test");
    }

    @Test
    void a_run_names_it_from_its_beginning_to_each_of_its_jobs() {
        List<String> lines = deliver(asked(SyncRequest.SYNC, 1));

        assertThat(lines)
                .hasSize(4)
                .allMatch(line -> line.startsWith("prod: ") || line.contains("\"target\":\"prod\""));
        assertThat(lines).anyMatch(line -> line.startsWith("prod: run 20261122T120000Z-000001 begins: a test"));
        assertThat(lines).anyMatch(line -> line.startsWith("prod: Plan: 1 to create"));
        assertThat(lines).anyMatch(line -> line.startsWith("dsc-pass ") && line.contains("\"target\":\"prod\""));
        assertThat(lines).anyMatch(line -> line.startsWith("dsc-job ") && line.contains("\"target\":\"prod\""));
    }

    @Test
    void so_does_a_request_that_another_run_has_done() {
        context.lines().clear();
        Instant before = Instant.now().minusSeconds(5);
        deliver(asked(SyncRequest.CHANGES, 1));
        context.lines().clear();

        new QueueFunction(app)
                .runSync(
                        SyncRequestJson.write(asked(SyncRequest.CHANGES, 2).to("prod")),
                        before.toString(),
                        "1",
                        context);

        assertThat(context.lines()).containsExactly("prod: done already by run 20261122T120000Z-000001");
    }

    @Test
    void so_does_one_about_a_job_that_there_is_not() {
        assertThat(deliver(asked(SyncRequest.SYNC.only(new JobKey("none")), 1)))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("prod: "))
                .anyMatch(line -> line.contains("none"));
    }

    @Test
    void so_does_one_that_is_tried_again_and_one_that_is_given_up() {
        app.workspace("prod").expire(Caller.DEMO.token());

        assertThat(deliver(asked(SyncRequest.SYNC, 1)))
                .allMatch(line -> line.startsWith("prod: "))
                .anyMatch(line -> line.startsWith("prod: tried again in 5 s: "));

        receiver.failNext(404);
        assertThat(deliver(asked(SyncRequest.SYNC, 2).attempt(1_000)))
                .allMatch(line -> line.startsWith("prod: ")
                        || line.startsWith("dsc-given-up {\"run\":\"20261122T120000Z-000002\",\"target\":\"prod\"")
                        || line.startsWith("nobody was told of run 20261122T120000Z-000002 of prod over NOTIFY_URL: "))
                .hasSize(3);
    }

    @Test
    void so_do_a_hold_and_its_end() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        HoldFunctions holds = new HoldFunctions(app, HttpAccess.open(), Clock.systemUTC());
        try (LocalHost host = LocalHost.start(0, List.of(holds), lines::add)) {
            send(host, "POST", "hold?target=prod&key=a&reason=x");
            send(host, "DELETE", "hold?target=prod&key=a");
        }

        assertThat(lines)
                .hasSize(2)
                .allMatch(line -> line.startsWith("[Hold] prod: a: "))
                .anyMatch(line -> line.contains("the hold was ended"));
    }

    private static void send(LocalHost host, String method, String call) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(host.uri() + "/api/" + call))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
