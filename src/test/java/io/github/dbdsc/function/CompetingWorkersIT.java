package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.report.ReportSummary;
import java.time.Duration;
import java.util.List;
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
                    .anyMatch(line -> line.startsWith("tried again in 5 s: "));
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
}
