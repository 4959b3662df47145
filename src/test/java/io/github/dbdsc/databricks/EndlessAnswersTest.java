package io.github.dbdsc.databricks;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.NamedKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that never come to their end, or only to a very late one. */
@Timeout(60)
class EndlessAnswersTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofMillis(500), 1 << 20);
    private static final RetryPolicy NO_RETRY =
            new RetryPolicy(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1));
    private static final RetryPolicy ONE_RETRY =
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));

    private final SimulatedWorkspace service = SimulatedWorkspace.start();
    private final DatabricksWorkspace workspace = workspace(LIMITS, NO_RETRY);
    private final long job = service.jobs()
            .put("a@example.com", JsonNodeFactory.instance.objectNode().put("name", "A"));

    private DatabricksWorkspace workspace(CallLimits limits, RetryPolicy retry) {
        return new DatabricksWorkspace(
                service.uri(), Caller.DEMO::token, HttpClient.newHttpClient(), limits, retry, pause -> {});
    }

    @AfterEach
    void stop() {
        service.close();
    }

    static List<Named<Fault>> slow() {
        return List.of(
                Named.of("stalled", Fault.answerStalled()),
                Named.of("dripping", Fault.answerDripping()),
                Named.of("never begun", Fault.slowAnswer(Duration.ofMinutes(1))));
    }

    /** A call that reads, perhaps about a job. */
    private interface Read {
        void in(Workspace workspace, long job);
    }

    static List<Named<Read>> reads() {
        return List.of(
                Named.of("list", (workspace, job) -> workspace.list()),
                Named.of("named", (workspace, job) -> workspace.named("A")),
                Named.of("get", Workspace::get),
                Named.of("runs", Workspace::hasActiveRuns),
                Named.of("permissions", Workspace::permissions),
                Named.of("our name", (workspace, job) -> workspace.ourName()),
                Named.of("names", (workspace, job) -> workspace.idsByName(NamedKind.CLUSTER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void a_listing_that_does_not_come_to_its_end_in_time_fails(Fault fault) {
        service.faults().fromCall(1, fault);

        assertThatThrownBy(workspace::list)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("GET /api/2.2/jobs/list got no usable answer: ")
                .hasMessageContaining("no whole answer within");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void no_read_waits_for_ever(Read read) {
        service.faults().fromCall(1, Fault.answerDripping());

        assertThatThrownBy(() -> read.in(workspace, job)).isInstanceOf(WorkspaceException.class);
    }

    @Test
    void a_stalled_read_is_repeated() {
        service.faults().onCall(1, Fault.answerStalled());

        assertThat(workspace(LIMITS, ONE_RETRY).list()).hasSize(1);
        assertThat(service.calls().count()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void a_create_whose_answer_does_not_come_in_time_may_have_had_its_effect(Fault fault) {
        service.faults().fromCall(1, fault);

        assertThatThrownBy(() -> workspace.create(settings("{'name':'B'}")))
                .asInstanceOf(type(WorkspaceException.class))
                .returns(true, WorkspaceException::effectUnknown);
        assertThat(service.calls().count(Operation.CREATE)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void an_answer_that_is_too_large_is_refused_once_and_not_asked_for_again(Read read) {
        service.faults().fromCall(1, Fault.endlessAnswer());
        DatabricksWorkspace patient =
                workspace(new CallLimits(Duration.ofSeconds(50), LIMITS.mostBytes()), RetryPolicy.DEFAULT);

        assertThatThrownBy(() -> read.in(patient, job))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("is larger than 1 MB")
                .hasMessageContaining("ANSWER_LIMIT_MB");
        assertThat(service.calls().count()).isEqualTo(1);
    }

    @Test
    void an_answer_that_says_it_is_too_large_is_not_read() {
        CallLimits tiny = new CallLimits(Duration.ofSeconds(50), 10);

        assertThatThrownBy(() -> workspace(tiny, RetryPolicy.DEFAULT).list())
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("is larger than");
        assertThat(service.calls().count()).isEqualTo(1);
    }

    @Test
    void a_create_whose_answer_is_too_large_may_have_had_its_effect() {
        service.faults().fromCall(1, Fault.endlessAnswer());

        assertThatThrownBy(() -> workspace.create(settings("{'name':'B'}")))
                .asInstanceOf(type(WorkspaceException.class))
                .returns(true, WorkspaceException::effectUnknown);
        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("A", "B");
    }

    @Test
    void an_error_whose_body_stalls_is_still_that_error() {
        service.faults().onCall(1, Fault.refused(403, "PERMISSION_DENIED").stalled());

        assertThatThrownBy(workspace::list)
                .asInstanceOf(type(WorkspaceException.class))
                .returns(403, WorkspaceException::status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void a_call_that_is_given_up_closes_its_connection(String begin) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Integer> end = new FutureTask<>(() -> readToTheEnd(silent, begin));
            DaemonThread.of("silent-workspace", end).start();
            DatabricksWorkspace unanswered = new DatabricksWorkspace(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    () -> "t",
                    HttpClient.newHttpClient(),
                    LIMITS,
                    NO_RETRY,
                    pause -> {});

            assertThatThrownBy(unanswered::list).isInstanceOf(WorkspaceException.class);

            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    /** Returns -1 once the client has closed the connection. */
    private static int readToTheEnd(ServerSocket server, String begin) throws IOException {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            int read = 0;
            while (read >= 0) {
                read = connection.getInputStream().read();
            }
            return read;
        } catch (SocketException e) {
            return -1; // reset
        }
    }

    @Test
    void the_limit_of_the_settings_is_far_above_a_page_of_large_jobs() {
        assertThat(CallLimits.DEFAULT).isEqualTo(new CallLimits(Duration.ofMinutes(1), 64L << 20));
    }
}
