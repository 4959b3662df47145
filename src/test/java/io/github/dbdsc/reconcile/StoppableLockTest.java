package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A process that is told to shut down during a run. */
class StoppableLockTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", """
            {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "existing_cluster_id": "c",
             "notebook_task": {"notebook_path": "/n"}}]}""");
    private final StoppableLock lock = new StoppableLock(stores.stores().lock());

    @Test
    void a_run_stops_before_its_next_write_and_reports_what_was_done() {
        for (String key : new String[] {"a", "b", "c"}) {
            stores.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\"}");
        }
        try (SimulatedWorkspace workspace =
                SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT))) {
            RunLock stopsAfterTheFirstCreate = () -> lock.tryAcquire().map(lease -> new RunLock.Lease() {
                @Override
                public boolean held() {
                    if (workspace.calls().count(Operation.CREATE) == 1) {
                        assertThat(lock.stop(AT_ONCE)).as("the run still works").isFalse();
                    }
                    return lease.held();
                }

                @Override
                public void close() {
                    lease.close();
                }
            });
            Stores stopping = new Stores(
                    stores.stores().definitions(),
                    stopsAfterTheFirstCreate,
                    stores,
                    stores.stores().reports());

            Report report = Passes.with(RunPolicy.DEFAULT)
                    .reconciler(Passes.client(workspace), stopping)
                    .run(SyncRequest.SYNC);

            assertThat(report.count(Result.APPLIED)).isEqualTo(1);
            assertThat(report.count(Result.NOT_APPLIED)).isEqualTo(2);
            assertThat(report.stoppedEarly()).isTrue();
            assertThat(stores.state()).hasSize(1);
            assertThat(lock.stop(AT_ONCE)).as("it has ended").isTrue();
            assertThat(lock.tryAcquire()).as("no other run begins").isEmpty();
        }
    }

    @Test
    void the_end_of_the_process_waits_until_the_run_has_reported() {
        RunLock.Lease lease = lock.tryAcquire().orElseThrow();
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> lock.stop(Duration.ofMinutes(1)));

        lease.close();

        assertThat(stopped.join()).isTrue();
    }
}
