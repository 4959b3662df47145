package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.SharedWorkspace.ANN;
import static io.github.dbdsc.reconcile.SharedWorkspace.container;
import static io.github.dbdsc.reconcile.SharedWorkspace.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that stand where ours was, or that two installations want. */
class StandInTest {

    private final SharedWorkspace shared = new SharedWorkspace();
    private final SimulatedWorkspace workspace = shared.simulation();

    @AfterEach
    void stop() {
        shared.close();
    }

    private Report sync(String source, InMemoryStores stores) {
        return shared.sync(Passes.ROBOT, source, stores, SyncRequest.SYNC);
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
                .put(ANN.userName(), JsonNodeFactory.instance.objectNode().put("name", "A"));
        InMemoryStores one = container("a", "A").file("jobs/a.json", "{\"name\":\"A\",\"timeout\":1,\"$adopt\":true}");
        InMemoryStores two = container("x", "A").file("jobs/x.json", "{\"name\":\"A\",\"timeout\":2,\"$adopt\":true}");
        workspace.faults().onNext(Operation.RESET, Fault.meanwhile("the other", () -> sync("git.example/b", two)));
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
