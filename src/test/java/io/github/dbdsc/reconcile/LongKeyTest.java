package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that is too long for a tag once it is ASCII lives like any other. */
class LongKeyTest {

    private static final JobKey KEY = new JobKey("売上/日次集計処理および月次締め処理のための取込ジョブ一覧（東日本・西日本共通）");
    private static final JobKey OTHER = new JobKey(KEY.value() + "2");
    private static final String NAMED_A = "{\"name\": \"A\", \"workers\": 1}";
    private static final String NAMED_B = "{\"name\": \"B\", \"workers\": 1}";

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private InMemoryStores stores = container();

    LongKeyTest() {
        workspace.accept(Passes.ROBOT);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static InMemoryStores container() {
        return new InMemoryStores()
                .file("templates/standard.jinja2", "{\"name\": {{ job.name | tojson }}, \"max_concurrent_runs\": 2}");
    }

    private Report run(SyncRequest request) {
        workspace.calls().reset();
        return Passes.of(
                        new OwnershipPolicy("us", Optional.of(Passes.ROBOT.userName()), OnNameTaken.REFUSE),
                        RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    private Action onlyAction(SyncRequest request) {
        return run(request).outcomes().get(0).change().action();
    }

    private StoredJob only() {
        assertThat(workspace.jobs().all()).hasSize(1);
        return workspace.jobs().all().iterator().next();
    }

    @Test
    void its_tag_is_ascii_and_it_is_quiet_with_and_without_a_memory() {
        stores.file(KEY.path(), NAMED_A);
        assertThat(onlyAction(SyncRequest.SYNC)).isEqualTo(Action.CREATE);
        assertThat(KeyTag.isCut(KeyTag.of(KEY))).isTrue();
        assertThat(only().tag("dsc-key").orElseThrow())
                .matches("\\p{ASCII}{200,256}")
                .isEqualTo(KeyTag.of(KEY));

        assertThat(onlyAction(SyncRequest.SYNC)).isEqualTo(Action.NONE);
        assertThat(onlyAction(SyncRequest.SYNC.only(KEY))).isEqualTo(Action.NONE);
        assertThat(workspace.calls().writes()).isZero();

        stores = container().file(KEY.path(), NAMED_A);
        assertThat(onlyAction(SyncRequest.SYNC)).isEqualTo(Action.NONE);
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void a_change_of_its_definition_is_one_update_of_the_same_job() {
        stores.file(KEY.path(), NAMED_A);
        run(SyncRequest.SYNC);
        long id = only().id();
        stores = container().file(KEY.path(), NAMED_B);

        assertThat(onlyAction(SyncRequest.SYNC)).isEqualTo(Action.UPDATE);
        assertThat(only().id()).isEqualTo(id);
        assertThat(onlyAction(SyncRequest.SYNC)).isEqualTo(Action.NONE);
    }

    @Test
    void two_keys_that_begin_alike_are_two_jobs() {
        stores.file(KEY.path(), NAMED_A).file(OTHER.path(), NAMED_B);
        run(SyncRequest.SYNC);
        stores = container().file(KEY.path(), NAMED_A).file(OTHER.path(), NAMED_B);

        run(SyncRequest.SYNC);

        assertThat(workspace.calls().writes()).isZero();
        assertThat(workspace.jobs().all()).hasSize(2);
    }

    @Test
    void the_form_of_an_older_release_is_no_reason_to_write() {
        stores.file(KEY.path(), NAMED_A);
        run(SyncRequest.SYNC);
        only().settings().withObject("/tags").put("dsc-key", KEY.value());
        assertThat(onlyAction(SyncRequest.SYNC)).isEqualTo(Action.NONE);
        stores = container().file(KEY.path(), NAMED_A);
        assertThat(onlyAction(SyncRequest.SYNC)).isEqualTo(Action.NONE);
    }

    @Test
    void its_job_is_pruned_with_its_definition() {
        stores.file(KEY.path(), NAMED_A).file("jobs/b.json", NAMED_B);
        run(SyncRequest.SYNC);
        stores.remove(KEY.path());

        run(SyncRequest.SYNC.prune(true));

        assertThat(workspace.calls().count(Operation.DELETE)).isEqualTo(1);
        assertThat(only().tag("dsc-key")).hasValue("b");
    }

    @Test
    void without_definition_and_memory_its_job_is_an_orphan_under_its_tag() {
        stores.file(KEY.path(), NAMED_A).file("jobs/b.json", NAMED_B);
        run(SyncRequest.SYNC);
        stores = container().file("jobs/b.json", NAMED_B);

        assertThat(run(SyncRequest.PLAN).outcomes())
                .extracting(outcome -> outcome.change().key().value())
                .contains(KeyTag.of(KEY));
    }

    @Test
    void it_is_given_away_by_its_name_and_with_all_others() {
        stores.file(KEY.path(), NAMED_A);
        run(SyncRequest.SYNC);

        transfer("us", "them", Set.of(KEY));
        assertThat(only().tag("dsc-owner")).hasValue("them");
        assertThat(only().tag("dsc-key")).hasValue(KeyTag.of(KEY));

        transfer("them", "us", Set.of());
        assertThat(only().tag("dsc-owner")).hasValue("us");
        assertThat(only().tag("dsc-key")).hasValue(KeyTag.of(KEY));
    }

    private void transfer(String from, String to, Set<JobKey> keys) {
        assertThat(new Transfer(Passes.client(workspace), Installation.of(from), Installation.of(to), keys)
                        .apply()
                        .moves())
                .hasSize(1);
    }
}
