package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that stand where ours was, or that two installations want. */
class StandInTest {

    private static final Caller ANN = Caller.admin("ann-token", "ann@example.com");
    private static final String TEMPLATE = "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout }}}";

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT, ANN));

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report sync(Caller caller, String source, InMemoryStores stores, RunPolicy runs, SyncRequest request) {
        OwnershipPolicy policy = new OwnershipPolicy("db-dsc-jobs", Optional.of(caller.userName()), OnNameTaken.REFUSE);
        return Passes.of(source.isEmpty() ? policy : policy.from(source), runs)
                .reconciler(Passes.client(workspace, caller), stores.stores())
                .run(request);
    }

    private Report sync(String source, InMemoryStores stores) {
        return sync(Passes.ROBOT, source, stores, new RunPolicy(false, 100, Duration.ZERO), SyncRequest.SYNC);
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

    @Test
    void a_job_that_was_replaced_by_a_copy_of_its_name_and_tags_by_somebody_else_is_not_made_beside_it() {
        InMemoryStores stores = container("a", "A");
        sync("git.example/a", stores);
        StoredJob job = workspace.jobs().all().get(0);
        workspace.jobs().put(ANN.userName(), job.settings().deepCopy());
        workspace.jobs().delete(job.id());

        Report report = sync("git.example/a", stores);

        assertThat(workspace.jobs().named("A")).as(told(report)).hasSize(1);
    }

    @Test
    void a_job_that_two_installations_of_one_owner_adopt_at_once_goes_to_one_of_them() {
        workspace
                .jobs()
                .put(
                        ANN.userName(),
                        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                .objectNode()
                                .put("name", "A"));
        InMemoryStores one = container("a", "A").file("jobs/a.json", "{\"name\":\"A\",\"timeout\":1,\"$adopt\":true}");
        InMemoryStores two = container("x", "A").file("jobs/x.json", "{\"name\":\"A\",\"timeout\":2,\"$adopt\":true}");
        workspace
                .faults()
                .onNext(
                        io.github.dbdsc.local.simulation.Operation.RESET,
                        io.github.dbdsc.local.simulation.Fault.meanwhile(
                                "the other", () -> sync("git.example/b", two)));
        sync("git.example/a", one);
        Report b1 = sync("git.example/b", two);
        Report a1 = sync("git.example/a", one);
        Report b2 = sync("git.example/b", two);
        Report a2 = sync("git.example/a", one);

        assertThat(b2.hasChanges() || a2.hasChanges())
                .as(told(b1) + "\n" + told(a1) + "\n" + told(b2) + "\n" + told(a2))
                .isFalse();
    }
}
