package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace, or a gateway before it, that answers every write with a success status and nothing else. */
class SilentSuccessTest {

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores()
            .file(
                    "templates/standard.jinja2",
                    "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout }},"
                            + " \"access_control_list\": [{\"user_name\": \"{{ job.who }}\", \"permission_level\": \"CAN_VIEW\"}]}")
            .file("jobs/a.json", "{\"name\": \"A\", \"timeout\": 1, \"who\": \"ann@example.com\"}");

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run() {
        workspace.calls().reset();
        Report report = Passes.with(new RunPolicy(true, 100, Duration.ZERO))
                .reconciler(Passes.client(workspace), stores.stores())
                .run(SyncRequest.SYNC);
        assertThat(report.failed()).isFalse();
        assertThat(report.outcomes()).extracting(Outcome::result).containsOnly(Result.APPLIED);
        return report;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void every_write_is_made_once_and_reported_as_applied(int status) {
        for (Operation write :
                new Operation[] {Operation.CREATE, Operation.RESET, Operation.DELETE, Operation.SET_PERMISSIONS}) {
            workspace.faults().onNext(write, 100, Fault.emptyAnswer(status));
        }

        run();
        assertThat(workspace.calls().writes()).isEqualTo(1);
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactly("A");

        stores.file("jobs/a.json", "{\"name\": \"A\", \"timeout\": 2, \"who\": \"bob@example.com\"}");
        run();
        assertThat(workspace.calls().count(Operation.RESET)).isEqualTo(1);
        assertThat(workspace.calls().count(Operation.SET_PERMISSIONS)).isEqualTo(1);

        stores.remove("jobs/a.json")
                .file("jobs/b.json", "{\"name\": \"B\", \"timeout\": 1, \"who\": \"ann@example.com\"}");
        run();
        assertThat(workspace.calls().writes()).isEqualTo(2);
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactly("B");
    }
}
