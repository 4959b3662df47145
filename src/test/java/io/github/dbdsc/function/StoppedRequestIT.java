package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.queue.QueueClient;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.local.host.HostRequest;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.report.RunStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A function app is told to end while it carries out a request that somebody waits for: in each of the four ways in which
 * that happens on Azure, every job is there after the next delivery, and none twice. Host, worker and the worker that comes
 * next are separate; only the second is a process of its own.
 */
class StoppedRequestIT {

    private static final int RUNS = Integer.getInteger("ended.runs", 2);
    private static final int SEED = Integer.getInteger("ended.seed", 1);

    private static final List<String> DEFINITIONS = Deployment.definitions(63);
    private static final Duration SLOW = Duration.ofMillis(700);
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private String send(Deployment deployment, String query) throws Exception {
        AppServices services = deployment.services(Hurry.NONE, Hurry.NONE);
        HttpResponseMessage answer = new SyncFunctions(() -> services)
                .sync(
                        HostRequest.of(
                                HostRequest.Sent.plain("POST", "https://app.example/api/sync?wait=0" + query),
                                StandardCharsets.UTF_8),
                        new RecordedContext());
        assertThat(answer.getStatusCode()).isEqualTo(202);
        return new JsonMapper()
                .readTree(String.valueOf(answer.getBody()))
                .path("runId")
                .asText();
    }

    private static Deployment withDefinitions() {
        Deployment deployment = Deployment.create();
        DEFINITIONS.forEach(deployment::upload);
        return deployment;
    }

    private static QueueClient requests(Deployment deployment) {
        return FunctionsHost.queues(StorageConnection.of(deployment.settings(), "JobStore"))
                .get(1);
    }

    private static int creates(Deployment deployment) {
        return deployment.workspace().calls().count(Operation.CREATE);
    }

    private static void slowCreates(Deployment deployment, Duration time) {
        deployment.workspace().faults().onNext(Operation.CREATE, DEFINITIONS.size(), Fault.slowAnswer(time));
    }

    /** Has another worker do what is left, and checks that it is all there, once. */
    private static void assertDoneByTheNext(Deployment deployment) {
        deployment.workspace().faults().clear();
        AppServices services = deployment.services(Hurry.TENFOLD, Hurry.TENFOLD);
        try (FunctionsHost host = deployment.host(services, Hurry.TENFOLD)) {
            deployment.awaitNothingLeft();
            assertThat(deployment.jobs()).as(String.join("\n", host.lines())).isEqualTo(Deployment.jobsOf(DEFINITIONS));
        }
        assertThat(creates(deployment)).isEqualTo(DEFINITIONS.size());
        Report plan = services.reconciler().run(SyncRequest.PLAN);
        assertThat(plan.count(Action.NONE)).isEqualTo(DEFINITIONS.size());
        assertThat(deployment.givenUp()).isZero();
    }

    private static ReportSummary run(Deployment deployment, String runId) {
        return deployment.runs().stream()
                .filter(run -> run.runId().equals(runId))
                .findFirst()
                .orElseThrow();
    }

