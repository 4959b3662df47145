package io.github.dbdsc.apply;

import static io.github.dbdsc.plan.Jobs.desired;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.plan.Plan;
import io.github.dbdsc.plan.Planner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApplierTest {

    /** Keeps jobs in a list; each create meets the next of the planned accidents. */
    private static final class MemoryWorkspace implements Workspace {

        private enum Accident {
            NONE,
            LOST_BEFORE,
            LOST_AFTER,
            REFUSED
        }

        private final List<ActualJob> jobs = new ArrayList<>();
        private final Deque<Accident> accidents = new ArrayDeque<>();
        private int creates;

        @Override
        public List<ActualJob> list() {
            return List.copyOf(jobs);
        }

        @Override
        public List<ActualJob> named(String name) {
            return jobs.stream().filter(job -> job.name().equals(name)).toList();
        }

        @Override
        public long create(JobSettings settings) {
            creates++;
            Accident accident = accidents.isEmpty() ? Accident.NONE : accidents.remove();
            if (accident == Accident.REFUSED) {
                throw new WorkspaceException("no", 400, Optional.empty(), false);
            }
            if (accident != Accident.LOST_BEFORE) {
                jobs.add(new ActualJob(jobs.size() + 1L, settings, Optional.empty()));
            }
            if (accident != Accident.NONE) {
                throw new WorkspaceException("no answer", 0, Optional.empty(), true);
            }
            return jobs.size();
        }

        @Override
        public void reset(long jobId, JobSettings settings) {
            jobs.replaceAll(job -> job.id() == jobId ? new ActualJob(jobId, settings, job.creator()) : job);
        }

        @Override
        public long calls() {
            return creates;
        }
    }

    private final MemoryWorkspace workspace = new MemoryWorkspace();
    private final List<Object> pauses = new ArrayList<>();
    private final Applier applier = new Applier(workspace, pauses::add);

    private Plan plan(DesiredJob... jobs) {
        return new Planner(new OwnershipPolicy("us", Optional.empty(), OnNameTaken.REFUSE))
                .plan(new DesiredState(List.of(jobs), Set.of(), List.of()), workspace.list(), Map.of());
    }

    private static final DesiredJob A = desired("a", "{'name':'A'}");
    private static final DesiredJob B = desired("b", "{'name':'B'}");

    @Test
    void a_create_whose_answer_was_lost_is_found_by_its_tags() {
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_AFTER);

        List<Outcome> outcomes = applier.apply(plan(A), () -> true);

        assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.APPLIED);
        assertThat(outcomes.get(0).jobId()).hasValue(1);
        assertThat(workspace.jobs).hasSize(1);
        assertThat(workspace.creates).isEqualTo(1);
    }

    @Test
    void a_create_that_never_arrived_is_made_again_after_looking() {
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_BEFORE);

        assertThat(applier.apply(plan(A), () -> true))
                .extracting(Outcome::result)
                .containsExactly(Result.APPLIED);
        assertThat(workspace.jobs).hasSize(1);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void a_create_that_never_succeeds_is_given_up() {
        workspace.accidents.addAll(List.of(
                MemoryWorkspace.Accident.LOST_BEFORE,
                MemoryWorkspace.Accident.LOST_BEFORE,
                MemoryWorkspace.Accident.LOST_BEFORE));

        List<Outcome> outcomes = applier.apply(plan(A), () -> true);

        assertThat(outcomes.get(0).result()).isEqualTo(Result.FAILED);
        assertThat(outcomes.get(0).error()).hasValue("no answer");
        assertThat(workspace.creates).isEqualTo(3);
    }

    @Test
    void a_job_of_the_same_name_that_is_not_ours_is_not_taken_for_the_lost_one() {
        workspace.jobs.add(new ActualJob(1, A.settings(), Optional.of("bob")));
        Plan plan = new Planner(new OwnershipPolicy("us", Optional.empty(), OnNameTaken.CREATE))
                .plan(new DesiredState(List.of(A), Set.of(), List.of()), workspace.list(), Map.of());
        workspace.accidents.add(MemoryWorkspace.Accident.LOST_BEFORE);

        assertThat(applier.apply(plan, () -> true).get(0).jobId()).hasValue(2);
    }

    @Test
    void one_failure_does_not_stop_the_others() {
        workspace.accidents.add(MemoryWorkspace.Accident.REFUSED);

        assertThat(applier.apply(plan(A, B), () -> true))
                .extracting(Outcome::result)
                .containsExactly(Result.FAILED, Result.APPLIED);
    }

    @Test
    void nothing_is_written_once_the_lease_is_lost() {
        Deque<Boolean> held = new ArrayDeque<>(List.of(true, false));

        assertThat(applier.apply(plan(A, B), held::remove))
                .extracting(Outcome::result)
                .containsExactly(Result.APPLIED, Result.NOT_APPLIED);
        assertThat(workspace.jobs).hasSize(1);
    }
}
