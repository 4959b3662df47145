package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever makes two jobs of one definition, the younger one is removed, and nothing else is. */
class TwinsTest {

    private static final String ANN = "ann@example.com";

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start(
            SimulationOptions.defaults().withCallers(Passes.ROBOT, Caller.admin("ann-token", ANN)));

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static InMemoryStores container() {
        return new InMemoryStores()
                .file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 60}")
                .file("jobs/a.json", "{\"name\": \"A\"}");
    }

    private Report sync(InMemoryStores stores) {
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace), stores.stores())
                .run(SyncRequest.SYNC);
    }

    private static Outcome only(Report report, Action action) {
        List<Outcome> outcomes = report.outcomes().stream()
                .filter(outcome -> outcome.change().action() == action)
                .toList();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private StoredJob twin(StoredJob job) {
        long id = workspace.jobs().put(Passes.ROBOT.userName(), job.settings().deepCopy());
        return workspace.jobs().find(id).orElseThrow();
    }

    private List<Long> ids() {
        return workspace.jobs().all().stream().map(StoredJob::id).toList();
    }

    @Test
    void what_another_run_makes_at_the_same_time_is_healed_in_the_same_run() {
        workspace.faults().onNext(Operation.CREATE, Fault.meanwhile("another run", () -> sync(container())));

        Report report = sync(container());

        assertThat(workspace.jobs().all()).hasSize(1);
        assertThat(only(report, Action.CREATE).result()).isEqualTo(Result.APPLIED);
        assertThat(only(report, Action.CREATE).jobId()).hasValue(ids().get(0));
        assertThat(only(report, Action.CREATE).error()).hasValueSatisfying(told -> assertThat(told)
                .contains("made beside it by accident and had never run, was removed"));
        assertThat(report.failed()).isFalse();
    }

    @Test
    void a_second_one_that_comes_later_is_removed_by_the_next_run_also_without_a_state() {
        sync(container());
        StoredJob first = workspace.jobs().all().get(0);
        twin(first);

        Report report = sync(container());

        assertThat(only(report, Action.DELETE).result()).isEqualTo(Result.APPLIED);
        assertThat(only(report, Action.NONE).jobId()).hasValue(first.id());
        assertThat(ids()).containsExactly(first.id());
    }

    @Test
    void the_younger_one_is_removed_even_where_it_is_the_remembered_one() {
        InMemoryStores first = container();
        sync(first);
        StoredJob elder = workspace.jobs().all().get(0);
        StoredJob younger = twin(elder);
        Map<JobKey, AppliedJob> state = new HashMap<>();
        first.state().forEach((key, job) -> state.put(key, job.as(younger.id())));
        InMemoryStores second = container().withState(state);

        Report report = sync(second);

        assertThat(ids()).containsExactly(elder.id());
        assertThat(only(report, Action.DELETE).jobId()).hasValue(younger.id());
        assertThat(second.state().values()).singleElement().satisfies(job -> assertThat(job.jobId())
                .isEqualTo(elder.id()));
        assertThat(sync(second).hasChanges()).isFalse();
    }

    @Test
    void one_that_has_run_is_paused_reported_and_left() {
        sync(container());
        StoredJob job = workspace.jobs().all().get(0);
        StoredJob second = twin(job);
        workspace.jobs().setActiveRuns(second.id(), 1);

        Report report = sync(container());

        assertThat(only(report, Action.DELETE).result()).isEqualTo(Result.FAILED);
        assertThat(only(report, Action.DELETE).error())
                .hasValueSatisfying(told -> assertThat(told).contains("has run: it is paused and left"));
        assertThat(ids()).containsExactlyInAnyOrder(job.id(), second.id());
    }

    @Test
    void one_that_somebody_else_made_or_that_differs_is_left_and_refused_as_before() {
        sync(container());
        StoredJob job = workspace.jobs().all().get(0);
        StoredJob other = twin(job);
        workspace.jobs().edit(other.id(), settings -> settings.put("timeout_seconds", 61));

        Report report = sync(container());

        assertThat(report.refused()).isTrue();
        assertThat(ids()).containsExactlyInAnyOrder(job.id(), other.id());

        workspace.jobs().delete(other.id());
        long copied = workspace.jobs().put(ANN, job.settings().deepCopy());
        sync(container());
        assertThat(ids()).containsExactlyInAnyOrder(job.id(), copied);
    }
}