    /** Checks that the run stopped between two writes and reported, and that its lock is free. */
    private static void assertStopped(Deployment deployment, FunctionWorker worker, String runId) {
        assertThat(worker.process().exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        ReportSummary stopped = run(deployment, runId);
        assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(stopped.applied()).isBetween(1L, DEFINITIONS.size() - 1L).isEqualTo(creates(deployment));
        assertThat(deployment.jobs()).hasSize(creates(deployment));
        assertThat(deployment.lock().getProperties().getLeaseState()).isEqualTo(LeaseStateType.AVAILABLE);
    }

    private static void assertBothReported(Deployment deployment, String runId) {
        ReportSummary stopped = run(deployment, runId);
        ReportSummary rest = run(deployment, RunIds.following(runId));
        assertThat(rest.why()).isEqualTo("POST /api/sync, goes on with " + runId);
        assertThat(rest.status()).isEqualTo(RunStatus.OK);
        assertThat(stopped.applied() + rest.applied()).isEqualTo(DEFINITIONS.size());
    }

    @Test
    void a_host_that_waits_for_its_function_ends_with_the_request_done() throws Exception {
        try (Deployment deployment = withDefinitions()) {
            String runId = send(deployment, "");
            FunctionWorker worker = FunctionWorker.start(deployment.settings());
            EndingHost host = EndingHost.handingOver(requests(deployment), worker);
            Eventually.holds("a run writes", () -> creates(deployment) >= 10);

            assertThat(host.endsAfterItsFunction()).isTrue();

            assertThat(run(deployment, runId).status()).isEqualTo(RunStatus.OK);
            assertDoneByTheNext(deployment);
            assertThat(deployment.runs()).hasSize(1);
        }
    }

    @Test
    void a_host_that_leaves_before_its_function_ends_leaves_a_worker_that_stops_between_two_writes() throws Exception {
        try (Deployment deployment = withDefinitions()) {
            slowCreates(deployment, SLOW);
            String runId = send(deployment, "");
            FunctionWorker worker = FunctionWorker.start(deployment.settings());
            EndingHost host = EndingHost.handingOver(requests(deployment), worker);
            Eventually.holds("a run writes", () -> creates(deployment) >= 10);

            host.leavesBeforeItsFunctionEnds();

            assertStopped(deployment, worker, runId);
            assertDoneByTheNext(deployment);
            assertBothReported(deployment, runId);
        }
    }

    @Test
    void a_host_that_is_drained_ends_with_the_request_done() throws Exception {
        try (Deployment deployment = withDefinitions()) {
            String runId = send(deployment, "");
            FunctionWorker worker = FunctionWorker.start(deployment.settings());
            EndingHost host = EndingHost.handingOver(requests(deployment), worker);
            Eventually.holds("a run writes", () -> creates(deployment) >= 10);

            assertThat(host.drains()).isTrue();

            assertThat(run(deployment, runId).status()).isEqualTo(RunStatus.OK);
            assertDoneByTheNext(deployment);
            assertThat(deployment.runs()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_host_that_ends_with_its_worker_leaves_the_rest_to_the_next(boolean learnsOfTheEnd) throws Exception {
        try (Deployment deployment = withDefinitions()) {
            slowCreates(deployment, SLOW);
            String runId = send(deployment, "");
            FunctionWorker worker = FunctionWorker.start(deployment.settings());
            EndingHost host = EndingHost.handingOver(requests(deployment), worker);
            Eventually.holds("a run writes", () -> creates(deployment) >= 10);

            host.endsWithItsWorker(learnsOfTheEnd);

            assertStopped(deployment, worker, runId);
            assertDoneByTheNext(deployment);
            assertBothReported(deployment, runId);
        }
    }

    @Test
    void a_stopped_request_that_is_bound_to_a_plan_is_carried_out_whole() throws Exception {
        try (Deployment deployment = withDefinitions()) {
            String fingerprint = deployment
                    .services(Hurry.NONE, Hurry.NONE)
                    .reconciler()
                    .run(SyncRequest.PLAN)
                    .fingerprint();
            slowCreates(deployment, SLOW);
            String runId = send(deployment, "&plan=" + fingerprint);
            FunctionWorker worker = FunctionWorker.start(deployment.settings());
            EndingHost host = EndingHost.handingOver(requests(deployment), worker);
            Eventually.holds("a run writes", () -> creates(deployment) >= 10);

            host.endsWithItsWorker(false);

            assertStopped(deployment, worker, runId);
            assertDoneByTheNext(deployment);
            assertBothReported(deployment, runId);
        }
    }

    static IntStream seeds() {
        return IntStream.range(SEED, SEED + RUNS);
    }

    /** The number of runs is the system property {@code ended.runs}, the first seed {@code ended.seed}. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whenever_a_worker_is_told_to_end_the_request_is_done_after_the_next_delivery_and_nothing_twice(int seed)
            throws Exception {
        Random random = new Random(seed);
        int moment = random.nextInt(DEFINITIONS.size());
        try (Deployment deployment = withDefinitions()) {
            slowCreates(deployment, Duration.ofMillis(random.nextInt(300)));
            String runId = send(deployment, "");
            FunctionWorker worker = FunctionWorker.start(deployment.settings());
            EndingHost host = EndingHost.handingOver(requests(deployment), worker);
            Eventually.holds("the moment has come", () -> creates(deployment) >= moment);

            host.endsWithItsWorker(random.nextBoolean());

            assertDoneByTheNext(deployment);
            assertThat(run(deployment, runId).status()).isIn(RunStatus.OK, RunStatus.STOPPED);
        }
    }
}
