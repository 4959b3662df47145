package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportSummary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A machine ends in the middle of a run, and another one goes on. The first is a process of its own, in which nothing is
 * shortened but the time for which the host hides a message. On the other, a request that meets a held lock waits for one
 * second instead of five.
 */
class EndedWorkersIT {

    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final Deployment deployment = Deployment.create();

    @AfterEach
    void stop() {
        deployment.close();
    }

    private int creates() {
        return deployment.workspace().calls().count(Operation.CREATE);
    }

    /**
     * Kills it while its calls have had their effect but no answer yet. The lease that it leaves would end after a minute;
     * the test breaks it instead, with the same effect on the blob.
     */
    @Test
    void a_worker_killed_during_a_run_leaves_what_the_next_one_finishes() throws Exception {
        List<String> definitions = Deployment.definitions(40);
        definitions.forEach(deployment::upload);
        deployment.workspace().faults().fromCall(15, Fault.slowAnswer(Duration.ofMinutes(5)));
        Process killed = WorkerProcess.start(deployment.settings());
        try {
            deployment.announce(definitions.get(0));
            Eventually.holds("its calls are not answered any more", () -> creates() >= 20);
        } finally {
            killed.destroyForcibly().waitFor();
        }
        deployment.workspace().faults().clear();
        assertThat(deployment.jobs()).hasSizeBetween(20, 39);

        AppServices services = deployment.services(Hurry.TENFOLD, Hurry.TENFOLD);
        try (FunctionsHost host = deployment.host(services, Hurry.TENFOLD)) {
            Eventually.holds(
                    "the request comes to the other worker, which finds the lock held",
                    () -> host.lines().stream().anyMatch(line -> line.contains(" s: another pass is working on ")));
            breakLease();
            deployment.awaitNothingLeft();
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(creates()).isEqualTo(definitions.size());
        assertNothingToDo(services, definitions.size());
        assertThat(deployment.givenUp()).isZero();
    }

    @Test
    void a_worker_told_to_end_stops_between_writes_reports_and_leaves_the_lock_to_the_next_one_at_once()
            throws Exception {
        List<String> definitions = Deployment.definitions(80);
        definitions.forEach(deployment::upload);
        Process ended = WorkerProcess.start(deployment.settings());
        try {
            deployment.announce(definitions.get(0));
            Eventually.holds("a run writes", () -> creates() >= 10);
            ended.destroy();
            assertThat(ended.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            ended.destroyForcibly().waitFor();
        }
        int before = creates();
        assertThat(ended.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(before).isLessThan(definitions.size());
        assertThat(deployment.jobs()).hasSize(before);
        assertThat(deployment.runs()).extracting(ReportSummary::applied).containsExactly((long) before);
        assertThat(deployment.lock().getProperties().getLeaseState()).isEqualTo(LeaseStateType.AVAILABLE);

        AppServices services = deployment.services(Hurry.TENFOLD, Hurry.TENFOLD);
        Report next = services.reconciler().run(SyncRequest.SYNC);

        assertThat(next.count(Action.CREATE)).isEqualTo(definitions.size() - before);
        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(creates()).isEqualTo(definitions.size());
        assertNothingToDo(services, definitions.size());
    }

    /**
     * Stops it with a signal, as a machine that is suspended, until its lease is over and another worker has done the rest.
     * Then it goes on in the middle of its creates. The lease ends by itself: what is shown is that it asks for it.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_worker_that_stood_still_for_longer_than_its_lease_creates_nothing_when_it_goes_on() throws Exception {
        List<String> definitions = Deployment.definitions(100);
        definitions.forEach(deployment::upload);
        Process stopped = WorkerProcess.start(deployment.settings());
        try {
            deployment.announce(definitions.get(0));
            Eventually.holds("a run writes", () -> creates() >= 30);
            signal(stopped, "STOP");
            assertThat(creates()).isLessThan(definitions.size());

            AppServices services = deployment.services(Hurry.TENFOLD, Hurry.TENFOLD);
            try (FunctionsHost host = deployment.host(services, Hurry.TENFOLD)) {
                Eventually.holds(
                        "the other worker does the rest", () -> creates() >= definitions.size() && isReported());
                assertThat(host.lines())
                        .as("as long as the lease lasted, the other worker waited")
                        .anyMatch(line -> line.contains(" s: another pass is working on "));
            }
            signal(stopped, "CONT");
            awaitSilence();
            assertNothingToDo(services, definitions.size());
        } finally {
            stopped.destroyForcibly().waitFor();
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(creates()).isEqualTo(definitions.size());
    }

    /** Waits until no call has come to the workspace for some seconds. */
    private void awaitSilence() {
        AtomicInteger calls = new AtomicInteger(-1);
        AtomicInteger silent = new AtomicInteger();
        Eventually.holds("no call comes any more", () -> {
            int now = deployment.workspace().calls().lines().size();
            return calls.getAndSet(now) == now ? silent.incrementAndGet() > 400 : silent.getAndSet(0) < 0;
        });
    }

    private boolean isReported() {
        return deployment.runs().stream().anyMatch(run -> run.applied() > 0);
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private void breakLease() {
        new BlobLeaseClientBuilder()
                .blobClient(deployment.lock())
                .buildClient()
                .breakLeaseWithResponse(0, null, null, Context.NONE);
    }

    private static void assertNothingToDo(AppServices services, int jobs) {
        Report plan = services.reconciler().run(SyncRequest.PLAN);
        assertThat(plan.count(Action.NONE)).isEqualTo(jobs);
        assertThat(plan.outcomes()).hasSize(jobs);
    }
}
