package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Setting {@code APPLY=manual} where calls fail, processes die, and jobs and definitions do what nobody expects. */
class ManualFaultsTest extends WholeRunFixture {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }},
             {% if job.access %}"access_control_list": {{ job.access | jsonify }},{% endif %}
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
            """;
    private static final String VIEW = ", \"access\": [{\"group_name\": \"g\", \"permission_level\": \"CAN_VIEW\"}]";

    ManualFaultsTest() {
        super(TEMPLATE, new RunPolicy(true, 100, 100, true, Duration.ZERO, 90), Duration.ofMinutes(1));
    }

    @BeforeEach
    void twoJobsThatSomebodyApplied() {
        define("a", 60);
        define("b", 60);
        apply();
    }

    private Report apply() {
        return run(SyncRequest.SYNC.approving(run(SyncRequest.PLAN).fingerprint()));
    }

    private void edit(String name) {
        edit(name, job -> job.put("timeout_seconds", 7));
    }

    private static List<Result> results(Report report, JobKey key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().equals(key))
                .map(Outcome::result)
                .toList();
    }

    private void assertQuiet() {
        workspace.calls().reset();
        run(SyncRequest.SYNC);
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void a_put_back_that_fails_is_tried_again_and_brings_nothing_of_the_new_definition() {
        define("a", 120);
        define("b", 120);
        String waiting = run(SyncRequest.SYNC).fingerprint();
        edit("a");
        edit("b");
        workspace.faults().onNext(Operation.RESET, Fault.refused(400, "INVALID_PARAMETER_VALUE"));

        Report report = run(SyncRequest.SYNC);

        assertThat(results(report, A)).containsExactly(Result.FAILED, Result.WAITING);
        assertThat(results(report, B)).containsExactly(Result.APPLIED, Result.WAITING);
        assertThat(List.of(timeout("a"), timeout("b"))).containsExactly(7, 60);
        Report again = run(SyncRequest.CHANGES);
        assertThat(List.of(timeout("a"), timeout("b"))).containsExactly(60, 60);
        assertThat(again.fingerprint()).isEqualTo(waiting);
        assertQuiet();
        assertThat(run(SyncRequest.SYNC.approving(waiting)).count(Result.APPLIED))
                .isEqualTo(2);
    }

    @Test
    void permissions_that_could_not_be_put_back_are_put_back_by_the_next_run() {
        define("a", 60, VIEW);
        apply();
        long id = stored("a").id();
        define("a", 120, VIEW.replace("VIEW", "MANAGE_RUN"));
        String waiting = run(SyncRequest.SYNC).fingerprint();
        edit("a");
        workspace.jobs().setGrants(id, List.of(new Grant("user_name", Passes.ROBOT.userName(), "IS_OWNER")));
        workspace.faults().onNext(Operation.SET_PERMISSIONS, Fault.refused(403, "PERMISSION_DENIED"));

        assertThat(results(run(SyncRequest.SYNC), A)).contains(Result.FAILED);
        assertThat(timeout("a")).isEqualTo(60);
        Report again = run(SyncRequest.SYNC);

        assertThat(results(again, A)).containsExactly(Result.APPLIED, Result.WAITING);
        assertThat(stored("a").grants()).extracting(Grant::level).contains("CAN_VIEW");
        assertThat(again.fingerprint()).isEqualTo(waiting);
        assertQuiet();
    }

    @Test
    void a_run_that_is_killed_at_any_call_while_it_puts_back_applies_nothing_that_waits() {
        define("a", 120);
        String waiting = run(SyncRequest.SYNC).fingerprint();
        for (boolean afterEffect : List.of(true, false)) {
            for (int call = 1; call < 40; call++) {
                edit("a");
                try {
                    var unused = killed(SyncRequest.SYNC, Death.at(call, afterEffect));
                } catch (Death.Killed expected) {
                    // as after kill -9
                }
                assertThat(timeout("a")).as("call %d", call).isIn(7, 60);

                Report next = run(SyncRequest.SYNC);

                assertThat(timeout("a")).as("call %d", call).isEqualTo(60);
                assertThat(next.fingerprint()).as("call %d", call).isEqualTo(waiting);
            }
        }
        assertQuiet();
    }

    @Test
    void a_run_that_is_killed_at_any_call_while_it_makes_a_job_again_leaves_one_job_and_nothing_new() {
        for (int call = 1; call < 40; call++) {
            define("a", 60);
            apply();
            define("a", 120);
            run(SyncRequest.SYNC);
            workspace.jobs().delete(stored("a").id());
            try {
                var unused = killed(SyncRequest.SYNC, Death.at(call, true));
            } catch (Death.Killed expected) {
                // as after kill -9
            }

            run(SyncRequest.SYNC);
            Report next = run(SyncRequest.SYNC);

            assertThat(workspace.jobs().named("a")).as("call %d", call).hasSize(1);
            assertThat(timeout("a")).as("call %d", call).isEqualTo(60);
            assertThat(results(next, A)).as("call %d", call).containsExactly(Result.WAITING);
        }
    }

    @Test
    void an_approved_run_that_is_killed_at_any_call_leaves_nothing_that_later_runs_take_for_approved_wrongly() {
        for (int call = 1; call < 40; call++) {
            define("a", 60);
            apply();
            define("a", 120);
            String waiting = run(SyncRequest.SYNC).fingerprint();
            try {
                var unused = killed(SyncRequest.SYNC.approving(waiting), Death.at(call, true));
            } catch (Death.Killed expected) {
                // as after kill -9
            }
            int left = timeout("a");
            if (call % 2 == 0) {
                run(SyncRequest.SYNC);
                assertThat(timeout("a")).as("call %d", call).isEqualTo(left);
            }
            define("a", 180);

            run(SyncRequest.SYNC);

            assertThat(timeout("a"))
                    .as("call %d: what was approved, or what came before it", call)
                    .isIn(60, left);
        }
    }

    @Test
    void a_definition_that_goes_back_to_what_was_applied_takes_its_plan_away() {
        define("a", 120);
        String waiting = run(SyncRequest.SYNC).fingerprint();
        edit("a");
        define("a", 60);

        Report report = run(SyncRequest.SYNC.approving(waiting));

        assertThat(report.objections()).singleElement().asString().contains("is not the approved one");
        assertThat(timeout("a")).as("nothing is done").isEqualTo(7);
        Report next = run(SyncRequest.SYNC);
        assertThat(results(next, A)).containsExactly(Result.APPLIED);
        assertThat(next.pending()).isNull();
        assertThat(timeout("a")).isEqualTo(60);
        assertQuiet();
    }

    @Test
    void a_job_whose_delete_waits_keeps_what_was_done_by_hand_and_its_plan() {
        stores.remove("jobs/b.json");
        String waiting = run(SyncRequest.SYNC).fingerprint();
        edit("b");

        Report report = run(SyncRequest.SYNC);

        assertThat(results(report, B)).containsExactly(Result.WAITING);
        assertThat(timeout("b")).isEqualTo(7);
        assertThat(report.fingerprint()).isEqualTo(waiting);
        assertQuiet();
        run(SyncRequest.SYNC.approving(waiting));
        assertThat(workspace.jobs().named("b")).isEmpty();
    }

    @Test
    void a_job_whose_delete_waits_and_that_is_deleted_by_hand_is_not_made_again() {
        stores.remove("jobs/b.json");
        run(SyncRequest.SYNC);
        workspace.jobs().delete(stored("b").id());

        Report report = run(SyncRequest.SYNC);

        assertThat(report.pending()).isNull();
        assertThat(workspace.jobs().named("b")).isEmpty();
        define("b", 60);
        assertThat(results(run(SyncRequest.SYNC), B)).containsExactly(Result.WAITING);
    }

    @Test
    void a_moved_and_changed_definition_waits_while_its_job_is_put_back_under_its_old_key() {
        stores.remove("jobs/a.json");
        stores.file("jobs/z.json", "{\"name\": \"a\", \"timeout\": 120}");
        String waiting = run(SyncRequest.SYNC).fingerprint();
        long id = stored("a").id();
        for (int i = 0; i < 2; i++) {
            edit("a");
            Report report = run(SyncRequest.SYNC);
            assertThat(timeout("a")).isEqualTo(60);
            assertThat(report.fingerprint()).isEqualTo(waiting);
        }
        assertQuiet();

        run(SyncRequest.SYNC.approving(waiting));

        assertThat(stored("a").id()).isEqualTo(id);
        assertThat(timeout("a")).isEqualTo(120);
        assertQuiet();
    }

    @Test
    void a_job_of_a_moved_definition_that_is_deleted_by_hand_is_made_once() {
        stores.remove("jobs/a.json");
        stores.file("jobs/z.json", "{\"name\": \"a\", \"timeout\": 120}");
        run(SyncRequest.SYNC);
        workspace.jobs().delete(stored("a").id());

        run(SyncRequest.SYNC);
        apply();

        assertThat(workspace.jobs().named("a")).hasSize(1);
        assertThat(timeout("a")).isEqualTo(120);
        assertQuiet();
    }

    @Test
    void a_renamed_job_is_put_back_under_the_name_that_it_has() {
        stores.file("jobs/a.json", "{\"name\": \"A2\", \"timeout\": 60}");
        String waiting = run(SyncRequest.SYNC).fingerprint();
        edit("a");

        Report report = run(SyncRequest.SYNC);

        assertThat(timeout("a")).isEqualTo(60);
        assertThat(report.fingerprint()).isEqualTo(waiting);
        run(SyncRequest.SYNC.approving(waiting));
        assertThat(workspace.jobs().named("A2")).hasSize(1);
        assertQuiet();
    }

    @Test
    void a_field_that_is_left_to_others_is_neither_put_back_nor_part_of_what_waits() {
        define("a", 60, ", \"$ignore\": [\"max_concurrent_runs\"]");
        apply();
        define("a", 120, ", \"$ignore\": [\"max_concurrent_runs\"]");
        String waiting = run(SyncRequest.SYNC).fingerprint();
        edit("a", job -> job.put("max_concurrent_runs", 5).put("timeout_seconds", 7));

        Report report = run(SyncRequest.SYNC);

        assertThat(timeout("a")).isEqualTo(60);
        assertThat(job("a").path("max_concurrent_runs").asInt()).isEqualTo(5);
        assertThat(report.fingerprint()).isEqualTo(waiting);
        run(SyncRequest.SYNC.approving(waiting));
        assertThat(timeout("a")).isEqualTo(120);
        assertThat(job("a").path("max_concurrent_runs").asInt()).isEqualTo(5);
        assertQuiet();
    }

    @Test
    void a_field_is_put_back_until_a_plan_is_applied_that_leaves_it_to_others() {
        define("a", 120, ", \"$ignore\": [\"max_concurrent_runs\"]");
        String waiting = run(SyncRequest.SYNC).fingerprint();
        edit("a", job -> job.put("max_concurrent_runs", 5));

        run(SyncRequest.SYNC);

        assertThat(job("a").path("max_concurrent_runs").asInt(1)).isEqualTo(1);
        run(SyncRequest.SYNC.approving(waiting));
        edit("a", job -> job.put("max_concurrent_runs", 5));
        run(SyncRequest.SYNC);
        assertThat(timeout("a")).isEqualTo(120);
        assertThat(job("a").path("max_concurrent_runs").asInt()).isEqualTo(5);
        assertQuiet();
    }

    @Test
    void a_definition_that_only_leaves_a_field_to_others_needs_no_write_and_so_counts_as_applied() {
        define("a", 60, ", \"$ignore\": [\"timeout_seconds\"]");

        assertThat(run(SyncRequest.SYNC).pending()).isNull();
        edit("a");
        run(SyncRequest.SYNC);

        assertThat(timeout("a")).isEqualTo(7);
        assertQuiet();
    }

    @Test
    void the_twin_of_a_job_waits_to_be_removed_while_the_job_is_put_back() {
        StoredJob first = stored("a");
        long twin =
                workspace.jobs().put(Passes.ROBOT.userName(), first.settings().deepCopy());
        define("a", 120);
        String waiting = run(SyncRequest.SYNC).fingerprint();
        workspace.jobs().edit(first.id(), job -> job.put("timeout_seconds", 7));

        Report report = run(SyncRequest.SYNC);

        assertThat(workspace.jobs().find(first.id()).orElseThrow().settings().path("timeout_seconds"))
                .hasToString("60");
        assertThat(workspace.jobs().find(twin)).isPresent();
        assertThat(results(report, A)).contains(Result.APPLIED, Result.WAITING);
        assertThat(run(SyncRequest.SYNC).fingerprint())
                .as("while one of them is another, it is taken for a copy")
                .isEqualTo(waiting);
        assertQuiet();
        run(SyncRequest.SYNC.approving(waiting));
        assertThat(workspace.jobs().named("a")).extracting(StoredJob::id).containsExactly(first.id());
        assertThat(timeout("a")).isEqualTo(120);
    }

    @Test
    void a_job_of_somebody_else_with_the_name_of_one_that_was_deleted_by_hand_is_left_alone() {
        long id = stored("a").id();
        var copy = stored("a").settings().deepCopy();
        copy.remove("tags");
        workspace.jobs().delete(id);
        long other = workspace.jobs().put("ann@example.com", copy.put("timeout_seconds", 7));
        define("a", 120);

        run(SyncRequest.SYNC);
        run(SyncRequest.SYNC);

        assertThat(workspace.jobs().find(other).orElseThrow().settings().path("timeout_seconds"))
                .hasToString("7");
    }

    /**
     * Definitions, jobs and approvals at random, with processes that die. Whatever happens, a run by itself leaves a job as
     * it was or as somebody approved it.
     */
    @Test
    void runs_by_themselves_bring_a_job_nowhere_but_to_what_was_approved() {
        for (long seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed);
            Map<String, Set<Integer>> approved = new HashMap<>();
            define("a", 60);
            define("b", 60);
            apply();
            List.of("a", "b").forEach(name -> approved.put(name, Set.of(60)));
            String waiting = "0".repeat(64);
            Map<String, Integer> defined = new HashMap<>(Map.of("a", 60, "b", 60));
            for (int step = 0; step < 40; step++) {
                String name = random.nextBoolean() ? "a" : "b";
                int other = name.equals("a") ? 7 : 8;
                switch (random.nextInt(7)) {
                    case 0, 1 -> {
                        int timeout = 60 * (1 + random.nextInt(4));
                        defined.put(name, timeout);
                        define(name, timeout);
                    }
                    case 2 -> edit(name, job -> job.put("timeout_seconds", other));
                    case 3 -> {
                        try {
                            var unused =
                                    killed(SyncRequest.SYNC, Death.at(1 + random.nextInt(25), random.nextBoolean()));
                        } catch (Death.Killed expected) {
                            // as after kill -9
                        }
                    }
                    case 4 -> {
                        Report applied = run(SyncRequest.SYNC.approving(waiting));
                        if (applied.objections().isEmpty()) {
                            defined.forEach((key, timeout) -> approved.put(key, Set.of(timeout)));
                        }
                    }
                    default -> {
                        waiting = run(SyncRequest.SYNC).fingerprint();
                        for (String key : List.of("a", "b")) {
                            assertThat(approved.get(key))
                                    .as("seed %d, step %d, job %s", seed, step, key)
                                    .contains(timeout(key));
                        }
                    }
                }
                for (String key : List.of("a", "b")) {
                    Set<Integer> possible = new HashSet<>(approved.get(key));
                    possible.addAll(List.of(7, 8));
                    assertThat(possible)
                            .as("seed %d, step %d, job %s", seed, step, key)
                            .contains(timeout(key));
                }
            }
        }
    }
}
