package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.Verdict;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run did to jobs, undone in whole runs. */
class UndoRunTest extends WholeRunFixture {

    private static final String FIRST = "20261122T120001Z-000001";
    private static final String BAD = "20261122T120002Z-000002";
    private static final String UNDO = "20261122T120003Z-000003";

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }},
             {% if job.extra %}"max_concurrent_runs": 7, "tags": {"team": "x"},{% endif %}
             {% if job.acl %}"access_control_list": [{"user_name": "{{ job.acl }}", "permission_level": "CAN_VIEW"}],{% endif %}
             "schedule": {"quartz_cron_expression": "0 0 1 * * ?", "timezone_id": "UTC"},
             "tasks": [{"task_key": "main", "new_cluster": {"spark_version": "15.4.x-scala2.12", "node_type_id": "m",
               "num_workers": {{ job.workers or 1 }}}, "notebook_task": {"notebook_path": "/n"}}]}
            """;

    UndoRunTest() {
        super(TEMPLATE, new RunPolicy(true, 100, Duration.ZERO), Duration.ofSeconds(1));
    }

    private static SyncRequest undo(String run) {
        return SyncRequest.SYNC.over(new Scope.Undo(run, "ann")).as(UNDO).because("undo of run " + run);
    }

    private Report planned() {
        return run(undo(BAD).dryRun(true));
    }

    private Report undone() {
        return run(undo(BAD).approving(planned().fingerprint()));
    }

    private JobSettings shown(String name) {
        return Passes.client(workspace).named(name).get(0).settings();
    }

    @Test
    void the_plan_names_the_holds_of_others_that_it_writes_over() {
        badRun("");
        var unused = holds().hold(
                        A,
                        new Hold(Hold.From.PERSON, "bob", "its warehouse moves", now, now.plus(Duration.ofHours(1))),
                        now);

        assertThat(planned().notes())
                .singleElement()
                .asString()
                .contains("puts back held jobs, too", "a (held by bob", "its warehouse moves");
        undone();
        assertThat(planned().notes()).isEmpty();
    }

    @Test
    void what_was_undone_is_not_called_changed_by_hand_once_its_hold_has_ended() {
        badRun("");
        undone();
        var unused = holds().end(A, now);

        assertThat(of(run(SyncRequest.PLAN), A).change().differences())
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.reason()).doesNotStartWith("somebody"));
    }

    private Optional<Hold> hold(JobKey key) {
        return holds().read().holds().of(key);
    }

    /** Two jobs that a good run made, and a bad one changed. */
    private void badRun(String more) {
        define("a", 60);
        define("b", 60);
        run(SyncRequest.SYNC.as(FIRST));
        define("a", 120, more);
        define("b", 120, more);
        run(SyncRequest.SYNC.as(BAD));
    }

    @Test
    void an_update_is_put_back_and_held_until_somebody_ends_that() {
        define("a", 60);
        define("b", 60);
        run(SyncRequest.SYNC.as(FIRST));
        JobSettings before = shown("a");
        define("a", 120, ", \"extra\": true, \"workers\": 9");
        run(SyncRequest.SYNC.as(BAD));
        assertThat(timeout("a")).isEqualTo(120);

        Report plan = planned();
        assertThat(of(plan, A).result()).isEqualTo(Result.NOT_APPLIED);
        assertThat(of(plan, A).change().differences())
                .extracting(difference -> difference.path() + " " + difference.before() + " " + difference.after())
                .contains("timeout_seconds 120 60");
        assertThat(hold(A)).isEmpty();
        assertThat(timeout("a")).isEqualTo(120);

        Report report = run(undo(BAD).approving(plan.fingerprint()));

        assertThat(of(report, A).result()).isEqualTo(Result.APPLIED);
        assertThat(report.outcomes()).hasSize(1);
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.AS_DEFINED);
        assertThat(shown("a")).isEqualTo(before);
        assertThat(hold(A).orElseThrow().sentence())
                .isEqualTo("held by ann since 2026-11-22T12:00Z: undone: run " + BAD);
        assertThat(hold(B)).isEmpty();
        assertThat(stores.stores().reports().read(UNDO)).isPresent();

        assertThat(of(run(SyncRequest.SYNC), A).result()).isEqualTo(Result.HELD);
        assertThat(shown("a")).isEqualTo(before);
        assertThat(holds().end(A, now)).isPresent();
        assertThat(of(run(SyncRequest.SYNC), A).result()).isEqualTo(Result.APPLIED);
        assertThat(timeout("a")).isEqualTo(120);
    }

    @Test
    void once_the_definition_is_put_back_as_well_nothing_is_left_to_write() {
        badRun("");
        undone();
        define("a", 60);
        define("b", 60);

        assertThat(of(run(SyncRequest.SYNC), A).result()).isEqualTo(Result.UNCHANGED);
        assertThat(holds().end(A, now)).isPresent();
        Report report = run(SyncRequest.SYNC);

        assertThat(of(report, A).result()).isEqualTo(Result.UNCHANGED);
        assertThat(of(report, A).change().action()).isEqualTo(Action.NONE);
    }

    @Test
    void a_job_that_somebody_has_changed_since_is_left_alone_and_the_other_is_put_back() {
        badRun("");
        edit("a", job -> job.put("max_concurrent_runs", 5));

        Report report = undone();

        assertThat(of(report, A).result()).isEqualTo(Result.REFUSED);
        assertThat(of(report, A).change().reason())
                .isEqualTo("it was changed after run " + BAD + ", so it stays as it is: max_concurrent_runs");
        assertThat(timeout("a")).isEqualTo(120);
        assertThat(hold(A)).isEmpty();
        assertThat(timeout("b")).isEqualTo(60);
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.NOT_AS_DEFINED);
    }

    @Test
    void a_job_that_a_later_run_has_changed_again_is_left_alone() {
        badRun("");
        define("a", 120, ", \"workers\": 4");
        define("b", 180);
        run(SyncRequest.SYNC.as("20261122T120009Z-000009"));

        Report report = planned();

        assertThat(of(report, A).change().reason())
                .contains("changed after run")
                .contains("num_workers");
        assertThat(of(report, B).change().reason())
                .contains("changed after run")
                .contains("timeout_seconds");
        assertThat(report.hasChanges()).isFalse();
    }

    @Test
    void quiet_runs_in_between_and_what_operators_set_keep_nothing_from_being_undone() {
        badRun("");
        run(SyncRequest.SYNC.as("20261122T120008Z-000008"));
        edit("a", job -> ((ObjectNode) job.path("schedule")).put("pause_status", "PAUSED"));

        undone();

        assertThat(timeout("a")).isEqualTo(60);
        assertThat(job("a").at("/schedule/pause_status").asText()).isEqualTo("PAUSED");
    }

    @Test
    void a_field_that_the_definition_leaves_to_others_stays_as_they_have_set_it() {
        define("a", 60, ", \"$ignore\": [\"max_concurrent_runs\"]");
        run(SyncRequest.SYNC.as(FIRST));
        define("a", 120, ", \"$ignore\": [\"max_concurrent_runs\"]");
        run(SyncRequest.SYNC.as(BAD));
        edit("a", job -> job.put("max_concurrent_runs", 5));

        Report report = undone();

        assertThat(of(report, A).result()).as(of(report, A).change().reason()).isEqualTo(Result.APPLIED);
        assertThat(timeout("a")).isEqualTo(60);
        assertThat(job("a").path("max_concurrent_runs").asInt()).isEqualTo(5);
    }

    @Test
    void permissions_go_back_to_whoever_had_them_and_what_was_granted_since_stays() {
        define("a", 60, ", \"acl\": \"ann@example.com\"");
        run(SyncRequest.SYNC.as(FIRST));
        define("a", 60, ", \"acl\": \"bob@example.com\"");
        run(SyncRequest.SYNC.as(BAD));
        var client = Passes.client(workspace);
        long id = workspace.jobs().named("a").get(0).id();
        assertThat(client.permissions(id).own().list().toString())
                .contains("bob")
                .doesNotContain("ann");

        Report report = undone();

        assertThat(of(report, A).result()).as(of(report, A).change().reason()).isEqualTo(Result.APPLIED);
        assertThat(client.permissions(id).own().list().toString())
                .contains("ann")
                .doesNotContain("bob");
        assertThat(of(run(SyncRequest.SYNC), A).result()).isEqualTo(Result.HELD);
        assertThat(planned().hasChanges()).as("all of it is put back").isFalse();
    }

    @Test
    void a_job_that_the_run_made_is_deleted_while_it_has_never_run_and_is_as_it_was_made() {
        define("b", 60);
        run(SyncRequest.SYNC.as(FIRST));
        define("a", 60);
        run(SyncRequest.SYNC.as(BAD));

        Report report = undone();

        assertThat(of(report, A).change().action()).isEqualTo(Action.DELETE);
        assertThat(of(report, A).result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.jobs().named("a")).isEmpty();
        assertThat(of(run(SyncRequest.SYNC), A).result())
                .as("it is not made again")
                .isEqualTo(Result.HELD);
        assertThat(workspace.jobs().named("a")).isEmpty();
    }

    @Test
    void a_job_that_the_run_made_stays_once_somebody_has_changed_it() {
        define("a", 60);
        run(SyncRequest.SYNC.as(BAD));
        edit("a", job -> job.put("timeout_seconds", 61));

        Report report = undone();

        assertThat(of(report, A).result()).isEqualTo(Result.REFUSED);
        assertThat(of(report, A).change().reason()).contains("delete it by hand");
        assertThat(workspace.jobs().named("a")).hasSize(1);
    }

    @Test
    void a_job_that_the_run_deleted_does_not_come_back_and_the_plan_says_what_to_do() {
        define("a", 60);
        define("b", 60);
        run(SyncRequest.SYNC.as(FIRST));
        stores.remove("jobs/a.json");
        run(SyncRequest.SYNC.as(BAD));

        Report report = planned();

        assertThat(of(report, A).result()).isEqualTo(Result.REFUSED);
        assertThat(of(report, A).change().reason()).contains("bring jobs/a.json back");
        assertThat(workspace.jobs().named("a")).isEmpty();
    }

    @Test
    void an_adopted_job_is_nobodys_again() {
        long id = workspace
                .jobs()
                .put(
                        Passes.ROBOT.userName(),
                        JsonNodeFactory.instance.objectNode().put("name", "a").put("timeout_seconds", 5));
        define("a", 60, ", \"$adopt\": true");
        assertThat(of(run(SyncRequest.SYNC.as(BAD)), A).change().action()).isEqualTo(Action.ADOPT);

        Report report = undone();

        assertThat(of(report, A).result()).as(of(report, A).change().reason()).isEqualTo(Result.APPLIED);
        assertThat(job("a").path("timeout_seconds").asInt()).isEqualTo(5);
        assertThat(job("a").path("tags").isEmpty()).isTrue();
        assertThat(of(run(SyncRequest.SYNC), A).result()).isEqualTo(Result.HELD);
        assertThat(workspace.jobs().named("a").get(0).id()).isEqualTo(id);
    }

    @Test
    void a_plan_that_has_become_another_is_not_carried_out() {
        badRun("");
        String fingerprint = planned().fingerprint();
        edit("a", job -> job.put("max_concurrent_runs", 5));

        Report report = run(undo(BAD).approving(fingerprint));

        assertThat(report.objections()).singleElement().asString().contains("is not the approved one");
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.OTHER_PLAN);
        assertThat(timeout("b")).isEqualTo(120);
        assertThat(hold(B)).isEmpty();
    }

    @Test
    void jobs_that_could_not_be_held_are_not_written() {
        badRun("");
        String fingerprint = planned().fingerprint();
        Stores all = stores.stores();
        StateStore noHolds = new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                return stores.read(path);
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String version) {
                if (path.contains("holds")) {
                    throw new StoreException("the storage is down");
                }
                return stores.write(path, content, version);
            }
        };

        assertThatThrownBy(() -> run(
                        undo(BAD).approving(fingerprint),
                        new Stores(all.definitions(), all.lock(), noHolds, all.reports())))
                .isInstanceOf(StoreException.class);

        assertThat(timeout("a")).isEqualTo(120);
        assertThat(timeout("b")).isEqualTo(120);
    }

    @Test
    void many_jobs_are_read_with_a_listing_and_none_of_them_twice() {
        int many = 250;
        for (int job = 0; job < many; job++) {
            define("j" + job, 60);
        }
        run(SyncRequest.SYNC.as(FIRST));
        for (int job = 0; job < many; job++) {
            define("j" + job, 120);
        }
        run(SyncRequest.SYNC.as(BAD));

        Report plan = planned();
        assertThat(plan.calls()).isEqualTo(3);
        Report report = run(undo(BAD).approving(plan.fingerprint()));

        assertThat(report.calls()).as("two listings, and a write each").isEqualTo(3 + many + 3);
        assertThat(report.count(Result.APPLIED)).isEqualTo(many);
    }

    @Test
    void many_jobs_that_are_gone_cost_another_listing_and_no_call_each() {
        for (int job = 0; job < 120; job++) {
            define("j" + job, 60);
        }
        run(SyncRequest.SYNC.as(BAD));
        workspace.jobs().all().forEach(job -> workspace.jobs().delete(job.id()));

        Report plan = planned();

        assertThat(plan.calls()).isEqualTo(2);
        assertThat(plan.outcomes())
                .hasSize(120)
                .allSatisfy(outcome -> assertThat(outcome.change().reason()).contains("it is gone already"));
    }

    @Test
    void many_jobs_of_which_the_listing_skips_one_are_all_put_back() {
        for (int job = 0; job < 5; job++) {
            define("j" + job, 60);
        }
        run(SyncRequest.SYNC.as(FIRST));
        for (int job = 0; job < 5; job++) {
            define("j" + job, 120);
        }
        run(SyncRequest.SYNC.as(BAD));
        workspace
                .faults()
                .onNext(Operation.LIST, Fault.entrySkipped(stored("j3").id()));

        assertThat(planned().count(Result.NOT_APPLIED)).isEqualTo(5);
    }

    @Test
    void an_undo_that_is_killed_at_any_call_leaves_no_job_unheld_that_it_wrote_and_goes_on_under_its_fingerprint() {
        badRun(", \"acl\": \"ann@example.com\"");
        String fingerprint = planned().fingerprint();
        int calls = 0;
        while (timeout("a") == 120 || timeout("b") == 120) {
            calls++;
            assertThat(calls).isLessThan(60);
            Death death = Death.at(calls, true);
            try {
                var unused = killed(undo(BAD).approving(fingerprint), death);
            } catch (Death.Killed expected) {
                // as after kill -9
            }
            assertThat(timeout("a") == 120 || hold(A).isPresent()).isTrue();
            assertThat(timeout("b") == 120 || hold(B).isPresent()).isTrue();
            run(SyncRequest.SYNC.as("20261122T13" + String.format("%04d", calls) + "Z-00000a"));
        }
        Report report = run(undo(BAD).approving(fingerprint));

        assertThat(report.objections()).isEmpty();
        assertThat(report.failures()).isZero();
    }

    @Test
    void where_people_apply_plans_what_was_undone_waits_for_one_once_its_hold_has_ended() {
        badRun("");
        undone();
        assertThat(of(manual(), A).result()).isEqualTo(Result.HELD);
        assertThat(holds().end(A, now)).isPresent();

        Report report = manual();

        assertThat(of(report, A).result()).isEqualTo(Result.WAITING);
        assertThat(of(report, B).result()).isEqualTo(Result.HELD);
        assertThat(timeout("a")).isEqualTo(60);
    }

    /** A run where only people apply plans. */
    private Report manual() {
        return run(SyncRequest.SYNC, stores.stores(), new RunPolicy(true, 100, 100, true, Duration.ZERO, 90));
    }

    @Test
    void a_job_that_the_run_made_and_somebody_has_deleted_since_is_held_so_that_no_run_makes_it_again() {
        define("b", 60);
        run(SyncRequest.SYNC.as(FIRST));
        define("a", 60);
        run(SyncRequest.SYNC.as(BAD));
        workspace.jobs().delete(workspace.jobs().named("a").get(0).id());

        Report report = undone();

        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.AS_DEFINED);
        assertThat(of(report, A).result()).isEqualTo(Result.UNCHANGED);
        assertThat(of(report, A).change().reason()).isEqualTo("run " + BAD + " made it; it is gone already");
        assertThat(of(run(SyncRequest.SYNC), A).result()).isEqualTo(Result.HELD);
        assertThat(workspace.jobs().named("a")).isEmpty();
        assertThat(holds().end(A, now)).isPresent();
        assertThat(of(manual(), A).result()).isEqualTo(Result.WAITING);
    }

    @Test
    void an_undo_that_is_killed_at_any_call_goes_on_though_it_has_deleted_what_the_run_made() {
        define("b", 60);
        run(SyncRequest.SYNC.as(FIRST));
        define("a", 60);
        define("b", 120);
        run(SyncRequest.SYNC.as(BAD));
        String fingerprint = planned().fingerprint();

        Report report = killedUntilDone(() -> fingerprint);

        assertThat(report.objections()).isEmpty();
        assertThat(report.failures()).isZero();
        assertThat(workspace.jobs().named("a")).isEmpty();
        assertThat(timeout("b")).isEqualTo(60);
    }

    @Test
    void an_adopted_job_is_nobodys_again_though_the_undo_was_killed_at_any_call() {
        workspace
                .jobs()
                .put(
                        Passes.ROBOT.userName(),
                        JsonNodeFactory.instance.objectNode().put("name", "a").put("timeout_seconds", 5));
        define("b", 60);
        define("a", 60, ", \"$adopt\": true");
        run(SyncRequest.SYNC.as(BAD));

        var unused = killedUntilDone(() -> planned().fingerprint());

        assertThat(job("a").path("tags").isEmpty()).isTrue();
        assertThat(of(manual(), A).result()).isEqualTo(Result.HELD);
        assertThat(holds().end(A, now)).isPresent();
        assertThat(of(manual(), A).change().action()).isEqualTo(Action.ADOPT);
        assertThat(of(manual(), A).result()).isEqualTo(Result.WAITING);
    }

    /** Kills an undo at its first call, then one at its second, and so on, until one ends. */
    private Report killedUntilDone(Supplier<String> fingerprint) {
        for (int calls = 1; calls < 60; calls++) {
            try {
                return killed(undo(BAD).approving(fingerprint.get()), Death.at(calls, true));
            } catch (Death.Killed expected) {
                // as after kill -9
            }
        }
        throw new AssertionError("it does not end");
    }
}
