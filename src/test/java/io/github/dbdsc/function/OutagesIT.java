package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.fakes.LoopbackProxy;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Something that the app needs can't be reached for a minute, while files land. The minute takes six seconds here, and all
 * waits take a tenth of their time: those of the app, between calls of the workspace and of requests in the queue, and those of
 * the host before it hands a message out again. With {@code -Doutage.hurry=1} nothing is shortened. Retries of storage
 * calls keep their own time.
 */
class OutagesIT {

    private static final Hurry HURRY = new Hurry(Integer.getInteger("outage.hurry", 10));
    private static final Duration OUTAGE = Duration.ofMinutes(1);

    private final SimulatedWorkspace simulation = SimulatedWorkspace.start();
    private final LoopbackProxy workspace = LoopbackProxy.to(simulation.uri());
    private final LoopbackProxy blobs =
            LoopbackProxy.to(URI.create(Azurite.running().blobEndpoint()));
    private final LoopbackProxy queues =
            LoopbackProxy.to(URI.create(Azurite.running().queueEndpoint()));
    private final Deployment deployment = new Deployment(
            simulation,
            workspace.uri(),
            Azurite.running()
                    .connectionString(blobs.uri().toString(), queues.uri().toString()));

    @AfterEach
    void stop() {
        deployment.close();
        workspace.close();
        blobs.close();
        queues.close();
    }

    @Test
    void the_workspace_is_down_for_a_minute() {
        everythingArrivesThough(workspace, OutagesIT::passHasFailed);
    }

    @Test
    void the_blobs_are_down_for_a_minute() {
        everythingArrivesThough(blobs, OutagesIT::passHasFailed);
    }

    @Test
    void the_queues_are_down_for_a_minute() {
        everythingArrivesThough(queues, host -> queues.refused() > 0);
    }

    @Test
    void the_queues_refuse_for_a_minute_and_the_host_is_gone_and_started_again() {
        List<String> definitions = Deployment.definitions(8);
        definitions.forEach(deployment::upload);
        AppServices services = deployment.services(HURRY, HURRY);
        long end = System.nanoTime() + HURRY.hidden(OUTAGE).toNanos();
        long endOfHost = System.nanoTime()
                + HURRY.hidden(FunctionsHost.ENDS_ITSELF_AFTER).toNanos();
        FunctionsHost first = deployment.host(services, HURRY);
        queues.down();
        definitions.subList(0, 4).forEach(deployment::announce);
        Eventually.holds("the host ends itself", () -> System.nanoTime() > endOfHost && queues.refused() > 0);
        first.close();
        Eventually.holds("the outage is over", () -> System.nanoTime() > end);
        queues.up();

        try (FunctionsHost second = deployment.host(services, HURRY)) {
            definitions.subList(4, 8).forEach(deployment::announce);
            deployment.awaitNothingLeft();
            assertThat(second.lines()).anyMatch(line -> line.contains("landed, asked for run"));
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(simulation.calls().count(Operation.CREATE)).isEqualTo(definitions.size());
        assertThat(deployment.givenUp()).isZero();
    }

    private static boolean passHasFailed(FunctionsHost host) {
        return host.lines().stream().anyMatch(line -> line.startsWith("tried again in "));
    }

    /**
     * Lands files before, during and after the outage; each becomes exactly one job.
     *
     * @param struck tells that something has failed for it; the service is down at least until then
     */
    private void everythingArrivesThough(LoopbackProxy service, Predicate<FunctionsHost> struck) {
        List<String> definitions = Deployment.definitions(12);
        definitions.forEach(deployment::upload);
        try (FunctionsHost host = deployment.host(deployment.services(HURRY, HURRY), HURRY)) {
            definitions.subList(0, 4).forEach(deployment::announce);
            service.down();
            Thread later = new Thread(() -> definitions.subList(4, 8).forEach(deployment::announce));
            later.start();
            long end = System.nanoTime() + HURRY.hidden(OUTAGE).toNanos();
            Eventually.holds("the outage is over", () -> System.nanoTime() > end && struck.test(host));
            service.up();
            definitions.subList(8, 12).forEach(deployment::announce);
            join(later);
            deployment.awaitNothingLeft();
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(simulation.calls().count(Operation.CREATE)).isEqualTo(definitions.size());
        assertThat(deployment.givenUp()).isZero();
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.MINUTES.toMillis(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
