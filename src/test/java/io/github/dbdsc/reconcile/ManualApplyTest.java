package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.notice.Notice;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.PendingPlan;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.report.Verdict;
import io.github.dbdsc.state.TargetHolds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Setting {@code APPLY=manual}, in whole runs: with {@code PRUNE=on}, and at most half of the jobs updated at once. */
class ManualApplyTest {

    private static final JobKey A = new JobKey("a");
    private static final JobKey B = new JobKey("b");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }},
             {% if job.access %}"access_control_list": {{ job.access | jsonify }},{% endif %}
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}
             {% if job.runs %}, {"task_key": "next", "run_job_task": {"job_id": "{{ job_ref(job.runs) }}"}}{% endif %}]}
            """);
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @BeforeEach
    void twoJobsThatSomebodyApplied() {
        define("a", 60, "");
        define("b", 60, "");
        apply();
        assertThat(workspace.jobs().all()).hasSize(2);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void define(String key, int timeout, String more) {
        stores.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\", \"timeout\": " + timeout + more + "}");
    }

    private Report run(SyncRequest request) {
        now = now.plusSeconds(60);
        return Passes.with(new RunPolicy(true, 100, 50, true, Duration.ZERO, 90))
                .at(Clock.fixed(now, ZoneOffset.UTC), pause -> {})
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    private Report apply() {
        return run(SyncRequest.SYNC.approving(run(SyncRequest.PLAN).fingerprint()));
    }

    private Optional<PendingPlan> pending(Report report) {
        return Optional.ofNullable(report.pending());
    }

    private ObjectNode board() {
        return new JobStatusBoard(stores, Passes.TARGET).read().document();
    }

    private int timeout(String name) {
        return workspace
                .jobs()
                .named(name)
                .get(0)
                .settings()
                .path("timeout_seconds")
                .asInt();
    }

    private void edit(String name) {
        workspace.jobs().edit(workspace.jobs().named(name).get(0).id(), job -> job.put("timeout_seconds", 7));
    }

    private static Result resultOf(Report report, JobKey key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().equals(key))
                .findFirst()
                .orElseThrow()
                .result();
    }

    @Test
    void what_is_new_waits_until_somebody_applies_exactly_that_plan() {
        define("a", 120, "");
        stores.remove("jobs/b.json");
        define("c", 60, "");

        Report waiting = run(SyncRequest.CHANGES);

        assertThat(waiting.count(Result.WAITING)).isEqualTo(3);
        assertThat(waiting.count(Result.APPLIED)).isZero();
        assertThat(waiting.objections()).isEmpty();
        assertThat(waiting.stoppedEarly()).isFalse();
        assertThat(RunStatus.of(waiting)).isEqualTo(RunStatus.OK);
        assertThat(Verdict.of(ReportJson.of(waiting, false))).isEqualTo(Verdict.AS_DEFINED);
        assertThat(waiting.counts()).containsEntry("waiting", 3L);
        assertThat(waiting.notes())
                .containsExactly("3 changes wait until somebody applies the plan (APPLY=manual): sync --plan "
                        + waiting.fingerprint());
        assertThat(timeout("a")).isEqualTo(60);
        assertThat(workspace.jobs().all()).hasSize(2);

        Report applied = run(SyncRequest.SYNC.approving(waiting.fingerprint()));

        assertThat(applied.count(Result.APPLIED)).isEqualTo(3);
        assertThat(timeout("a")).isEqualTo(120);
        assertThat(workspace.jobs().named("b")).isEmpty();
        assertThat(workspace.jobs().named("c")).hasSize(1);
        assertThat(pending(applied)).isEmpty();
        assertThat(board().has("pending")).isFalse();
    }

    @Test
    void a_plan_keeps_its_age_until_it_becomes_another_and_people_are_told_of_it_once() {
        define("a", 120, "");
        Report first = run(SyncRequest.CHANGES);
        Instant since = now;

        Report again = run(SyncRequest.SYNC);

        assertThat(pending(again)).map(PendingPlan::since).contains(since);
        assertThat(pending(again)).map(PendingPlan::fingerprint).contains(first.fingerprint());
        assertThat(board().at("/pending/since").asText()).isEqualTo(since.toString());
        assertThat(board().at("/pending/counts/update").asInt()).isEqualTo(1);
        assertThat(board().at("/jobs/0/status").asText()).isEqualTo("waiting");
        assertThat(Notice.of(first)).map(Notice::event).contains(Notice.Event.WAITING);
        assertThat(Notice.of(again)).isEmpty();
        define("b", 120, "");
        Report other = run(SyncRequest.CHANGES);
        assertThat(pending(other)).map(PendingPlan::since).contains(now);
        assertThat(Notice.of(other))
                .map(notice -> notice.items().get(0).text())
                .contains("2 changes wait for approval: 2 to update");
        define("a", 60, "");
        define("b", 60, "");
        assertThat(pending(run(SyncRequest.CHANGES))).isEmpty();
    }

    @Test
    void drift_is_put_right_and_is_no_part_of_what_waits() {
        define("a", 120, "");
        String before = run(SyncRequest.CHANGES).fingerprint();
        edit("b");

        Report report = run(SyncRequest.SYNC);

        assertThat(resultOf(report, A)).isEqualTo(Result.WAITING);
        assertThat(resultOf(report, B)).isEqualTo(Result.APPLIED);
        assertThat(timeout("b")).isEqualTo(60);
        assertThat(report.fingerprint()).isEqualTo(before);
        edit("b");
        assertThat(run(SyncRequest.SYNC.approving(before)).count(Result.APPLIED))
                .isEqualTo(2);
        assertThat(timeout("a")).isEqualTo(120);
        assertThat(timeout("b")).isEqualTo(60);
    }

    @Test
    void a_job_that_was_changed_by_hand_and_in_its_definition_is_left_until_somebody_applies_the_plan() {
        define("a", 60, ", \"runs\": \"b\"");
        edit("a");

        Report report = run(SyncRequest.SYNC);

        assertThat(resultOf(report, A)).isEqualTo(Result.WAITING);
        assertThat(timeout("a")).isEqualTo(7);
        assertThat(report.notes().get(0))
                .endsWith("what was changed by hand stays where the definition has changed too: a");
        assertThat(board().at("/jobs/0/reason").asText()).endsWith(", and somebody changed it by hand");
    }

    @Test
    void a_job_that_was_deleted_by_hand_is_made_again_and_those_that_run_it_follow() {
        define("b", 60, ", \"runs\": \"a\"");
        apply();
        workspace.jobs().delete(workspace.jobs().named("a").get(0).id());

        Report report = run(SyncRequest.SYNC);

        assertThat(report.count(Result.APPLIED)).isEqualTo(2);
        assertThat(report.count(Result.WAITING)).isZero();
        assertThat(workspace
                        .jobs()
                        .named("b")
                        .get(0)
                        .settings()
                        .at("/tasks/1/run_job_task/job_id")
                        .asLong())
                .isEqualTo(workspace.jobs().named("a").get(0).id());
    }

    @Test
    void a_changed_definition_of_a_job_that_was_deleted_by_hand_waits_with_all_that_needs_it() {
        define("b", 60, ", \"runs\": \"a\"");
        apply();
        workspace.jobs().delete(workspace.jobs().named("a").get(0).id());
        define("a", 120, "");

        Report report = run(SyncRequest.SYNC);

        assertThat(report.count(Result.APPLIED)).isZero();
        assertThat(report.count(Result.WAITING)).isEqualTo(2);
        assertThat(workspace.jobs().named("a")).isEmpty();
    }

    @Test
    void changed_permissions_wait_in_every_run() {
        define("a", 60, ", \"access\": [{\"group_name\": \"g\", \"permission_level\": \"CAN_VIEW\"}]");

        for (int i = 0; i < 3; i++) {
            Report report = run(i == 1 ? SyncRequest.CHANGES : SyncRequest.SYNC);
            assertThat(resultOf(report, A)).as("run %d", i).isEqualTo(Result.WAITING);
        }

        assertThat(resultOf(apply(), A)).isEqualTo(Result.APPLIED);
        assertThat(run(SyncRequest.SYNC).hasChanges()).isFalse();
    }

    @Test
    void one_job_of_the_plan_can_be_applied_by_itself() {
        define("a", 120, "");
        define("b", 120, "");
        run(SyncRequest.SYNC);

        Report one = run(SyncRequest.SYNC.only(A));
        assertThat(resultOf(one, A)).isEqualTo(Result.WAITING);
        assertThat(one.notes().get(0)).endsWith("(APPLY=manual): sync --key a --plan " + one.fingerprint());
        Report applied = run(SyncRequest.SYNC.only(A).approving(one.fingerprint()));

        assertThat(resultOf(applied, A)).isEqualTo(Result.APPLIED);
        assertThat(timeout("b")).isEqualTo(60);
        assertThat(board().has("pending")).as("b still waits").isTrue();
        assertThat(pending(run(SyncRequest.CHANGES)).map(PendingPlan::counts).orElseThrow())
                .containsOnly(Map.entry("update", 1L));
    }

    @Test
    void a_held_job_is_no_part_of_what_waits_and_stays_held_when_the_plan_is_applied() {
        define("a", 120, "");
        define("b", 120, "");
        String approved = run(SyncRequest.CHANGES).fingerprint();
        var unused =
                new TargetHolds(stores, Passes.TARGET).hold(A, new Hold(Hold.From.PERSON, "ann", "", now, null), now);

        assertThat(resultOf(run(SyncRequest.SYNC), A)).isEqualTo(Result.HELD);
        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(resultOf(report, A)).isEqualTo(Result.HELD);
        assertThat(resultOf(report, B)).isEqualTo(Result.APPLIED);
    }

    @Test
    void a_plan_that_has_become_another_leaves_everything_waiting() {
        define("a", 120, "");
        String approved = run(SyncRequest.CHANGES).fingerprint();
        define("a", 180, "");

        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(resultOf(report, A)).isEqualTo(Result.WAITING);
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.OTHER_PLAN);
        assertThat(pending(report)).map(PendingPlan::fingerprint).contains(report.fingerprint());
        assertThat(timeout("a")).isEqualTo(60);
    }

    @Test
    void a_plan_says_what_is_beyond_a_limit_and_a_run_does_not_since_it_waits_anyway() {
        define("a", 120, "");
        define("b", 120, "");

        assertThat(run(SyncRequest.PLAN).objections())
                .singleElement()
                .asString()
                .contains("UPDATE_LIMIT (50 %)");
        assertThat(run(SyncRequest.SYNC).objections()).isEmpty();
    }

    @Test
    void drift_beyond_the_limit_stays_though_another_plan_was_applied() {
        define("c", 60, "");
        String approved = run(SyncRequest.SYNC).fingerprint();
        edit("a");
        edit("b");

        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(workspace.jobs().named("c")).hasSize(1);
        assertThat(timeout("a")).isEqualTo(7);
        assertThat(report.objections().get(0)).startsWith("2 of 2 jobs would be updated");
        String override = report.objections().get(0).replaceFirst(".* --plan ", "");
        assertThat(run(SyncRequest.SYNC.approving(override)).objections()).isEmpty();
        assertThat(timeout("a")).isEqualTo(60);
    }

    @Test
    void nothing_is_written_once_the_state_is_lost() {
        edit("a");
        stores.withState(Map.of());

        assertThat(resultOf(run(SyncRequest.SYNC), A)).isEqualTo(Result.WAITING);
        assertThat(timeout("a")).isEqualTo(7);
    }

    @Test
    void who_overrides_the_limit_for_drift_is_told_that_the_same_plan_applies_what_waits() {
        define("c", 60, "");
        edit("a");
        edit("b");

        Report report = run(SyncRequest.SYNC);

        assertThat(report.objections().get(0))
                .startsWith("2 of 2 jobs would be updated")
                .contains("; if that is meant, approve it, which applies everything that waits as well: sync --plan ");
        run(SyncRequest.SYNC.approving(report.objections().get(0).replaceFirst(".* --plan ", "")));
        assertThat(timeout("a")).isEqualTo(60);
        assertThat(workspace.jobs().named("c")).hasSize(1);
        edit("a");
        edit("b");
        assertThat(run(SyncRequest.SYNC).objections().get(0)).contains("; if that is meant, approve it: sync --plan ");
    }

    @Test
    void a_definition_that_no_longer_leaves_a_field_to_others_waits_in_every_run() {
        define("a", 60, ", \"$ignore\": [\"timeout_seconds\"]");
        apply();
        edit("a");
        assertThat(run(SyncRequest.SYNC).hasChanges()).isFalse();
        define("a", 60, "");

        for (SyncRequest request : List.of(SyncRequest.CHANGES, SyncRequest.SYNC.only(A), SyncRequest.SYNC)) {
            assertThat(resultOf(run(request), A)).as(request.toString()).isEqualTo(Result.WAITING);
        }

        assertThat(timeout("a")).isEqualTo(7);
    }
}
