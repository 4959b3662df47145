package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A definition that gets another key and another name at once. */
class LookAlikeTest {

    private static PruningWorld moved(PruningWorld world) {
        world.withJobs(4).remove("j0");
        world.define("etl/zero", "Zero", "/j0");
        return world;
    }

    @ParameterizedTest(name = "changes only: {0}")
    @ValueSource(booleans = {false, true})
    void neither_the_new_job_is_made_nor_the_old_one_deleted_until_the_plan_is_approved(boolean changesOnly) {
        try (PruningWorld world = moved(PruningWorld.atOnce(30))) {
            Report refused = world.run(changesOnly ? SyncRequest.CHANGES : SyncRequest.SYNC);
            assertThat(refused.objections())
                    .singleElement()
                    .asString()
                    .startsWith("jobs/etl/zero.json is new and looks like jobs/j0.json, which is gone and whose job "
                            + world.id("J0") + " would be deleted.")
                    .contains("To keep the job, call it 'J0' in jobs/etl/zero.json for one run");
            assertThat(refused.count(Result.REFUSED)).isEqualTo(2);
            assertThat(world.names()).hasSize(4).contains("J0").doesNotContain("Zero");

            assertThat(world.approve(refused).objections()).isEmpty();
            assertThat(world.names()).hasSize(4).contains("Zero").doesNotContain("J0");
        }
    }

    @Test
    void the_way_to_keep_the_job_keeps_it() {
        try (PruningWorld world = moved(PruningWorld.atOnce(30))) {
            long id = world.id("J0");
            world.run(SyncRequest.SYNC);

            world.define("etl/zero", "J0", "/j0");
            world.run(SyncRequest.SYNC);
            world.define("etl/zero", "Zero", "/j0");
            world.run(SyncRequest.SYNC);

            assertThat(world.id("Zero")).isEqualTo(id);
            assertThat(world.names()).hasSize(4);
        }
    }

    @Test
    void a_job_that_waits_to_be_deleted_counts_and_an_approved_plan_lets_it_wait() {
        try (PruningWorld world = new PruningWorld(new RunPolicy(true, 30, Duration.ofHours(1)))) {
            world.withJobs(4).remove("j0");
            world.run(SyncRequest.CHANGES);
            world.pass(Duration.ofMinutes(10));
            world.define("zero", "Zero", "/j0");

            Report refused = world.run(SyncRequest.CHANGES);
            assertThat(refused.count(Result.REFUSED)).isEqualTo(1);
            assertThat(world.names()).doesNotContain("Zero");

            assertThat(refused.objections().get(0))
                    .contains("; if that is meant, approve it, which deletes no job before its time: sync --plan ");
            assertThat(world.approve(refused).objections()).isEmpty();
            assertThat(world.names()).hasSize(5).contains("Zero", "J0");

            world.pass(Duration.ofMinutes(50));
            assertThat(world.run(SyncRequest.SYNC).objections()).isEmpty();
            assertThat(world.names()).hasSize(4).contains("Zero").doesNotContain("J0");
        }
    }

    @Test
    void a_plan_that_deletes_at_once_is_approved_with_the_job_that_waits() {
        try (PruningWorld world = new PruningWorld(new RunPolicy(true, 30, Duration.ofHours(1)))) {
            world.withJobs(4).remove("j0");
            world.define("zero", "Zero", "/j0");
            Report plan = world.run(SyncRequest.PLAN.prune(true));
            assertThat(plan.objections().get(0)).endsWith(" approve it: sync --prune --plan " + plan.fingerprint());

            world.approve(plan);

            assertThat(world.names()).hasSize(4).contains("Zero").doesNotContain("J0");
        }
    }

    @Test
    void what_is_approved_is_what_the_plan_shows() {
        try (PruningWorld world = new PruningWorld(new RunPolicy(true, 30, Duration.ofHours(1)))) {
            world.withJobs(4).remove("j0");
            world.remove("j1");
            world.define("zero", "Zero", "/j0");
            Report plan = world.run(SyncRequest.PLAN);
            assertThat(plan.objections().get(0)).endsWith(": sync --plan " + plan.fingerprint());

            Report done = world.approve(plan);

            assertThat(done.count(Action.DELETE))
                    .isEqualTo(plan.count(Action.DELETE))
                    .isZero();
            assertThat(world.names()).contains("Zero", "J0", "J1");
        }
    }

    @Test
    void without_a_state_they_are_compared_with_what_the_workspace_shows() {
        try (PruningWorld world = moved(PruningWorld.atOnce(30))) {
            Report refused = world.run(SyncRequest.SYNC.prune(true), new InMemoryStores());

            assertThat(refused.objections()).singleElement().asString().contains("looks like jobs/j0.json");
            assertThat(world.names()).contains("J0").doesNotContain("Zero");
        }
    }

    @Test
    void another_setting_makes_them_two_jobs() {
        try (PruningWorld world = moved(PruningWorld.atOnce(30))) {
            world.define("etl/zero", "Zero", "/another");

            assertThat(world.run(SyncRequest.SYNC).objections()).isEmpty();

            assertThat(world.names()).contains("Zero").doesNotContain("J0");
        }
    }

    @Test
    void a_job_that_somebody_deleted_by_hand_is_made_again_whatever_it_looks_like() {
        try (PruningWorld world = PruningWorld.atOnce(30)) {
            world.define("twin", "Twin", "/j0");
            world.withJobs(4).workspace.jobs().delete(world.id("Twin"));
            world.remove("j0");

            assertThat(world.run(SyncRequest.SYNC).objections()).isEmpty();

            assertThat(world.names()).contains("Twin").doesNotContain("J0");
        }
    }

    @Test
    void where_nothing_is_deleted_a_new_job_is_made_whatever_it_looks_like() {
        try (PruningWorld world = moved(new PruningWorld(RunPolicy.DEFAULT))) {
            assertThat(world.run(SyncRequest.SYNC).count(Action.CREATE)).isEqualTo(1);

            assertThat(world.names()).contains("J0", "Zero");
        }
    }

    @Test
    void a_job_that_needs_the_id_of_a_new_one_waits_with_it() {
        try (PruningWorld world = moved(PruningWorld.atOnce(30))) {
            world.stores
                    .file("templates/caller.jinja2", """
                            {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "run_job_task": {"job_id": {{ job_ref('etl/zero') }}}}]}
                            """)
                    .file("jobs/caller.json", "{\"name\": \"Caller\", \"$template\": \"caller.jinja2\"}");

            Report refused = world.run(SyncRequest.SYNC);

            assertThat(refused.problems()).isEmpty();
            assertThat(refused.failed()).isFalse();
            assertThat(refused.count(Result.REFUSED)).isEqualTo(3);
        }
    }
}
