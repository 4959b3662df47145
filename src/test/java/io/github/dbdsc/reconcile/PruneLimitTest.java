package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many jobs are deleted in 24 hours, however many runs do it. */
class PruneLimitTest {

    private static final String DOCUMENT = ".prune.json";

    /** Removes definitions one by one, with a run for each event. Returns the last report. */
    private static Report removeOneByOne(PruningWorld world, int from, int to) {
        List<Report> reports = new ArrayList<>();
        for (int i = from; i < to; i++) {
            world.remove("j" + i);
            world.pass(Duration.ofMinutes(1));
            reports.add(world.run(SyncRequest.CHANGES));
        }
        return reports.get(reports.size() - 1);
    }

    @Test
    void events_that_remove_40_definitions_one_by_one_delete_12_jobs_in_24_hours() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(40)) {
            removeOneByOne(world, 0, 12);
            assertThat(world.names()).hasSize(28);

            Report refused = removeOneByOne(world, 12, 13);
            assertThat(refused.objections())
                    .singleElement()
                    .asString()
                    .startsWith("1 of 40 jobs would be deleted, 12 are counted since 2026-11-30T10:01Z, and PRUNE_LIMIT"
                            + " (30 %) allows 12 in 24 hours, until 2026-12-01T10:01Z; if that is meant, approve"
                            + " it: sync --plan ");
            removeOneByOne(world, 13, 39);
            assertThat(world.names()).hasSize(28);

            world.pass(Duration.ofHours(24));
            Report next = world.run(SyncRequest.SYNC);
            assertThat(next.objections()).singleElement().asString().contains("27 of 28 jobs", "allows 8 in 24 hours");
            assertThat(world.names()).hasSize(28);
        }
    }

    @Test
    void the_next_window_allows_the_limit_again() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(10)) {
            removeOneByOne(world, 0, 4);
            assertThat(world.names()).hasSize(7);

            world.pass(Duration.ofHours(24).minusMinutes(4));
            world.run(SyncRequest.SYNC);
            assertThat(world.names()).as("just before its end").hasSize(7);

            world.pass(Duration.ofMinutes(1));
            world.run(SyncRequest.SYNC);
            assertThat(world.names()).as("at its end").hasSize(6);
        }
    }

    @Test
    void the_command_in_a_refusal_deletes_beyond_the_limit_and_uses_none_of_it_up() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(10)) {
            for (int i = 0; i < 5; i++) {
                world.remove("j" + i);
            }
            Report refused = world.run(SyncRequest.SYNC);

            world.approve(refused);
            assertThat(world.names()).hasSize(5);

            removeOneByOne(world, 5, 6);
            assertThat(world.names()).as("one of 5 by itself").hasSize(4);
        }
    }

    @Test
    void the_share_is_of_the_jobs_that_are_there_and_not_of_those_in_the_state() {
        try (PruningWorld world = PruningWorld.atOnce(50).withJobs(10)) {
            for (int i = 2; i < 10; i++) {
                world.workspace.jobs().delete(world.id("J" + i));
            }
            world.remove("j0");
            world.remove("j1");

            Report report = world.run(SyncRequest.CHANGES);

            assertThat(report.objections()).singleElement().asString().startsWith("2 of 2 jobs would be deleted");
            assertThat(world.names()).contains("J0", "J1");
        }
    }

    @Test
    void only_the_first_delete_of_a_window_costs_an_event_the_listing() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(10)) {
            world.workspace.calls().reset();
            removeOneByOne(world, 0, 1);
            assertThat(world.workspace.calls().count(Operation.LIST)).isEqualTo(1);

            world.workspace.calls().reset();
            removeOneByOne(world, 1, 2);
            assertThat(world.workspace.calls().count(Operation.LIST)).isZero();
            assertThat(world.workspace.calls().count()).isEqualTo(3);
        }
    }

    @Test
    void a_limit_of_0_deletes_nothing_but_an_approved_plan() {
        try (PruningWorld world = PruningWorld.atOnce(0).withJobs(3)) {
            Report refused = removeOneByOne(world, 0, 1);
            assertThat(refused.objections()).singleElement().asString().contains("PRUNE_LIMIT (0 %) allows 0");
            assertThat(world.names()).hasSize(3);

            Report plan = world.run(SyncRequest.PLAN);
            world.run(SyncRequest.SYNC.approving(plan.fingerprint()));
            assertThat(world.names()).hasSize(2);
        }
    }

    @Test
    void a_limit_of_100_sets_none() {
        try (PruningWorld world = PruningWorld.atOnce(100).withJobs(4)) {
            removeOneByOne(world, 0, 3);
            world.define("new", "New");
            world.run(SyncRequest.SYNC);
            world.remove("j3");
            world.run(SyncRequest.SYNC);

            assertThat(world.names()).containsExactly("New");
        }
    }

    @Test
    void a_job_whose_runs_are_active_is_counted_once_however_often_its_delete_is_put_off() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(10)) {
            long busy = world.id("J0");
            world.workspace.jobs().setActiveRuns(busy, 1);
            removeOneByOne(world, 0, 1);
            removeOneByOne(world, 1, 3);
            assertThat(world.names()).hasSize(8).contains("J0");

            Report refused = removeOneByOne(world, 3, 4);
            assertThat(refused.objections()).hasSize(1);
            world.workspace.jobs().setActiveRuns(busy, 0);
            world.run(SyncRequest.CHANGES);

            assertThat(world.names()).hasSize(7).contains("J3").doesNotContain("J0");
        }
    }

    @Test
    void a_run_that_dies_between_counting_and_deleting_has_used_the_limit_up_only_once() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(10)) {
            IntStream.range(0, 3).forEach(i -> world.remove("j" + i));
            // lock, coverage, files, state, holds, earlier deletes, listing, deletes to come
            assertThatThrownBy(() -> world.run(SyncRequest.SYNC, Death.at(9, false), world.stores.stores()))
                    .isInstanceOf(Death.Killed.class);
            assertThat(world.names()).hasSize(10);
            assertThat(new String(world.stores.read(DOCUMENT).orElseThrow().content(), StandardCharsets.UTF_8))
                    .contains(Set.of("J0", "J1", "J2").stream()
                            .map(name -> String.valueOf(world.id(name)))
                            .collect(Collectors.toSet()));

            Report next = world.run(SyncRequest.SYNC);

            assertThat(next.objections()).isEmpty();
            assertThat(world.names()).hasSize(7);
            assertThat(removeOneByOne(world, 3, 4).objections()).hasSize(1);
        }
    }

    @Test
    void nothing_is_deleted_that_could_not_be_counted_and_the_next_run_does_it() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(4)) {
            world.remove("j0");
            world.define("new", "New");

            Report report = world.run(SyncRequest.SYNC, writing(world, (path, write) -> {
                throw new StoreException("the container is read-only");
            }));

            assertThat(report.count(Result.APPLIED)).as("the rest is done").isEqualTo(1);
            assertThat(report.objections()).isEmpty();
            assertThat(report.stoppedEarly()).isFalse();
            assertThat(report.notes())
                    .singleElement()
                    .asString()
                    .startsWith("no job was deleted, because state/")
                    .endsWith(".prune.json was not written: the container is read-only");
            assertThat(world.names()).contains("J0", "New");

            assertThat(world.run(SyncRequest.SYNC).count(Action.DELETE)).isEqualTo(1);
            assertThat(world.names()).doesNotContain("J0");
        }
    }

    @Test
    void of_two_machines_that_delete_at_the_same_time_one_counts_and_the_other_waits() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(10)) {
            IntStream.range(0, 3).forEach(i -> world.remove("j" + i));

            Report late = world.run(SyncRequest.SYNC, writing(world, (path, write) -> {
                world.define("j0", "J0");
                world.define("j1", "J1");
                world.define("j2", "J2");
                IntStream.range(3, 6).forEach(i -> world.remove("j" + i));
                world.pass(Duration.ofSeconds(1));
                assertThat(world.run(SyncRequest.SYNC).count(Result.APPLIED)).isEqualTo(3);
                return write;
            }));

            assertThat(late.notes()).anyMatch(note -> note.contains("another run has written it"));
            assertThat(late.count(Result.APPLIED)).isZero();
            assertThat(world.names()).hasSize(7).contains("J0", "J1", "J2");
        }
    }

    private interface Write {
        boolean now();
    }

    /** Returns the stores, with something that happens before the record of deletes is written. */
    private static StateStore writing(PruningWorld world, BiFunction<String, Write, Write> before) {
        return new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                return world.stores.read(path);
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                Write write = () -> world.stores.write(path, content, replaces);
                return path.endsWith(DOCUMENT) ? before.apply(path, write).now() : write.now();
            }
        };
    }
}
