package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.notice.Notice;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.PendingPlan;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.report.Verdict;
import io.github.dbdsc.state.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Setting {@code APPLY=manual}, in whole runs: with {@code PRUNE=on}, and at most half of the jobs updated at once. */
class ManualApplyTest extends WholeRunFixture {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }},
             {% if job.access %}"access_control_list": {{ job.access | jsonify }},{% endif %}
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}
             {% if job.runs %}, {"task_key": "next", "run_job_task": {"job_id": "{{ job_ref(job.runs) }}"}}{% endif %}]}
            """;

    ManualApplyTest() {
        super(TEMPLATE, new RunPolicy(true, 100, 50, true, Duration.ZERO, 90), Duration.ofMinutes(1));
    }

    @BeforeEach
    void twoJobsThatSomebodyApplied() {
        define("a", 60);
        define("b", 60);
        apply();
        assertThat(workspace.jobs().all()).hasSize(2);
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

    private void edit(String name) {
        edit(name, job -> job.put("timeout_seconds", 7));
    }

    @Test
    void what_is_new_waits_until_somebody_applies_exactly_that_plan() {
        define("a", 120);
        stores.remove("jobs/b.json");
        define("c", 60);

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
        define("a", 120);
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
        define("b", 120);
        Report other = run(SyncRequest.CHANGES);
        assertThat(pending(other)).map(PendingPlan::since).contains(now);
        assertThat(Notice.of(other))
                .map(notice -> notice.items().get(0).text())
                .contains("2 changes wait for approval: 2 to update");
        define("a", 60);
        define("b", 60);
        assertThat(pending(run(SyncRequest.CHANGES))).isEmpty();
    }

    @Test
    void drift_is_put_right_and_is_no_part_of_what_waits() {
        define("a", 120);
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
    void a_job_that_was_changed_by_hand_and_in_its_definition_is_put_back_and_its_definition_goes_on_waiting() {
        define("a", 120);
        String before = run(SyncRequest.CHANGES).fingerprint();
        for (SyncRequest request : List.of(SyncRequest.SYNC, SyncRequest.CHANGES, SyncRequest.SYNC.only(A))) {
            edit("a");
            assertThat(run(SyncRequest.PLAN).fingerprint())
                    .as(request.toString())
                    .isEqualTo(before);

            Report report = run(request);

            assertThat(timeout("a")).as(request.toString()).isEqualTo(60);
            assertThat(report.outcomes().stream()
                            .filter(outcome -> outcome.change().key().equals(A)))
                    .extracting(Outcome::result)
                    .containsExactly(Result.APPLIED, Result.WAITING);
            assertThat(report.fingerprint()).isEqualTo(before);
            assertThat(ReportText.of(report, AnsiStyle.PLAIN))
                    .contains("put back to what was last applied; its new definition waits until somebody applies");
            assertThat(board().at("/jobs/0/status").asText()).isEqualTo("waiting");
            assertThat(board().at("/jobs/0/reason").asText()).contains("put back to what was last applied");
            assertThat(board().at("/jobs")).hasSize(2);
            assertThat(Notice.of(report)).map(Notice::event).contains(Notice.Event.CORRECTED);
        }
        assertThat(pending(run(SyncRequest.SYNC)).map(PendingPlan::counts).orElseThrow())
                .containsOnly(Map.entry("update", 1L));

        assertThat(run(SyncRequest.SYNC.approving(before)).count(Result.APPLIED))
                .isEqualTo(1);
        assertThat(timeout("a")).isEqualTo(120);
        assertThat(run(SyncRequest.SYNC).hasChanges()).isFalse();
    }

    @Test
    void a_plan_is_applied_to_a_job_that_was_changed_by_hand_since_in_one_write() {
        define("a", 120);
        String approved = run(SyncRequest.CHANGES).fingerprint();
        edit("a");

        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        assertThat(timeout("a")).isEqualTo(120);
    }

    @Test
    void a_job_that_is_as_its_new_definition_asks_already_counts_as_applied_as_after_a_run_that_died() {
        define("a", 7);
        edit("a");

        Report report = run(SyncRequest.SYNC);

        assertThat(report.hasChanges()).isFalse();
        assertThat(pending(report)).isEmpty();
    }

    @Test
    void a_definition_that_only_says_the_same_in_another_way_brings_nothing_new() {
        define("a", 60, ", \"$protect\": false");
        edit("a");

        Report report = run(SyncRequest.SYNC);

        assertThat(resultOf(report, A)).isEqualTo(Result.APPLIED);
        assertThat(pending(report)).isEmpty();
        assertThat(timeout("a")).isEqualTo(60);
    }

    @Test
    void a_job_that_is_put_back_needs_no_more_calls_than_any_correction_and_a_quiet_run_none_more() {
        edit("b");
        long correction = run(SyncRequest.SYNC).calls();
        define("a", 120);
        long quiet = run(SyncRequest.SYNC).calls();
        edit("a");

        assertThat(run(SyncRequest.SYNC).calls()).isEqualTo(correction);
        assertThat(run(SyncRequest.SYNC).calls()).isEqualTo(quiet);
    }

    @Test
    void permissions_changed_by_hand_are_put_back_while_new_ones_wait() {
        define("a", 60, access("CAN_VIEW"));
        apply();
        long id = workspace.jobs().named("a").get(0).id();
        define("a", 60, access("CAN_MANAGE_RUN"));
        String before = run(SyncRequest.SYNC).fingerprint();
        grant(id, "CAN_MANAGE");

        Report report = run(SyncRequest.SYNC);

        assertThat(levels(id)).contains("CAN_VIEW").doesNotContain("CAN_MANAGE", "CAN_MANAGE_RUN");
        assertThat(report.fingerprint()).isEqualTo(before);
        assertThat(run(SyncRequest.SYNC).count(Result.APPLIED)).isZero();
        run(SyncRequest.SYNC.approving(before));
        assertThat(levels(id)).contains("CAN_MANAGE_RUN");
        assertThat(run(SyncRequest.SYNC).hasChanges()).isFalse();
    }

    @Test
    void permissions_that_an_applied_plan_took_away_are_not_put_back() {
        define("a", 60, access("CAN_VIEW"));
        apply();
        long id = workspace.jobs().named("a").get(0).id();
        define("a", 60);
        apply();
        define("a", 120);

        run(SyncRequest.SYNC);

        assertThat(levels(id)).doesNotContain("CAN_VIEW");
    }

    private static String access(String level) {
        return ", \"access\": [{\"group_name\": \"g\", \"permission_level\": \"" + level + "\"}]";
    }

    private void grant(long id, String level) {
        workspace.jobs().setGrants(id, List.of(new Grant("group_name", "g", level), owner()));
    }

    private static Grant owner() {
        return new Grant("user_name", Passes.ROBOT.userName(), "IS_OWNER");
    }

    private List<String> levels(long id) {
        return workspace.jobs().find(id).orElseThrow().grants().stream()
                .map(Grant::level)
                .toList();
    }

    @Test
    void a_moved_definition_waits_and_its_job_is_put_back_for_the_one_that_it_was() {
        stores.remove("jobs/a.json");
        stores.file("jobs/z.json", "{\"name\": \"a\", \"timeout\": 60}");
        edit("a");

        run(SyncRequest.SYNC);
        assertThat(timeout("a")).isEqualTo(60);
        edit("a");
        Report report = run(SyncRequest.SYNC);

        assertThat(timeout("a")).isEqualTo(60);
        assertThat(workspace
                        .jobs()
                        .named("a")
                        .get(0)
                        .settings()
                        .at("/tags/dsc-key")
                        .asText())
                .isEqualTo("a");
        run(SyncRequest.SYNC.approving(report.fingerprint()));
        assertThat(workspace
                        .jobs()
                        .named("a")
                        .get(0)
                        .settings()
                        .at("/tags/dsc-key")
                        .asText())
                .isEqualTo("z");
        assertThat(run(SyncRequest.SYNC).hasChanges()).isFalse();
    }

    @Test
    void a_held_job_and_one_whose_definition_is_broken_keep_what_was_done_by_hand() {
        define("a", 120);
        stores.file("jobs/b.json", "{");
        var unused = holds().hold(A, new Hold(Hold.From.PERSON, "ann", "", now, null), now);
        edit("a");
        edit("b");

        run(SyncRequest.SYNC);

        assertThat(timeout("a")).isEqualTo(7);
        assertThat(timeout("b")).isEqualTo(7);
    }

    @Test
    void jobs_are_put_back_within_the_limit_only_and_go_on_waiting() {
        define("a", 120);
        define("b", 120);
        edit("a");
        edit("b");

        Report report = run(SyncRequest.SYNC);

        assertThat(report.objections()).singleElement().asString().contains("2 of 2 jobs would be updated");
        assertThat(report.count(Result.REFUSED)).isEqualTo(2);
        assertThat(report.count(Result.WAITING)).isEqualTo(2);
        assertThat(timeout("a")).isEqualTo(7);
        run(SyncRequest.SYNC.approving(report.fingerprint()));
        assertThat(timeout("a")).isEqualTo(120);
    }

    @Test
    void a_job_whose_undone_definition_has_ended_its_hold_is_not_put_back_to_what_was_undone() {
        stores.withState(Map.of(A, state(A).undone(), B, state(B)));
        define("a", 120);
        workspace.jobs().edit(workspace.jobs().named("a").get(0).id(), job -> job.put("max_concurrent_runs", 3));

        Report report = run(SyncRequest.SYNC);

        assertThat(report.count(Result.APPLIED)).isZero();
        assertThat(report.notes().get(0)).doesNotContain("by hand");
    }

    private AppliedJob state(JobKey key) {
        return Objects.requireNonNull(TargetState.read(
                        TargetState.document(stores, Passes.TARGET, null),
                        new Installation(Passes.TARGET.owner(), Optional.empty()))
                .jobs()
                .get(key));
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
    void a_job_that_was_deleted_by_hand_is_made_again_as_last_applied_while_its_new_definition_waits() {
        define("b", 60, ", \"runs\": \"a\"");
        apply();
        workspace.jobs().delete(workspace.jobs().named("a").get(0).id());
        define("a", 120);

        Report report = run(SyncRequest.SYNC);

        assertThat(timeout("a")).isEqualTo(60);
        assertThat(report.count(Result.APPLIED)).isEqualTo(2);
        assertThat(report.count(Result.WAITING)).isEqualTo(1);
        assertThat(runs("b")).isEqualTo(workspace.jobs().named("a").get(0).id());
        Report next = run(SyncRequest.SYNC);
        assertThat(next.count(Result.APPLIED)).isZero();
        assertThat(resultOf(next, A)).isEqualTo(Result.WAITING);
        run(SyncRequest.SYNC.approving(next.fingerprint()));
        assertThat(timeout("a")).isEqualTo(120);
        assertThat(workspace.jobs().all()).hasSize(2);
        assertThat(run(SyncRequest.SYNC).hasChanges()).isFalse();
    }

    @Test
    void jobs_that_run_each_other_are_made_again_as_last_applied_with_each_others_new_ids() {
        define("b", 60, ", \"runs\": \"a\"");
        apply();
        workspace.jobs().delete(workspace.jobs().named("a").get(0).id());
        workspace.jobs().delete(workspace.jobs().named("b").get(0).id());
        define("a", 120);
        define("b", 120, ", \"runs\": \"a\"");

        Report report = run(SyncRequest.SYNC);

        assertThat(report.count(Result.APPLIED)).isEqualTo(2);
        assertThat(timeout("b")).isEqualTo(60);
        assertThat(runs("b")).isEqualTo(workspace.jobs().named("a").get(0).id());
        assertThat(run(SyncRequest.SYNC).count(Result.WAITING)).isEqualTo(2);
        assertThat(timeout("b")).isEqualTo(60);
    }

    private long runs(String name) {
        return workspace
                .jobs()
                .named(name)
                .get(0)
                .settings()
                .at("/tasks/1/run_job_task/job_id")
                .asLong();
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
        define("a", 120);
        define("b", 120);
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
        define("a", 120);
        define("b", 120);
        String approved = run(SyncRequest.CHANGES).fingerprint();
        var unused = holds().hold(A, new Hold(Hold.From.PERSON, "ann", "", now, null), now);

        assertThat(resultOf(run(SyncRequest.SYNC), A)).isEqualTo(Result.HELD);
        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(resultOf(report, A)).isEqualTo(Result.HELD);
        assertThat(resultOf(report, B)).isEqualTo(Result.APPLIED);
    }

    @Test
    void a_plan_that_has_become_another_leaves_everything_waiting() {
        define("a", 120);
        String approved = run(SyncRequest.CHANGES).fingerprint();
        define("a", 180);

        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(resultOf(report, A)).isEqualTo(Result.WAITING);
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.OTHER_PLAN);
        assertThat(pending(report)).map(PendingPlan::fingerprint).contains(report.fingerprint());
        assertThat(timeout("a")).isEqualTo(60);
    }

    @Test
    void a_plan_says_what_is_beyond_a_limit_and_a_run_does_not_since_it_waits_anyway() {
        define("a", 120);
        define("b", 120);

        assertThat(run(SyncRequest.PLAN).objections())
                .singleElement()
                .asString()
                .contains("UPDATE_LIMIT (50 %)");
        assertThat(run(SyncRequest.SYNC).objections()).isEmpty();
    }

    @Test
    void drift_beyond_the_limit_stays_though_another_plan_was_applied() {
        define("c", 60);
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
        define("c", 60);
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
        define("a", 60);

        for (SyncRequest request : List.of(SyncRequest.CHANGES, SyncRequest.SYNC.only(A), SyncRequest.SYNC)) {
            assertThat(resultOf(run(request), A)).as(request.toString()).isEqualTo(Result.WAITING);
        }

        assertThat(timeout("a")).isEqualTo(7);
    }
}
