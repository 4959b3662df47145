package io.github.dbdsc.apply;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.ActualState.Permissions;
import io.github.dbdsc.plan.ApprovalPolicy;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.plan.Plan;
import io.github.dbdsc.plan.Planner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplierTest {

    private final MemoryWorkspace workspace = new MemoryWorkspace();
    private final List<Object> pauses = new ArrayList<>();
    private final Applier applier = new Applier(workspace, pauses::add, Jobs.RULES, new Workers(1));

    private Plan plan(DesiredJob... jobs) {
        return plan(OnNameTaken.REFUSE, jobs);
    }

    private Plan plan(OnNameTaken onNameTaken, DesiredJob... jobs) {
        return Jobs.plan(
                new OwnershipPolicy("us", Optional.of(Jobs.US), onNameTaken),
                new DesiredState(List.of(jobs), Set.of(), List.of()),
                workspace.list(),
                Map.of(),
                true);
    }

    private List<Outcome> apply(Plan plan, BooleanSupplier mayWrite) {
        return applier.apply(plan, workspace.jobs.size(), Map.of(), mayWrite);
    }

    private static final DesiredJob A = desired("a", "{'name':'A'}");
    private static final DesiredJob B = desired("b", "{'name':'B'}");

    @Test
    void a_create_whose_answer_was_lost_is_found_by_its_tags() {
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_AFTER);

        List<Outcome> outcomes = apply(plan(A), () -> true);

        assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.APPLIED);
        assertThat(outcomes.get(0).jobId()).hasValue(1);
        assertThat(workspace.jobs).hasSize(1);
        assertThat(workspace.creates).isEqualTo(1);
    }

    @Test
    void a_create_whose_effect_comes_seconds_later_is_found_at_the_end_and_not_repeated() {
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_BEFORE);
        Applier patient = new Applier(
                workspace,
                time -> {
                    assertThat(time).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
                    assertThat(workspace.calls).contains("create B");
                    workspace.jobs.add(owned(9, "us", "a", "{'name':'A'}"));
                },
                Jobs.RULES,
                new Workers(1));

        List<Outcome> outcomes = patient.apply(plan(A, B), 0, Map.of(), () -> true);

        assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.APPLIED);
        assertThat(outcomes.get(0).jobId()).hasValue(9);
        assertThat(workspace.creates).isEqualTo(2);
    }

    @Test
    void a_create_that_nothing_shows_of_stays_pending_and_is_not_repeated_in_the_same_run() {
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_BEFORE);

        Outcome outcome = apply(plan(A), () -> true).get(0);

        assertThat(outcome.result()).isEqualTo(Result.PENDING);
        assertThat(outcome.error())
                .hasValueSatisfying(error -> assertThat(error).contains("the next run looks"));
        assertThat(workspace.creates).isEqualTo(1);
        assertThat(pauses).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void a_job_that_needs_the_id_of_an_uncertain_one_is_made_once_that_is_found() {
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_AFTER);

        List<Outcome> outcomes = apply(plan(Jobs.running("z", "Z", "a"), A), () -> true);

        assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.APPLIED);
        assertThat(workspace.creates).isEqualTo(2);
    }

    @Test
    void what_an_earlier_run_may_have_made_is_looked_for_before_it_is_made() {
        Applier next = new Applier(
                workspace,
                time -> {
                    pauses.add(time);
                    workspace.jobs.add(owned(9, "us", "a", "{'name':'A'}"));
                },
                Jobs.RULES,
                new Workers(1));

        Outcome outcome = next.apply(plan(A), 0, Map.of(A.key(), Duration.ofSeconds(4)), () -> true)
                .get(0);

        assertThat(pauses).containsExactly(Duration.ofSeconds(6));
        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error())
                .hasValue(
                        "no job was made: job 9, which an earlier run made, is there now; the next run goes on with it");
        assertThat(workspace.creates).isZero();
    }

    @Test
    void a_job_of_the_same_name_that_is_not_ours_is_not_mistaken_for_the_lost_one() {
        workspace.jobs.add(new ActualJob(1, A.settings(), Optional.of("bob")));
        Plan plan = plan(OnNameTaken.CREATE, A);
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_BEFORE);

        assertThat(apply(plan, () -> true).get(0).result()).isEqualTo(Result.PENDING);
    }

    @Test
    void one_failure_does_not_stop_the_others() {
        workspace.accidents.add(MemoryWorkspace.Accident.REFUSED);

        assertThat(apply(plan(A, B), () -> true))
                .extracting(Outcome::result)
                .containsExactly(Result.FAILED, Result.APPLIED);
    }

    @Test
    void nothing_is_written_once_the_lease_is_lost() {
        Deque<Boolean> held = new ArrayDeque<>(List.of(true, false));

        assertThat(apply(plan(A, B), held::remove))
                .extracting(Outcome::result)
                .containsExactly(Result.APPLIED, Result.NOT_APPLIED);
        assertThat(workspace.jobs).hasSize(1);
    }

    @Test
    void deletes_come_last_and_not_while_runs_are_active() {
        workspace.jobs.add(owned(1, "us", "gone", "{'name':'Gone'}"));
        workspace.jobs.add(owned(2, "us", "busy", "{'name':'Busy'}"));
        workspace.running.add(2L);

        List<Outcome> outcomes = apply(plan(A), () -> true);

        assertThat(outcomes)
                .extracting(outcome -> outcome.change().key().value(), Outcome::result)
                .containsExactly(
                        tuple("a", Result.APPLIED), tuple("busy", Result.NOT_APPLIED), tuple("gone", Result.APPLIED));
        assertThat(outcomes.get(1).error())
                .hasValueSatisfying(why -> assertThat(why).contains("runs of it are active"));
        assertThat(workspace.jobs).extracting(ActualJob::name).containsExactlyInAnyOrder("Busy", "A");
    }

    @Test
    void settings_that_the_workspace_does_not_keep_are_a_failure_that_names_the_path() {
        DesiredJob job = desired("a", "{'name':'A','timeout_seconds':60}");
        MemoryWorkspace forgetful = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                return super.get(jobId).map(kept -> owned(jobId, "us", "a", "{'name':'A','timeout_seconds':30}"));
            }
        };

        List<Outcome> outcomes = new Applier(forgetful, pauses::add, Jobs.RULES, new Workers(1))
                .apply(plan(job), 0, Map.of(), () -> true);

        assertThat(outcomes.get(0).result()).isEqualTo(Result.FAILED);
        assertThat(outcomes.get(0).error())
                .hasValueSatisfying(why -> assertThat(why).contains("timeout_seconds is 30 instead of 60"));
    }

    @Test
    void many_jobs_are_written_at_once_and_reported_in_order() {
        List<DesiredJob> jobs = IntStream.range(0, 50)
                .mapToObj(i -> desired("k%02d".formatted(i), "{'name':'N" + i + "'}"))
                .toList();
        MemoryWorkspace shared = new MemoryWorkspace() {
            @Override
            public synchronized long create(JobSettings settings) {
                return super.create(settings);
            }
        };

        List<Outcome> outcomes = new Applier(shared, pauses::add, Jobs.RULES, new Workers(8))
                .apply(plan(jobs.toArray(DesiredJob[]::new)), 0, Map.of(), () -> true);

        assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.APPLIED);
        assertThat(outcomes)
                .extracting(outcome -> outcome.change().key().value())
                .isSorted();
        assertThat(shared.jobs).hasSize(50);
    }

    @Test
    void a_read_back_that_fails_leaves_what_was_written_as_written() {
        MemoryWorkspace unreadable = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                throw new WorkspaceException("unreachable", 0, false);
            }
        };

        Outcome outcome = new Applier(unreadable, pauses::add, Jobs.RULES, new Workers(1))
                .apply(plan(A), 0, Map.of(), () -> true)
                .get(0);

        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(outcome.echo()).isEmpty();
        assertThat(outcome.error()).hasValue("it was not read back: unreachable");
    }

    @Test
    void a_job_that_is_gone_right_after_it_was_written_is_a_failure() {
        MemoryWorkspace losing = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                return Optional.empty();
            }
        };

        Outcome outcome = new Applier(losing, pauses::add, Jobs.RULES, new Workers(1))
                .apply(plan(A), 0, Map.of(), () -> true)
                .get(0);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error()).hasValueSatisfying(why -> assertThat(why).contains("shows no such job now"));
    }

    @Test
    void a_delete_that_fails_is_reported_and_a_lost_lease_stops_deletes_too() {
        MemoryWorkspace stubborn = new MemoryWorkspace() {
            @Override
            public void delete(long jobId) {
                throw new WorkspaceException("not allowed", 403, false);
            }
        };
        workspace.jobs.add(owned(1, "us", "gone", "{'name':'Gone'}"));
        Applier onStubborn = new Applier(stubborn, pauses::add, Jobs.RULES, new Workers(1));
        Plan plan = plan(A);

        Outcome failed = onStubborn.apply(plan, 1, Map.of(), () -> true).get(1);
        Outcome stopped = onStubborn.apply(plan, 1, Map.of(), () -> false).get(1);

        assertThat(failed.result()).isEqualTo(Result.FAILED);
        assertThat(failed.error()).hasValue("not allowed");
        assertThat(stopped.result()).isEqualTo(Result.NOT_APPLIED);
    }

    @Test
    void a_lost_list_element_is_reported_as_not_there() {
        DesiredJob job = desired("a", "{'name':'A','x':{'a':1,'b':2,'c':3,'d':4,'e':5,'f':6,'g':7}}");
        MemoryWorkspace forgetful = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                return Optional.of(owned(jobId, "us", "a", "{'name':'A','x':{}}"));
            }
        };

        Outcome outcome = new Applier(forgetful, pauses::add, Jobs.RULES, new Workers(1))
                .apply(plan(job), 0, Map.of(), () -> true)
                .get(0);

        assertThat(outcome.error())
                .hasValueSatisfying(why -> assertThat(why).contains("x.a is not there instead of 1", "and 2 more"));
    }

    @Test
    void permissions_that_the_workspace_does_not_keep_are_a_failure_that_names_the_principals() {
        MemoryWorkspace deaf = new MemoryWorkspace() {
            @Override
            public GrantedAccess grant(long jobId, AccessControl permissions) {
                return permissions(jobId);
            }
        };
        long id = deaf.create(plan(A).changes().get(0).settings().orElseThrow());
        deaf.granted.put(
                id, access("'user_name':'bob','permission_level':'CAN_VIEW'").and(Jobs.OURS));
        DesiredState wanted = new DesiredState(
                List.of(desired(
                        "a", "{'name':'A','access_control_list':[{'user_name':'ann','permission_level':'CAN_VIEW'}]}")),
                Set.of(),
                List.of());
        Map<JobKey, AppliedJob> state = Map.of(
                new JobKey("a"),
                new AppliedJob(
                        id,
                        settings("{'name':'A','access_control_list':"
                                + "[{'user_name':'bob','permission_level':'CAN_VIEW'}]}"),
                        Optional.empty()));
        Plan plan = new Planner(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                        ApprovalPolicy.ofDeletes(30),
                        Jobs.RULES)
                .plan(
                        wanted,
                        ActualState.of(deaf.list()).with(new Permissions(Map.of(id, deaf.permissions(id)), Map.of())),
                        state,
                        SyncRequest.SYNC,
                        Jobs.AT_ONCE);
        Applier onDeaf = new Applier(deaf, pauses::add, Jobs.RULES, new Workers(1));

        Outcome outcome = onDeaf.apply(plan, 1, Map.of(), () -> true).get(0);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error())
                .hasValue("the workspace took the permissions but did not keep them: user_name=ann has nothing instead"
                        + " of CAN_VIEW, user_name=bob has CAN_VIEW instead of nothing; check that the principals are"
                        + " in the workspace");
        assertThat(onDeaf.apply(plan, 1, Map.of(), () -> false))
                .extracting(Outcome::result)
                .containsExactly(Result.NOT_APPLIED);
    }

    private static AccessControl access(String entry) {
        return AccessControl.in(settings("{'access_control_list':[{" + entry + "}]}"));
    }

    /** A workspace that takes so many creates, and then this process may not write any more. */
    private static final class TakenOver extends MemoryWorkspace {

        private final int taken;

        private TakenOver(int taken) {
            this.taken = taken;
        }

        @Override
        public long create(JobSettings settings) {
            if (creates == taken) {
                throw new WriteWithheldException("POST create");
            }
            return super.create(settings);
        }
    }

    @Test
    void a_create_that_was_not_sent_is_not_applied_and_no_failure() {
        TakenOver workspace = new TakenOver(0);

        Outcome outcome = new Applier(workspace, pauses::add, Jobs.RULES, new Workers(1))
                .apply(plan(A), 0, Map.of(), () -> true)
                .get(0);

        assertThat(outcome.result()).isEqualTo(Result.NOT_APPLIED);
        assertThat(outcome.error()).isEmpty();
    }
}
