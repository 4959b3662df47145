package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Faults;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportSummary;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several machines at work on the same jobs. A request that meets another run waits for one second instead of five, and
 * what is left over for three instead of thirty.
 */
class CompetingWorkersIT {

    private final Deployment deployment = Deployment.create();

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void of_two_workers_one_writes_and_the_other_waits() {
        List<String> definitions = Deployment.definitions(40);
        definitions.forEach(deployment::upload);
        AppServices one = deployment.services(Hurry.NONE, Hurry.TENFOLD);
        AppServices other = deployment.services(Hurry.NONE, Hurry.TENFOLD);

        try (FunctionsHost first = deployment.host(one, Hurry.TENFOLD);
                FunctionsHost second = deployment.host(other, Hurry.TENFOLD)) {
            definitions.subList(0, 20).forEach(deployment::announce);
            deployment.awaitNothingLeft();

            assertThat(Stream.concat(first.lines().stream(), second.lines().stream()))
                    .as("while one worked, the other waited")
                    .anyMatch(line -> line.contains(" s: another pass is working on "));
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(deployment.workspace().calls().writes()).isEqualTo(definitions.size());
        assertThat(deployment.givenUp()).isZero();
    }

    /** Renews the lease five times a second instead of three times a minute: only a renewal shows that it is gone. */
    @Test
    void a_run_whose_lease_is_broken_stops_before_its_next_write_and_the_rest_follows() {
        List<String> definitions = Deployment.definitions(100);
        definitions.forEach(deployment::upload);
        AppServices services = deployment.services(Hurry.NONE, Hurry.TENFOLD, Duration.ofMillis(200));

        try (FunctionsHost host = deployment.host(services, Hurry.TENFOLD)) {
            deployment.announce(definitions.get(0));
            Eventually.holds(
                    "a run writes", () -> deployment.workspace().calls().count(Operation.CREATE) >= 10);
            new BlobLeaseClientBuilder()
                    .blobClient(deployment.lock())
                    .buildClient()
                    .breakLeaseWithResponse(0, null, null, Context.NONE);
            Eventually.holds("the run reports", () -> !deployment.runs().isEmpty());

            ReportSummary stopped = deployment.runs().get(0);
            assertThat(stopped.applied()).isBetween(10L, 99L);
            deployment.awaitNothingLeft();
            assertThat(host.lines()).anyMatch(line -> line.contains("stopped before"));
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(deployment.workspace().calls().writes()).isEqualTo(definitions.size());
    }

    /**
     * The first worker is a process of its own, whose calls take two seconds at most instead of a minute. The workspace
     * makes eight jobs and never ends its answers, and lists none of them yet when the run looks for them.
     */
    @Test
    void a_run_whose_answers_stall_ends_by_their_deadline_and_another_process_goes_on_without_duplicates()
            throws Exception {
        List<String> definitions = Deployment.definitions(12);
        List<String> first = definitions.subList(0, 11);
        first.forEach(deployment::upload);
        Faults faults = deployment.workspace().faults();
        first.subList(0, 8)
                .forEach(one -> faults.onNext(Operation.CREATE, Deployment.nameIn(one), Fault.answerStalled()));
        faults.onNext(Operation.LIST, 1_000, Fault.entriesSkipped(entry -> true));
        Process stalled = WorkerProcess.start(deployment.settings(), Duration.ofSeconds(2));
        try {
            deployment.announce(first.get(0));
            Eventually.holds(
                    "its run ends and reports", () -> !deployment.runs().isEmpty() && isUnlocked());
        } finally {
            stalled.destroyForcibly().waitFor();
        }
        faults.clear();
        assertThat(deployment.runs()).singleElement().satisfies(run -> {
            long pending = Objects.requireNonNull(run.counts().get("failed"));
            assertThat(pending).as("nobody knows yet whether they are there").isGreaterThanOrEqualTo(8);
            assertThat(run.applied() + pending).isEqualTo(first.size());
            assertThat(run.duration()).isLessThan(Duration.ofMinutes(1));
        });
        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(first));

        AppServices services = deployment.services(Hurry.TENFOLD, Hurry.TENFOLD);
        try (FunctionsHost host = deployment.host(services, Hurry.TENFOLD)) {
            deployment.upload(definitions.get(11));
            deployment.announce(definitions.get(11));
            Eventually.holds("the other worker reports", () -> deployment.runs().size() > 1);
            assertThat(host.lines()).as("it goes on at once").noneMatch(line -> line.startsWith("tried again in "));
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(deployment.workspace().calls().writes()).isEqualTo(definitions.size());
        Report plan = services.reconciler().run(SyncRequest.PLAN);
        assertThat(plan.count(Action.NONE)).isEqualTo(definitions.size());
    }

    private boolean isUnlocked() {
        return deployment.lock().getProperties().getLeaseState() == LeaseStateType.AVAILABLE;
    }
}
