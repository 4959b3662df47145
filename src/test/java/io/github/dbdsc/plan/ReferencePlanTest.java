package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.running;
import static io.github.dbdsc.plan.Jobs.runs;
import static io.github.dbdsc.plan.Jobs.unowned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan does with jobs that need the ids of others. */
class ReferencePlanTest {

    private static final String B = "{'name':'B'}";

    private Set<JobKey> blocked = Set.of();

    private Plan plan(SyncRequest request, List<DesiredJob> desired, ActualJob... actual) {
        return new Planner(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                        ApprovalPolicy.ofDeletes(100),
                        Jobs.RULES)
                .plan(
                        new DesiredState(desired, blocked, List.of()),
                        ActualState.of(List.of(actual)),
                        Map.of(),
                        request,
                        Jobs.AT_ONCE);
    }

    private Plan plan(List<DesiredJob> desired, ActualJob... actual) {
        return plan(SyncRequest.SYNC, desired, actual);
    }

    private Plan only(String key, List<DesiredJob> desired, ActualJob... actual) {
        return plan(SyncRequest.SYNC.only(new JobKey(key)), desired, actual);
    }

    private Change a(List<DesiredJob> desired, ActualJob... actual) {
        return only("a", desired, actual).changes().get(0);
    }

    private static long idSent(Change change) {
        return change.settings()
                .orElseThrow()
                .tree()
                .at("/tasks/0/run_job_task/job_id")
                .longValue();
    }

    @Test
    void an_existing_job_is_referred_to_by_its_id() {
        Change change = a(List.of(running("a", "A", "b"), desired("b", B)), owned(7, "us", "b", B));

        assertThat(change.action()).isEqualTo(Action.CREATE);
        assertThat(idSent(change)).isEqualTo(7);
    }

    @Test
    void the_id_that_a_reference_stands_for_is_no_difference() {
        Change change = a(
                List.of(running("a", "A", "b"), desired("b", B)),
                owned(6, "us", "a", runs("A", "b", 7)),
                owned(7, "us", "b", B));

        assertThat(change.action()).isEqualTo(Action.NONE);
    }

    @Test
    void a_changed_reference_is_shown_with_keys_where_the_ids_belong_to_definitions() {
        Change change = a(
                List.of(running("a", "A", "b"), desired("b", B), desired("c", "{'name':'C'}")),
                owned(6, "us", "a", runs("A", "b", 8)),
                owned(7, "us", "b", B),
                owned(8, "us", "c", "{'name':'C'}"));

        assertThat(change.differences())
                .extracting(Difference::path, told -> told.before().toString(), told -> told.after()
                        .toString())
                .containsExactly(
                        tuple("tasks[run-b].run_job_task.job_id", "\"{{ job_ref('c') }}\"", "\"{{ job_ref('b') }}\""));
        assertThat(idSent(change)).isEqualTo(7);
    }

    @Test
    void an_id_that_belongs_to_no_definition_is_shown_as_it_is() {
        Change change = a(
                List.of(running("a", "A", "b"), desired("b", B)),
                owned(6, "us", "a", runs("A", "b", 99)),
                owned(7, "us", "b", B));

        assertThat(change.differences())
                .extracting(told -> told.before().toString())
                .containsExactly("99");
    }

    @Test
    void a_job_to_be_adopted_is_referred_to_by_its_id() {
        Change change = a(List.of(running("a", "A", "b"), Jobs.adopting("b", B)), unowned(7, "bob", B));

        assertThat(idSent(change)).isEqualTo(7);
    }

    @Test
    void a_job_whose_definition_is_now_broken_is_referred_to_by_its_id() {
        blocked = Set.of(new JobKey("b"));

        assertThat(idSent(a(List.of(running("a", "A", "b")), owned(7, "us", "b", B))))
                .isEqualTo(7);
    }

    @Test
    void two_jobs_of_a_broken_definition_can_not_be_referred_to() {
        blocked = Set.of(new JobKey("b"));

        Change change = a(List.of(running("a", "A", "b")), owned(7, "us", "b", B), owned(8, "us", "b", B));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason())
                .isEqualTo("it needs the id of the job of jobs/b.json, which has none yet and gets none in this pass;"
                        + " put that one right first");
    }

    @Test
    void a_chain_of_jobs_that_need_each_others_ids_is_created_in_any_order() {
        Plan plan = plan(List.of(running("a", "A", "b"), running("b", "B", "c"), desired("c", "{'name':'C'}")));

        assertThat(plan.changes()).extracting(Change::action).containsOnly(Action.CREATE);
        assertThat(plan.changes().get(0).settings().orElseThrow().references()).hasSize(1);
    }

    @Test
    void a_chain_of_jobs_waits_for_its_last_one_that_can_not_be_created() {
        Plan plan = plan(
                List.of(running("a", "A", "b"), running("b", "B", "c"), desired("c", "{'name':'C'}")),
                unowned(9, "bob", "{'name':'C'}"));

        assertThat(plan.changes())
                .extracting(change -> change.key().value(), Change::action)
                .containsExactly(tuple("a", Action.REFUSED), tuple("b", Action.REFUSED), tuple("c", Action.REFUSED));
        assertThat(plan.changes().get(0).reason()).contains("jobs/b.json");
        assertThat(plan.changes().get(1).reason()).contains("jobs/c.json");
    }

    @Test
    void a_definition_that_waits_keeps_its_job() {
        Change change = a(
                List.of(running("a", "A", "b"), desired("b", B)),
                owned(6, "us", "a", "{'name':'A'}"),
                unowned(9, "bob", B));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.jobId()).hasValue(6);
    }

    @Test
    void a_problem_of_the_job_itself_is_reported_before_what_it_waits_for() {
        Change change = a(
                List.of(running("a", "A", "b"), desired("b", B)),
                unowned(5, "ann", "{'name':'A'}"),
                unowned(9, "bob", B));

        assertThat(change.reason()).contains("ann");
    }

    @Test
    void a_plan_for_one_job_has_no_other_job_and_waits_for_none() {
        List<DesiredJob> desired = List.of(running("a", "A", "b"), desired("b", B));
        ActualJob actual = owned(6, "us", "a", "{'name':'A'}");

        assertThat(only("b", desired, actual).changes())
                .isEqualTo(List.of(plan(desired, actual).changes().get(1)));
        Change alone = a(desired, actual);
        assertThat(alone.action()).isEqualTo(Action.REFUSED);
        assertThat(alone.jobId()).hasValue(6);
        assertThat(alone.reason())
                .isEqualTo("it needs the id of job_ref('b'), whose job is yet to be made; a pass over all jobs makes"
                        + " both");
    }

    @Test
    void orphans_of_one_key_are_sorted_by_id() {
        assertThat(plan(List.of(), owned(9, "us", "x", B), owned(7, "us", "x", B), owned(8, "us", "x", B))
                        .changes())
                .extracting(change -> change.jobId().orElse(0))
                .containsExactly(7L, 8L, 9L);
    }
}
