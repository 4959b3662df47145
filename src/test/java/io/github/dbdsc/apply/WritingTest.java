package io.github.dbdsc.apply;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.MemoryWorkspace.Accident;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.plan.Jobs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The order in which jobs are written, and what keeps one from being written. */
class WritingTest {

    private MemoryWorkspace workspace = new MemoryWorkspace();
    private final Map<JobKey, AppliedJob> state = new HashMap<>();

    private List<Outcome> write(BooleanSupplier mayWrite, DesiredJob... jobs) {
        List<ActualJob> listed = List.copyOf(workspace.jobs);
        return new Applier(workspace, pause -> {}, Jobs.RULES, new Workers(1))
                .apply(
                        Jobs.plan(new DesiredState(List.of(jobs), Set.of(), List.of()), listed, state),
                        listed.size(),
                        Map.of(),
                        mayWrite);
    }

    private List<Outcome> write(DesiredJob... jobs) {
        return write(() -> true, jobs);
    }

    private long idIn(String name) {
        return workspace
                .named(name)
                .get(0)
                .settings()
                .tree()
                .at("/tasks/0/run_job_task/job_id")
                .longValue();
    }

    @Test
    void jobs_are_created_after_those_whose_ids_they_need_and_reported_in_order_of_their_keys() {
        List<Outcome> outcomes = write(running("a", "A", "b"), running("b", "B", "c"), desired("c", "{'name':'C'}"));

        assertThat(workspace.calls).startsWith("create C", "create B", "create A");
        assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.APPLIED);
        assertThat(outcomes)
                .extracting(outcome -> outcome.change().key().value())
                .containsExactly("a", "b", "c");
        assertThat(idIn("B")).isEqualTo(1);
        assertThat(idIn("A")).isEqualTo(2);
    }

    @Test
    void an_existing_job_is_replaced_in_place() {
        workspace.jobs.add(owned(1, "us", "a", "{'name':'A','timeout_seconds':30}"));

        Outcome outcome =
                write(desired("a", "{'name':'A','timeout_seconds':60}")).get(0);

        assertThat(workspace.calls).containsExactly("reset 1", "get 1");
        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(outcome.jobId()).hasValue(1);
        assertThat(workspace
                        .jobs
                        .get(0)
                        .settings()
                        .tree()
                        .path("timeout_seconds")
                        .asInt())
                .isEqualTo(60);
    }

    @Test
    void a_chain_of_jobs_whose_first_was_not_created_fails_and_each_says_whose_id_it_needs() {
        workspace.accidents.add(Accident.REFUSED);

        List<Outcome> outcomes = write(
                running("a", "A", "b"),
                running("b", "B", "c"),
                desired("c", "{'name':'C'}"),
                desired("d", "{'name':'D'}"));

        assertThat(outcomes)
                .extracting(Outcome::result)
                .containsExactly(Result.FAILED, Result.FAILED, Result.FAILED, Result.APPLIED);
        assertThat(outcomes.get(0).error())
                .hasValue("it needs the id of job_ref('b'), and that job was not made in this pass; once it is there,"
                        + " the next pass goes on");
        assertThat(outcomes.get(1).error())
                .hasValueSatisfying(error -> assertThat(error).contains("job_ref('c')"));
        assertThat(workspace.jobs).extracting(ActualJob::name).containsExactly("D");
    }

    @Test
    void a_chain_of_jobs_is_postponed_without_a_failure_when_the_run_has_to_stop() {
        Deque<Boolean> held = new ArrayDeque<>(List.of(true, false, false));

        List<Outcome> outcomes =
                write(held::remove, running("a", "A", "b"), running("b", "B", "c"), desired("c", "{'name':'C'}"));

        assertThat(outcomes)
                .extracting(Outcome::result)
                .containsExactly(Result.NOT_APPLIED, Result.NOT_APPLIED, Result.APPLIED);
        assertThat(outcomes.get(0).error()).isEmpty();
    }

    private void putIntoState(long id) {
        state.put(new JobKey("a"), new AppliedJob(id, Jobs.settings("{'name':'A'}"), Optional.empty()));
    }

    @Test
    void a_lease_lost_during_the_lookup_of_an_unlisted_job_stops_the_create() {
        putIntoState(9);

        Outcome outcome = write(() -> !workspace.calls.contains("get 9"), desired("a", "{'name':'A'}"))
                .get(0);

        assertThat(workspace.calls).containsExactly("get 9");
        assertThat(outcome.result()).isEqualTo(Result.NOT_APPLIED);
    }

    private Outcome lookingFails(int status) {
        workspace = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                throw new WorkspaceException("the workspace said no", status, false);
            }
        };
        putIntoState(9);
        return write(desired("a", "{'name':'A'}")).get(0);
    }

    @Test
    void a_job_in_the_state_that_is_gone_is_created_again_after_one_lookup() {
        putIntoState(9);

        assertThat(write(desired("a", "{'name':'A'}")).get(0).result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.calls).containsExactly("get 9", "create A", "get 1");
    }

    @Test
    void a_job_in_the_state_that_is_hidden_is_not_created_again() {
        Outcome outcome = lookingFails(403);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error()).hasValueSatisfying(error -> assertThat(error)
                .contains("job 9 may still be there", "CAN_MANAGE", "rename jobs/a.json"));
        assertThat(workspace.creates).isZero();
    }

    @Test
    void a_job_in_the_state_that_can_not_be_read_is_not_created_again() {
        Outcome outcome = lookingFails(500);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error())
                .hasValue("no job was made, because its job 9 could not be looked at, the next pass tries again: the"
                        + " workspace said no");
        assertThat(workspace.creates).isZero();
    }

    @Test
    void a_job_in_the_state_that_exists_though_the_listing_did_not_show_it_is_not_created_again() {
        workspace = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                return Optional.of(owned(jobId, "us", "a", "{'name':'A'}"));
            }
        };
        putIntoState(9);

        Outcome outcome = write(desired("a", "{'name':'A'}")).get(0);

        assertThat(outcome.error())
                .hasValue("no job was made: its job 9 is there, though the listing did not show it; the next pass looks"
                        + " again");
        assertThat(workspace.creates).isZero();
    }

    @Test
    void a_job_in_the_state_that_the_listing_shows_as_somebody_elses_is_not_made_a_second_time() {
        workspace.jobs.add(owned(1, "them", "x", "{'name':'Theirs'}"));
        putIntoState(1);

        Outcome outcome = write(desired("a", "{'name':'A'}")).get(0);

        assertThat(outcome.change().reason())
                .isEqualTo("its job 1 is kept by owner 'them' now; remove the definition, or take the job back:"
                        + " db-dsc-jobs transfer --from them --key x --as a --to us");
        assertThat(workspace.calls).isEmpty();
    }
}
