package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fakes.InMemoryReports;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wherever a process dies during a run, the next run completes it: the same jobs with the same ids, none written twice,
 * none forgotten.
 */
class CrashTest {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}"{% if job.description is defined %}, "description": "{{ job.description }}"{% endif %},
             "tasks": [{"task_key": "main", "notebook_task": {"notebook_path": "/n"}}]}
            """;

    /** A workspace and its stores in which a run has everything to do that a run can do. */
    private static final class World implements AutoCloseable {

        private final SimulatedWorkspace workspace = SimulatedWorkspace.start(
                SimulationOptions.defaults().withCallers(Passes.ROBOT).withClock(Passes.NOON));
        private final InMemoryStores stores = new InMemoryStores();
        private Instant now = Passes.NOON.instant();
        private final InstantSource instants = () -> now;
        private final Clock clock = instants.withZone(ZoneOffset.UTC);
        private final ExpiringLock lock = new ExpiringLock(clock);

        World() {
            stores.file("templates/standard.jinja2", TEMPLATE);
            List.of("kept", "changed", "renamed", "moved", "removed", "gone-1", "gone-2")
                    .forEach(key -> define(key, "{'name':'" + key + "','description':'of old'}"));
            workspace.jobs().put("bob@example.com", settings("{'name':'foreign'}"));
            workspace
                    .jobs()
                    .put("bob@example.com", settings("{'name':'t','tags':{'dsc-owner':'t','dsc-key':'moved'}}"));
            workspace.jobs().put(Passes.ROBOT.userName(), settings("{'name':'adopted'}"));
            run(Death.never());

            define("changed", "{'name':'changed','description':'of now'}");
            define("renamed", "{'name':'renamed to this','description':'of old'}");
            define("removed", "{'name':'removed'}");
            stores.remove("jobs/moved.json");
            define("elsewhere/moved", "{'name':'moved','description':'of old'}");
            stores.remove("jobs/gone-1.json").remove("jobs/gone-2.json");
            define("adopted", "{'name':'adopted'}");
            define("new-1", "{'name':'new 1'}");
            define("new-2", "{'name':'new 2'}");
        }

        private void define(String key, String values) {
            stores.file("jobs/" + key + ".json", values.replace('\'', '"'));
        }

        private static ObjectNode settings(String json) {
            return Jobs.settings(json).tree();
        }

        /** Makes a run in a new process, after the lease that a dead one left behind has expired. */
        Report run(Death death) {
            return run(death, stores, stores.reportStore());
        }

        Report run(Death death, StateStore state, ReportStore reports) {
            advance(ExpiringLock.LEASE.multipliedBy(2));
            return reconciler(death, new Stores(stores::snapshot, lock, state, reports))
                    .run(SyncRequest.SYNC);
        }

        private Reconciler reconciler(Death death, Stores seen) {
            return Passes.with(new RunPolicy(true, 50, Duration.ZERO))
                    .at(clock, this::advance)
                    .reconciler(death.of(Passes.client(workspace)), death.of(seen));
        }

        private void advance(Duration time) {
            now = now.plus(time);
        }

        void dies(Death death) {
            assertThatThrownBy(() -> run(death)).isInstanceOf(Death.Killed.class);
        }

        /** Makes a run that may die: later runs have less to do and may end before they are killed. */
        void mayDie(Death death) {
            assertThatCode(() -> run(death))
                    .satisfiesAnyOf(end -> assertThat(end).isNull(), end -> assertThat(end)
                            .isInstanceOf(Death.Killed.class));
        }

        void assertEndedAs(Uninterrupted uninterrupted, String when) {
            assertThat(workspace.jobs().all()).as(when).containsExactlyElementsOf(uninterrupted.jobs());
            assertThat(stores.state()).as(when).containsExactlyInAnyOrderEntriesOf(uninterrupted.state());
            assertAtRest();
        }

        void assertAtRest() {
            Report plan = reconciler(Death.never(), new Stores(stores::snapshot, lock, stores, stores.reportStore()))
                    .run(SyncRequest.PLAN);
            assertThat(plan.hasChanges()).isFalse();
        }

        @Override
        public void close() {
            workspace.close();
        }
    }

    /** What every world must end as. The jobs' revisions count the writes. */
    private record Uninterrupted(List<StoredJob> jobs, Map<JobKey, AppliedJob> state, int calls) {

        static Uninterrupted run() {
            try (World world = new World()) {
                Death death = Death.never();
                Report report = world.run(death);
                assertThat(report.count(Action.CREATE)).isEqualTo(2);
                assertThat(report.count(Action.UPDATE)).isEqualTo(4);
                assertThat(report.count(Action.ADOPT)).isEqualTo(1);
                assertThat(report.count(Action.DELETE)).isEqualTo(2);
                assertThat(report.count(Action.NONE)).isEqualTo(1);
                assertThat(report.failed()).isFalse();
                world.assertAtRest();
                return new Uninterrupted(world.workspace.jobs().all(), world.stores.state(), death.calls());
            }
        }
    }

    @ParameterizedTest(name = "after the effect: {0}")
    @ValueSource(booleans = {false, true})
    void a_run_killed_at_any_call_is_completed_by_the_next(boolean afterEffect) {
        Uninterrupted uninterrupted = Uninterrupted.run();
        // lock, coverage, files, state, holds, earlier deletes, listing, deletes to come, 2 for what is created, 7
        // writes,
        // read back, active runs and delete twice, old reports, state, 2 for job statuses, 2 for the ids,
        // 2 for the list of what is nobody's, which the adopted job leaves, report
        assertThat(uninterrupted.calls()).isEqualTo(31);

        for (int call = 1; call <= uninterrupted.calls(); call++) {
            try (World world = new World()) {
                world.dies(Death.at(call, afterEffect));

                world.run(Death.never());

                world.assertEndedAs(uninterrupted, "killed at call " + call);
            }
        }
    }

    @Test
    void runs_killed_again_and_again_still_converge() {
        Uninterrupted uninterrupted = Uninterrupted.run();

        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            try (World world = new World()) {
                for (int death = 0; death < 4; death++) {
                    world.mayDie(Death.at(1 + random.nextInt(uninterrupted.calls()), random.nextBoolean()));
                }

                world.run(Death.never());

                world.assertEndedAs(uninterrupted, "seed " + seed);
            }
        }
    }

    @Test
    void the_lease_of_a_killed_run_keeps_others_out_until_it_expires() {
        try (World world = new World()) {
            world.dies(Death.at(5, true));
            Reconciler next = world.reconciler(
                    Death.never(),
                    new Stores(world.stores::snapshot, world.lock, world.stores, world.stores.reportStore()));

            assertThatThrownBy(() -> next.run(SyncRequest.SYNC)).isInstanceOf(BusyException.class);

            world.advance(ExpiringLock.LEASE);
            assertThat(next.run(SyncRequest.SYNC).hasChanges()).isTrue();
            world.assertAtRest();
        }
    }

    @Test
    void a_state_that_is_not_written_costs_the_next_run_no_write() {
        Uninterrupted uninterrupted = Uninterrupted.run();
        try (World world = new World()) {
            Report report = world.run(Death.never(), new Unwritable(world.stores), world.stores.reportStore());
            assertThat(report.notes())
                    .hasSize(3)
                    .anyMatch(note -> note.contains("it was not recorded which jobs are created"))
                    .anyMatch(note -> note.contains("the state was not written"))
                    .anyMatch(note -> note.contains("the job statuses were not written"));
            assertThat(world.workspace.jobs().all()).isEqualTo(uninterrupted.jobs());

            assertThat(world.run(Death.never()).hasChanges()).isFalse();

            world.assertEndedAs(uninterrupted, "one run later");
        }
    }

    @Test
    void a_move_that_the_state_misses_leaves_nothing_under_the_old_key() {
        try (World world = new World()) {
            world.run(Death.never(), new Unwritable(world.stores), world.stores.reportStore());
            assertThat(world.stores.state()).containsKey(new JobKey("moved"));

            world.run(Death.never());

            assertThat(world.stores.state())
                    .containsKey(new JobKey("elsewhere/moved"))
                    .doesNotContainKey(new JobKey("moved"));
        }
    }

    @Test
    void a_report_that_is_not_written_is_the_only_thing_missing() {
        Uninterrupted uninterrupted = Uninterrupted.run();
        try (World world = new World()) {
            int reports = world.stores.reports().size();

            Report report = world.run(Death.never(), world.stores, new InMemoryReports() {
                @Override
                public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
                    throw new StoreException("the container is read-only");
                }
            });

            assertThat(report.notes()).singleElement().asString().contains("the report was not written");
            assertThat(world.stores.reports()).hasSize(reports);
            world.assertEndedAs(uninterrupted, "without a report");
        }
    }

    /** A state store that is read, but never written except for what has to be written before a delete. */
    private record Unwritable(StateStore store) implements StateStore {

        @Override
        public Optional<StoredState> read(String path) {
            return store.read(path);
        }

        @Override
        public boolean write(String path, byte[] content, @Nullable String replaces) {
            if (path.endsWith(".prune.json")) {
                return store.write(path, content, replaces);
            }
            throw new StoreException("the container is read-only");
        }
    }
}
