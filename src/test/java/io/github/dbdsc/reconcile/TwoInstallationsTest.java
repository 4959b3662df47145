package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.SharedWorkspace.ANN;
import static io.github.dbdsc.reconcile.SharedWorkspace.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two installations with one owner's name leave each other's jobs alone, and one that lost everything finds its own. */
class TwoInstallationsTest {

    private final SharedWorkspace shared = new SharedWorkspace();
    private final SimulatedWorkspace workspace = shared.simulation();

    @AfterEach
    void stop() {
        shared.close();
    }

    private Report sync(Caller caller, String source, InMemoryStores stores, boolean prune) {
        return shared.sync(caller, source, stores, SyncRequest.SYNC.prune(prune));
    }

    private List<String> jobs() {
        return workspace.jobs().all().stream()
                .map(job -> job.id() + " " + job.settings())
                .sorted()
                .toList();
    }

    @Test
    void two_users_with_the_default_owner_neither_rename_nor_take_over_nor_delete_each_others_jobs() {
        InMemoryStores first = container("daily", "Daily of A", "moved", "Weekly", "one", "One", "two", "Two");
        sync(Passes.ROBOT, "git.example/a", first, true);
        List<String> before = jobs();

        Report second = sync(
                ANN, "git.example/b", container("daily", "Daily of B", "weekly", "Weekly", "other", "Other"), true);

        assertThat(jobs()).containsAll(before);
        assertThat(second.outcomes())
                .filteredOn(outcome -> outcome.change().key().value().equals("weekly"))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.change().reason())
                        .contains("kept by owner 'db-dsc-jobs', source 'git.example/a'")
                        .contains("db-dsc-jobs transfer --from db-dsc-jobs/git.example/a --key moved"));
        assertThat(sync(Passes.ROBOT, "git.example/a", first, true).hasChanges())
                .isFalse();
    }

    @Test
    void after_a_disaster_a_new_account_and_a_new_identity_update_the_jobs_that_are_there() {
        sync(Passes.ROBOT, "databricks-jobs", container("a", "A", "b", "B"), false);
        workspace.calls().reset();
        InMemoryStores anew = container("a", "A", "b", "B");
        anew.file("jobs/a.json", "{\"name\": \"A\", \"timeout\": 90}");

        Report report = sync(ANN, "databricks-jobs", anew, false);

        assertThat(report.refused()).isFalse();
        assertThat(report.failed()).isFalse();
        assertThat(workspace.calls().count(Operation.CREATE)).isZero();
        assertThat(workspace.calls().count(Operation.RESET)).isEqualTo(1);
        assertThat(sync(ANN, "databricks-jobs", anew, true).hasChanges()).isFalse();
        assertThat(workspace.jobs().all()).hasSize(2);
    }

    @Test
    void a_fresh_clone_in_a_pipeline_works_on_its_own_jobs_each_time_and_may_prune_them() {
        sync(Passes.ROBOT, "git.example/a", container("a", "A", "b", "B"), false);
        workspace.calls().reset();

        assertThat(sync(Passes.ROBOT, "git.example/a", container("a", "A", "b", "B"), false)
                        .hasChanges())
                .isFalse();
        assertThat(workspace.calls().count(Operation.ME)).isZero();
        sync(Passes.ROBOT, "git.example/a", container("a", "A"), true);

        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    @Test
    void a_job_that_was_transferred_is_kept_by_the_other_installation_from_then_on() {
        sync(Passes.ROBOT, "", container("a", "A"), false);
        shared.transfer("", "git.example/a");

        Report report = sync(ANN, "git.example/a", container("a", "A"), false);

        assertThat(report.hasChanges()).isFalse();
        assertThat(report.refused()).isFalse();
    }
}
