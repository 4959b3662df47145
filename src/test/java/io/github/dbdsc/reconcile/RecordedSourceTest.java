package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.SharedWorkspace.ANN;
import static io.github.dbdsc.reconcile.SharedWorkspace.container;
import static io.github.dbdsc.reconcile.SharedWorkspace.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.StateDocument;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the state records is what was done. */
class RecordedSourceTest {

    private final SharedWorkspace shared = new SharedWorkspace();
    private final SimulatedWorkspace workspace = shared.simulation();

    @AfterEach
    void stop() {
        shared.close();
    }

    private Report sync(String source, InMemoryStores stores) {
        return shared.sync(Passes.ROBOT, source, stores, SyncRequest.SYNC);
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

    /** A job with so many tags of its own never gets the tag with the source, so nothing changes. */
    @Test
    void the_state_records_the_new_source_also_where_no_job_changes_and_says_so_once() {
        String tags =
                IntStream.range(0, 23).mapToObj(i -> "\"t" + i + "\": \"x\"").collect(Collectors.joining(","));
        InMemoryStores stores = container("a", "A")
                .file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"tags\": {" + tags + "}}");
        sync("first", stores);
        int revision = workspace.jobs().all().get(0).revision();

        Report report = sync("second", stores);

        assertThat(report.notes())
                .singleElement()
                .asString()
                .startsWith("the state was written for the source 'first', and the source is 'second' now, ");
        assertThat(recorded(stores)).contains("second");
        assertThat(sync("second", stores).notes()).isEmpty();
        assertThat(workspace.jobs().all().get(0).revision()).isEqualTo(revision);
    }

    @Test
    void a_plan_says_it_too_and_records_nothing() {
        InMemoryStores stores = container("a", "A");
        sync("first", stores);

        Report plan = shared.sync(Passes.ROBOT, "second", stores, SyncRequest.PLAN);

        assertThat(plan.notes()).anyMatch(note -> note.contains("is a copy of another"));
        assertThat(recorded(stores)).contains("first");
    }

    @Test
    void a_copied_folder_gives_back_what_it_took_by_what_the_note_says() {
        InMemoryStores original = container("a", "A");
        sync("original", original);
        InMemoryStores copy = container("a", "A").withState(original.state());
        sync("copy", copy);
        assertThat(told(sync("original", original))).contains("is kept by owner", "'copy'");

        shared.transfer("copy", "original");

        assertThat(sync("original", original).refused()).isFalse();
        assertThat(workspace.jobs().all()).hasSize(1);
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
