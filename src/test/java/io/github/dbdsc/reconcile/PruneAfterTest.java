package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job stays for some time once its definition is gone. */
class PruneAfterTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final PruningWorld world = new PruningWorld(new RunPolicy(true, 30, HOUR));

    @BeforeEach
    void jobs() {
        world.withJobs(4);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static String reason(Report report, String key) {
        return report.outcomes().stream()
                .map(outcome -> outcome.change())
                .filter(change -> change.key().value().equals(key))
                .map(Change::reason)
                .findFirst()
                .orElse("");
    }

    @Test
    void a_job_is_deleted_exactly_when_its_time_is_over_and_reports_say_when() {
        world.remove("j0");
        Report noticed = world.run(SyncRequest.CHANGES);
        String when = "jobs/j0.json is gone since 2026-11-30T10:00Z; the job is deleted by the first run after"
                + " 2026-11-30T11:00Z, see PRUNE_AFTER";
        assertThat(reason(noticed, "j0")).isEqualTo(when);

        world.pass(HOUR.minusSeconds(1));
        assertThat(reason(world.run(SyncRequest.SYNC), "j0")).isEqualTo(when);
        assertThat(new JobStatusBoard(world.stores, Passes.TARGET)
                        .read()
                        .document()
                        .toString())
                .contains(when);
        assertThat(world.names()).contains("J0");

        world.pass(Duration.ofSeconds(1));
        assertThat(world.run(SyncRequest.SYNC).count(Action.DELETE)).isEqualTo(1);
        assertThat(world.names()).doesNotContain("J0");
    }

    @Test
    void an_event_looks_at_an_orphan_once_until_it_is_due() {
        world.remove("j0");
        assertThat(world.run(SyncRequest.CHANGES).calls()).isEqualTo(1);

        assertThat(world.run(SyncRequest.CHANGES).calls()).isZero();

        world.pass(HOUR);
        assertThat(world.run(SyncRequest.CHANGES).count(Action.DELETE)).isEqualTo(1);
    }

    @Test
    void a_definition_that_comes_back_in_time_keeps_its_job() {
        long id = world.id("J0");
        world.remove("j0");
        world.run(SyncRequest.CHANGES);
        world.pass(Duration.ofMinutes(59));
        world.define("j0", "J0");
        world.run(SyncRequest.CHANGES);
        world.pass(HOUR);

        world.run(SyncRequest.SYNC);

        assertThat(world.id("J0")).isEqualTo(id);
    }

    @Test
    void a_definition_that_comes_back_under_another_key_with_the_same_name_keeps_its_job() {
        long id = world.id("J0");
        world.remove("j0");
        world.run(SyncRequest.CHANGES);
        world.pass(Duration.ofMinutes(59));
        world.define("elsewhere", "J0", "/j0");
        world.run(SyncRequest.CHANGES);
        world.pass(HOUR);

        world.run(SyncRequest.SYNC);

        assertThat(world.names()).hasSize(4);
        assertThat(world.id("J0")).isEqualTo(id);
    }

    @Test
    void a_definition_that_came_back_and_goes_again_gets_its_whole_time_again() {
        world.remove("j0");
        world.run(SyncRequest.CHANGES);
        world.pass(Duration.ofMinutes(59));
        world.define("j0", "J0");
        assertThat(world.run(SyncRequest.CHANGES).calls()).isZero();
        world.pass(Duration.ofMinutes(30));
        world.remove("j0");
        world.run(SyncRequest.CHANGES);

        world.pass(Duration.ofMinutes(59));
        world.run(SyncRequest.SYNC);
        assertThat(world.names()).contains("J0");

        world.pass(Duration.ofMinutes(1));
        world.run(SyncRequest.SYNC);
        assertThat(world.names()).doesNotContain("J0");
    }

    @Test
    void where_nothing_is_kept_between_runs_no_time_is_promised() {
        world.remove("j0");
        InMemoryStores kept = new InMemoryStores();
        String conditional = "jobs/j0.json is gone since 2026-11-30T10:00Z; the job is deleted by the first run after"
                + " 2026-11-30T11:00Z, but only where the state is kept between runs, and here is none; see PRUNE_AFTER";

        assertThat(reason(world.run(SyncRequest.PLAN, new InMemoryStores()), "j0"))
                .isEqualTo(conditional);
        assertThat(reason(world.run(SyncRequest.SYNC, kept), "j0")).isEqualTo(conditional);

        assertThat(reason(world.run(SyncRequest.SYNC, kept), "j0"))
                .endsWith("; the job is deleted by the first run after 2026-11-30T11:00Z, see PRUNE_AFTER");
        world.pass(HOUR);
        world.run(SyncRequest.SYNC, kept);
        assertThat(world.names()).doesNotContain("J0");
    }

    @Test
    void an_explicit_prune_deletes_at_once() {
        world.remove("j0");

        assertThat(world.run(SyncRequest.SYNC.prune(true)).count(Action.DELETE)).isEqualTo(1);

        assertThat(world.names()).doesNotContain("J0");
    }

    @Test
    void an_explicit_prune_without_a_state_deletes_at_once_within_the_limit() {
        world.remove("j0");
        assertThat(world.run(SyncRequest.SYNC.prune(true), new InMemoryStores()).count(Action.DELETE))
                .isEqualTo(1);
        world.remove("j1");
        world.remove("j2");

        Report refused = world.run(SyncRequest.SYNC.prune(true), new InMemoryStores());

        assertThat(refused.objections()).singleElement().asString().contains("2 of 3 jobs");
    }

    @Test
    void the_time_starts_again_when_the_record_is_lost() {
        world.remove("j0");
        world.run(SyncRequest.SYNC);
        world.pass(Duration.ofMinutes(59));
        world.stores.withoutPruneRecord();

        assertThat(reason(world.run(SyncRequest.SYNC), "j0")).contains("gone since 2026-11-30T10:59Z");
    }

    @Test
    void a_dry_run_notices_nothing() {
        world.remove("j0");
        world.run(SyncRequest.PLAN);
        world.pass(Duration.ofMinutes(30));

        assertThat(reason(world.run(SyncRequest.SYNC), "j0")).contains("gone since 2026-11-30T10:30Z");
    }

    @Test
    void the_time_does_not_run_while_the_container_is_empty() {
        for (int i = 0; i < 4; i++) {
            world.remove("j" + i);
            world.run(SyncRequest.CHANGES);
        }
        world.pass(HOUR.multipliedBy(2));
        world.define("j3", "J3");

        Report report = world.run(SyncRequest.CHANGES);

        assertThat(report.count(Action.DELETE)).isZero();
        assertThat(reason(report, "j0")).contains("gone since 2026-11-30T12:00Z");
    }

    @Test
    void the_command_in_a_refusal_deletes_what_is_due_and_lets_the_others_wait() {
        world.remove("j0");
        world.remove("j1");
        world.run(SyncRequest.SYNC);
        world.pass(HOUR);
        world.remove("j2");
        Report refused = world.run(SyncRequest.SYNC);

        Report done = world.approve(refused);

        assertThat(done.objections()).isEmpty();
        assertThat(world.names()).containsExactlyInAnyOrder("J2", "J3");
    }

    @Test
    void a_job_that_becomes_due_between_plan_and_approval_makes_it_another_plan() {
        world.remove("j0");
        world.remove("j1");
        world.run(SyncRequest.SYNC);
        world.pass(HOUR.minusMinutes(1));
        world.remove("j2");
        world.run(SyncRequest.SYNC);
        world.pass(Duration.ofMinutes(1));
        Report refused = world.run(SyncRequest.SYNC);
        world.pass(HOUR);

        assertThat(world.approve(refused).objections())
                .singleElement()
                .asString()
                .contains("is not the approved one");
        assertThat(world.names()).hasSize(4);
    }
}
