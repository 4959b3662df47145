package io.github.dbdsc.reconcile;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.databricks.CallLimits;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time that a run has, with a workspace that takes too much of it. */
@Timeout(60)
class RunTimeTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final SteppedClock clock = new SteppedClock();
    private final InMemoryStores memory = new InMemoryStores()
            .file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"tasks\": []}")
            .file("jobs/a.json", "{\"name\": \"A\"}")
            .file("jobs/b.json", "{\"name\": \"B\"}");

    @BeforeEach
    void accept() {
        workspace.accept(Passes.ROBOT);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    /** Returns a client for which the run's time ends while it waits for the token of its call of this number. */
    private Workspace outOfTimeAt(int call) {
        AtomicInteger tokens = new AtomicInteger();
        return client(() -> {
            if (tokens.incrementAndGet() == call) {
                clock.advance(RunTime.WHOLE);
            }
        });
    }

    private Workspace client(Runnable beforeEachCall) {
        return client(beforeEachCall, Duration.ofSeconds(30));
    }

    /** @param deadline of each answer: short where answers stall, and else longer than a busy machine takes */
    private Workspace client(Runnable beforeEachCall, Duration deadline) {
        return new DatabricksWorkspace(
                workspace.uri(),
                () -> {
                    beforeEachCall.run();
                    return Passes.ROBOT.token();
                },
                HttpClient.newHttpClient(),
                new CallLimits(deadline, 1 << 20),
                RetryPolicy.DEFAULT,
                clock::advance);
    }

    private Report run(Workspace client, SyncRequest request) {
        return Passes.with(RunPolicy.DEFAULT)
                .at(clock, clock::advance)
                .reconciler(client, memory.stores())
                .run(request);
    }

    @Test
    void a_run_that_still_reads_when_its_time_is_over_fails_and_makes_no_further_call() {
        for (int i = 0; i < 150; i++) {
            workspace.jobs().put("x@example.com", settings("{'name':'J'}").tree());
        }

        for (SyncRequest request : new SyncRequest[] {SyncRequest.SYNC, SyncRequest.PLAN}) {
            workspace.calls().reset();
            assertThatThrownBy(() -> run(outOfTimeAt(1), request))
                    .isInstanceOf(ExternalServiceException.class)
                    .hasMessageContaining("GET /api/2.2/jobs/list was not called, since the time of this run is over");
            assertThat(workspace.calls().count()).isEqualTo(1);
        }
    }

    @Test
    void a_run_whose_time_ends_while_it_writes_writes_and_reads_no_more_and_reports_what_it_has_done() {
        Report report = run(outOfTimeAt(3), SyncRequest.SYNC);

        assertThat(report.outcomes()).extracting(Outcome::result).containsExactly(Result.APPLIED, Result.NOT_APPLIED);
        assertThat(report.outcomes().get(0).error()).hasValueSatisfying(error -> assertThat(error)
                .startsWith("it was not read back: ")
                .contains("the time of this run is over"));
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list", "POST /api/2.2/jobs/create");
    }

    @Test
    void deletes_that_there_is_no_time_for_are_not_applied_and_no_failures() {
        run(client(() -> {}), SyncRequest.SYNC);
        memory.remove("jobs/a.json").file("jobs/b.json", "{\"name\": \"B2\"}");
        workspace.calls().reset();

        Report report = Passes.with(new RunPolicy(true, 100, Duration.ZERO))
                .at(clock, clock::advance)
                .reconciler(outOfTimeAt(2), memory.stores()) // after the listing
                .run(SyncRequest.SYNC);

        assertThat(report.outcomes()).extracting(Outcome::result).containsOnly(Result.NOT_APPLIED);
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }

    @Test
    void a_write_that_the_time_ends_for_while_it_waits_is_not_applied() {
        workspace.faults().onNext(Operation.CREATE, Fault.throttled(RunTime.WHOLE.dividedBy(20)));
        Workspace waiting = new DatabricksWorkspace(
                workspace.uri(),
                Passes.ROBOT::token,
                HttpClient.newHttpClient(),
                RetryPolicy.DEFAULT,
                pause -> clock.advance(RunTime.WHOLE));

        Report report = run(waiting, SyncRequest.SYNC);

        assertThat(report.outcomes()).extracting(Outcome::result).containsOnly(Result.NOT_APPLIED);
        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    void a_call_is_not_repeated_when_the_time_ends_while_it_waits() {
        workspace.faults().fromCall(1, Fault.unavailable());
        AtomicInteger waits = new AtomicInteger();
        Workspace client = new DatabricksWorkspace(
                workspace.uri(), Passes.ROBOT::token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause -> {
                    waits.incrementAndGet();
                    clock.advance(RunTime.WHOLE);
                });

        assertThatThrownBy(() -> run(client, SyncRequest.SYNC)).hasMessageContaining("503");

        assertThat(waits).hasValue(1);
        assertThat(workspace.calls().count()).isEqualTo(1);
    }

    @Test
    void a_run_whose_listing_stalls_fails_and_gives_its_lock_back() {
        workspace.faults().onNext(Operation.LIST, 100, Fault.answerStalled());

        assertThatThrownBy(() -> run(client(() -> {}, Duration.ofMillis(200)), SyncRequest.SYNC))
                .isInstanceOf(ExternalServiceException.class)
                .hasMessageContaining("no whole answer within");

        workspace.faults().clear();
        assertThat(run(client(() -> {}), SyncRequest.SYNC).count(Result.APPLIED))
                .isEqualTo(2);
    }

    @Test
    void a_lease_is_not_renewed_for_much_longer_than_a_run_takes() {
        assertThat(RunLock.LONGEST).isBetween(RunTime.WHOLE.plusMinutes(2), Duration.ofMinutes(30));
    }

    private Report patientRun() {
        Workspace client = new DatabricksWorkspace(
                workspace.uri(), Passes.ROBOT::token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, clock::advance);
        return Passes.with(RunPolicy.DEFAULT.waiting(RunPolicy.AMONG_SEVERAL))
                .at(clock, clock::advance)
                .reconciler(client, memory.stores())
                .run(SyncRequest.SYNC);
    }

    @Test
    void among_several_targets_a_run_that_gets_no_answer_gives_its_worker_back_soon() {
        workspace.faults().fromCall(1, Fault.unavailable());
        Instant start = clock.instant();

        assertThatThrownBy(this::patientRun).hasMessageContaining("503");

        assertThat(Duration.between(start, clock.instant())).isLessThan(RunPolicy.AMONG_SEVERAL);
    }

    @Test
    void among_several_targets_a_run_that_only_waits_while_it_writes_leaves_the_rest_to_the_next() {
        workspace.faults().onNext(Operation.CREATE, Fault.slowAnswer(Duration.ZERO));
        workspace.faults().onNext(Operation.CREATE, 100, Fault.throttled(Duration.ofSeconds(10)));

        Report report = patientRun();

        assertThat(report.outcomes()).extracting(Outcome::result).containsExactly(Result.APPLIED, Result.NOT_APPLIED);
        assertThat(report.stoppedEarly()).isTrue();
        assertThat(report.failures()).isZero();
        assertThat(report.duration()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void a_workspace_that_answers_slowly_is_waited_for() {
        workspace.faults().fromCall(1, Fault.meanwhile("it takes 29 s", () -> clock.advance(Duration.ofSeconds(29))));

        assertThat(patientRun().count(Result.APPLIED)).isEqualTo(2);
    }
}
