package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What runs do where they can't tell how many jobs were deleted before. */
class LostPruneRecordTest {

    private static final String DOCUMENT = ".prune.json";

    private static void assertWithheldFor24Hours(PruningWorld world, String why) {
        world.remove("j0");
        Report refused = world.run(SyncRequest.SYNC);
        assertThat(refused.objections())
                .singleElement()
                .asString()
                .startsWith("1 job would be deleted, and none may be until 2026-12-01T10:00Z, because state/")
                .contains(
                        why,
                        ", so nobody knows how many were deleted before; if that is meant, approve it: sync --plan ");
        world.pass(Duration.ofHours(24).minusSeconds(1));
        world.run(SyncRequest.SYNC);
        assertThat(world.names()).contains("J0");

        world.pass(Duration.ofSeconds(1));
        assertThat(world.run(SyncRequest.SYNC).objections()).isEmpty();
        assertThat(world.names()).doesNotContain("J0");
    }

    @Test
    void a_lost_record_withholds_deletes_for_24_hours() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(4)) {
            world.stores.withoutPruneRecord();

            assertWithheldFor24Hours(world, "was missing though there is a state");
        }
    }

    @Test
    void a_damaged_record_withholds_deletes_for_24_hours_and_is_kept_aside() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(4)) {
            damage(world);
            Report report = world.run(SyncRequest.SYNC);
            assertThat(report.notes())
                    .hasSize(2)
                    .anyMatch(note -> note.contains("is damaged, so deletes are withheld: it is no JSON"))
                    .anyMatch(note -> note.contains("the damaged document is kept as state/"));

            assertWithheldFor24Hours(world, "was damaged");
        }
    }

    private static void damage(PruningWorld world) {
        StoredState stored = world.stores.read(DOCUMENT).orElseThrow();
        assertThat(world.stores.write(DOCUMENT, "{".getBytes(StandardCharsets.UTF_8), stored.version()))
                .isTrue();
    }

    @Test
    void an_approved_plan_deletes_though_the_record_is_lost() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(4)) {
            world.stores.withoutPruneRecord();
            world.remove("j0");

            world.approve(world.run(SyncRequest.SYNC));

            assertThat(world.names()).doesNotContain("J0");
        }
    }

    @Test
    void a_dry_run_says_so_and_starts_no_window() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(4)) {
            world.stores.withoutPruneRecord();
            world.remove("j0");

            assertThat(world.run(SyncRequest.PLAN).objections()).hasSize(1);

            assertThat(world.stores.read(DOCUMENT)).isEmpty();
        }
    }

    @Test
    void without_a_state_there_was_nothing_to_lose() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(4)) {
            world.remove("j0");
            StateStore nothing = new InMemoryStores();

            Report report = world.run(SyncRequest.SYNC.prune(true), nothing);

            assertThat(report.count(Action.DELETE)).isEqualTo(1);
            assertThat(world.names()).doesNotContain("J0");
            assertThat(nothing.read(DOCUMENT)).isPresent();
        }
    }

    @Test
    void the_first_run_writes_the_record_though_it_prunes_nothing() {
        try (PruningWorld world = new PruningWorld(RunPolicy.DEFAULT).withJobs(1)) {
            assertThat(world.stores.read(DOCUMENT)).isPresent();
        }
    }

    @Test
    void a_record_that_can_t_be_read_withholds_the_deletes_of_this_run_and_is_left_as_it_is() {
        try (PruningWorld world = PruningWorld.atOnce(30).withJobs(4)) {
            world.remove("j0");
            StateStore failing = new StateStore() {
                @Override
                public Optional<StoredState> read(String path) {
                    if (path.endsWith(DOCUMENT)) {
                        throw new StoreException("the storage account is down");
                    }
                    return world.stores.read(path);
                }

                @Override
                public boolean write(String path, byte[] content, @Nullable String replaces) {
                    return world.stores.write(path, content, replaces);
                }
            };

            Report report = world.run(SyncRequest.SYNC, failing);

            assertThat(report.objections())
                    .singleElement()
                    .asString()
                    .contains("none may be in this run", "can't be read");
            assertThat(report.notes()).anyMatch(note -> note.contains("the storage account is down"));
            assertThat(world.run(SyncRequest.SYNC).objections()).isEmpty();
            assertThat(world.names()).doesNotContain("J0");
        }
    }
}
