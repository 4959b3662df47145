package io.github.dbdsc.databricks;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.apply.WriteWithheldException;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.Principal;
import io.github.dbdsc.model.Principal.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that was stopped while it waited, and has lost its lease since, sends nothing when it goes on. */
class WithheldWriteTest {

    private static final AccessControl PERMISSIONS =
            new AccessControl(Map.of(new Principal(Kind.USER, "ann@example.com"), "IS_OWNER"));

    private final SimulatedWorkspace service = SimulatedWorkspace.start();
    private final AtomicInteger pauses = new AtomicInteger();
    private volatile boolean leaseLost;
    private long job;

    /** A call that writes. */
    private interface Write {
        void in(Workspace workspace, long job);
    }

    static List<Named<Write>> writes() {
        return List.of(
                Named.of("create", (workspace, job) -> workspace.create(settings("{'name':'New'}"))),
                Named.of("reset", (workspace, job) -> workspace.reset(job, settings("{'name':'B'}"))),
                Named.of("delete", Workspace::delete),
                Named.of("permissions", (workspace, job) -> workspace.grant(job, PERMISSIONS)));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Workspace workspace(Login login, Pause pause) {
        job = service.jobs()
                .put(
                        Caller.DEMO.userName(),
                        JsonNodeFactory.instance.objectNode().put("name", "A"));
        return new DatabricksWorkspace(service.uri(), login, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause)
                .writingWhile(() -> !leaseLost);
    }

    private void assertNothingWritten() {
        assertThat(service.calls().writes()).isZero();
        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void the_first_attempt_is_not_sent_when_the_lease_is_lost_while_the_token_is_awaited(Write write) {
        Workspace workspace = workspace(
                () -> {
                    leaseLost = true;
                    return Caller.DEMO.token();
                },
                pause -> {});

        assertThatThrownBy(() -> write.in(workspace, job)).isInstanceOf(WriteWithheldException.class);

        assertNothingWritten();
        assertThat(workspace.calls()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void a_repeated_attempt_is_not_sent_when_the_lease_is_lost_during_the_wait_that_the_workspace_asked_for(
            Write write) {
        Workspace workspace = workspace(Caller.DEMO::token, pause -> leaseLost = true);
        service.faults().onCall(1, Fault.throttled(Duration.ofSeconds(9)));

        assertThatThrownBy(() -> write.in(workspace, job)).isInstanceOf(WriteWithheldException.class);

        assertThat(service.calls().count()).isEqualTo(1);
        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void the_attempt_with_a_renewed_token_is_not_sent_when_the_lease_is_lost_while_it_is_renewed(Write write) {
        Workspace workspace = workspace(new Renewed(() -> leaseLost = true), pause -> {});

        assertThatThrownBy(() -> write.in(workspace, job)).isInstanceOf(WriteWithheldException.class);

        assertThat(service.calls().count()).isEqualTo(1);
        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    /** A token that is refused, and another one that would be taken. */
    private static final class Renewed implements Login {

        private final Runnable whileRenewed;
        private volatile String token = "expired";

        private Renewed(Runnable whileRenewed) {
            this.whileRenewed = whileRenewed;
        }

        @Override
        public String token() {
            return token;
        }

        @Override
        public void refused(String refused) {
            whileRenewed.run();
            token = Caller.DEMO.token();
        }
    }

    @Test
    void a_create_is_not_sent_when_the_lease_is_lost_while_it_waits_for_its_turn() {
        Workspace workspace = workspace(Caller.DEMO::token, pause -> leaseLost = pauses.incrementAndGet() == 1);
        Consumer<Integer> create = number -> workspace.create(settings("{'name':'N" + number + "'}"));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        create.accept(i);
                    }
                })
                .isInstanceOf(WriteWithheldException.class);

        assertThat(service.calls().count(Operation.CREATE))
                .isEqualTo(service.jobs().all().size() - 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void the_body_is_not_sent_when_the_lease_is_lost_while_the_client_connects(Write write) {
        AtomicInteger asked = new AtomicInteger();
        Workspace workspace = workspace(Caller.DEMO::token, pause -> {});
        Workspace losing = workspace.writingWhile(() -> asked.incrementAndGet() == 1);

        assertThatThrownBy(() -> write.in(losing, job)).isInstanceOf(WriteWithheldException.class);

        assertThat(asked).hasValue(2);
        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("A");
        assertThat(workspace.permissions(job).own()).isNotEqualTo(PERMISSIONS);
    }

    @Test
    void a_long_body_is_not_sent_to_its_end_when_the_lease_is_lost_on_the_way() {
        AtomicInteger asked = new AtomicInteger();
        Workspace workspace = workspace(Caller.DEMO::token, pause -> {});
        Workspace losing = workspace.writingWhile(() -> asked.incrementAndGet() < 4);
        String description = "x".repeat(1 << 20);

        assertThatThrownBy(() -> losing.create(settings("{'name':'New','description':'" + description + "'}")))
                .isInstanceOf(WriteWithheldException.class);

        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    @Test
    void an_earlier_attempt_that_may_have_had_its_effect_stays_a_failure() {
        Workspace workspace = workspace(Caller.DEMO::token, pause -> leaseLost = true);
        service.faults().onNext(Operation.RESET, Fault.unavailable().afterEffect());

        assertThatThrownBy(() -> workspace.reset(job, settings("{'name':'B'}")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("503");
        assertThat(service.calls().count(Operation.RESET)).isEqualTo(1);
    }

    @Test
    void a_workspace_that_can_not_be_reached_is_still_a_failure() {
        URI nowhere = service.uri();
        service.close();
        Workspace workspace = new DatabricksWorkspace(
                        nowhere, () -> "t", HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause -> leaseLost = true)
                .writingWhile(() -> !leaseLost);

        assertThatThrownBy(() -> workspace.reset(1, settings("{'name':'B'}"))).isInstanceOf(WorkspaceException.class);
    }
}
