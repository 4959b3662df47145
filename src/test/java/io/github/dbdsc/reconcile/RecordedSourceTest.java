package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.StateDocument;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the state records is what was done. */
class RecordedSourceTest {

    private static final Caller ANN = Caller.admin("ann-token", "ann@example.com");
    private static final String TEMPLATE = "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout }}}";

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT, ANN));

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report sync(String source, InMemoryStores stores, RunPolicy runs, Clock clock) {
        OwnershipPolicy policy =
                new OwnershipPolicy("db-dsc-jobs", Optional.of(Passes.ROBOT.userName()), OnNameTaken.REFUSE);
        return Passes.of(source.isEmpty() ? policy : policy.from(source), runs)
                .at(clock, pause -> {})
                .reconciler(Passes.client(workspace), stores.stores())
                .run(SyncRequest.SYNC);
    }

    private Report sync(String source, InMemoryStores stores) {
        return sync(source, stores, new RunPolicy(false, 100, Duration.ZERO), Passes.NOON);
    }

    private static InMemoryStores container(String... files) {
        InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", TEMPLATE);
        for (int i = 0; i < files.length; i += 2) {
            stores.file(
                    "jobs/" + files[i] + ".json",
                    "{\"name\": \"" + files[i + 1] + "\", \"timeout\": " + (60 + i) + "}");
        }
        return stores;
    }

    private static String told(Report report) {
        return report.outcomes().stream()
                        .map(o -> o.change().key() + " " + o.change().action() + " " + o.result() + " "
                                + o.change().reason() + " / " + o.error().orElse(""))
                        .toList()
                + " notes " + report.notes() + report.objections();
    }

    private static Optional<String> recorded(InMemoryStores stores) {
        return StateDocument.source(stores.read("db-dsc-jobs@adb-1.azuredatabricks.net.json")
                .orElseThrow()
                .content());
    }

    @Test
    void the_state_records_the_source_after_it_was_renamed() {
        InMemoryStores stores = container("a", "A");
        sync("first", stores);
        Report report = sync("second", stores);
        assertThat(workspace
                        .jobs()
                        .all()
                        .get(0)
                        .settings()
                        .at("/tags/dsc-source")
                        .asText())
                .as(told(report))
                .isEqualTo("second");
        assertThat(recorded(stores)).contains("second");
    }

    @Test
    void a_copy_that_somebody_made_is_not_taken_for_the_job_whose_create_got_no_answer() {
        InMemoryStores stores = container("a", "A");
        sync("git.example/a", stores);
        StoredJob job = workspace.jobs().all().get(0);
        long copy = workspace.jobs().put(ANN.userName(), job.settings().deepCopy());
        workspace.jobs().delete(job.id());
        workspace.faults().onNext(Operation.CREATE, Fault.connectionDropped());

        Report report = sync("git.example/a", stores);

        assertThat(stores.state().values()).as(told(report)).noneMatch(applied -> applied.jobId() == copy);
    }
}
