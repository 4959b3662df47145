package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulated workspace as a server")
class SimulatedWorkspaceTest {

    @Test
    @DisplayName("it listens on 127.0.0.1 on a free port")
    void listens_on_loopback() {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            assertThat(workspace.uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(workspace.uri().getPort()).isPositive();
            assertThat(workspace).hasToString("simulated workspace at " + workspace.uri());
        }
    }

    @Test
    @DisplayName("a port that is taken is refused with advice, and free again after close")
    void port_taken() {
        SimulationOptions samePort;
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            samePort = SimulationOptions.defaults().withPort(workspace.uri().getPort());
            assertThatThrownBy(() -> SimulatedWorkspace.start(samePort))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Choose another port");
        }
        try (SimulatedWorkspace again = SimulatedWorkspace.start(samePort)) {
            assertThat(new WorkspaceClient(again).get("/api/2.2/jobs/list").status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("none of its threads keeps the process alive")
    void threads_are_daemons() {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            new WorkspaceClient(workspace).get("/api/2.2/jobs/list");

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("HTTP-Dispatcher")
                            || thread.getName().equals("simulated-workspace"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    @DisplayName("the call log tells method and path of every call, counts them, and starts afresh")
    void call_log() {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            WorkspaceClient client = new WorkspaceClient(workspace);
            client.get("/api/2.2/jobs/list?limit=5");
            client.create(SampleJobs.named("a"));
            client.get("/api/9.9/unknown");
            client.sendWithoutToken("/api/2.2/jobs/list");

            CallLog calls = workspace.calls();
            assertThat(calls.lines())
                    .containsExactly(
                            "GET /api/2.2/jobs/list",
                            "POST /api/2.2/jobs/create",
                            "GET /api/9.9/unknown",
                            "GET /api/2.2/jobs/list");
            assertThat(calls.all().get(0).query()).isEqualTo("limit=5");
            assertThat(calls.count(Operation.LIST)).isEqualTo(2);
            assertThat(calls.count(Operation.UNKNOWN)).isEqualTo(1);
            assertThat(calls.writes()).isEqualTo(1);
            assertThat(calls.answeredWith(200)).isEqualTo(2);

            calls.reset();
            assertThat(calls.count()).isZero();
            assertThat(calls.answeredWith(200)).isZero();
        }
    }

    @Test
    @DisplayName("every call takes the latency")
    void latency() {
        List<Duration> pauses = new CopyOnWriteArrayList<>();
        SimulationOptions slow =
                SimulationOptions.defaults().withLatency(Duration.ofMillis(80)).withPause(pauses::add);
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start(slow)) {
            new WorkspaceClient(workspace).create(SampleJobs.named("a"));
            new WorkspaceClient(workspace).get("/api/2.2/jobs/list");
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(80), Duration.ofMillis(80));
    }

    @Test
    @DisplayName("its pages say plainly that it is simulated, and are no calls")
    void pages_say_simulated() {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            WorkspaceClient client = new WorkspaceClient(workspace);
            long id = client.create(SampleJobs.named("Nightly"));
            workspace.calls().reset();

            assertThat(client.get("/").text())
                    .startsWith("Simulated Databricks workspace.")
                    .contains("/jobs/" + id);
            assertThat(client.get("/jobs/" + id).text()).contains("Simulated", "Nightly");
            assertThat(client.get("/jobs/5").status()).isEqualTo(404);
            assertThat(workspace.calls().count()).isZero();
        }
    }

    @Test
    @DisplayName("a missing job is answered 400 or 404 and nothing else")
    void unknown_missing_job_status() {
        assertThatThrownBy(() -> SimulationOptions.defaults().withMissingJobStatus(500))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a token is not printed")
    void token_is_not_printed() {
        assertThat(SimulationOptions.defaults().toString())
                .contains(Caller.DEMO.userName())
                .doesNotContain(Caller.DEMO.token());
    }
}
