package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs do where the store can't say what the state is, as opposed to that there is none. */
class UnreadStateTest {

    private static final JobKey A = new JobKey("a");
    private static final JobKey CALLER = new JobKey("caller");
    private static final JobKey OTHER = new JobKey("other");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", """
                    {"name": "{{ job.name }}", "description": "{{ job.about | default('-') }}", "tasks": [
                     {% if job.next is defined %}
                     {"task_key": "next", "run_job_task": {"job_id": {{ job_ref(job.next) }} }},
                     {% endif %}
                     {"task_key": "t", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
                    """);

    @AfterEach
    void stop() {
        workspace.close();
    }

    /** Answers as the store does, but for the state itself. */
    private final class WithoutTheState implements StateStore {

        @Override
        public Optional<StoredState> read(String path) {
            if (path.equals(Passes.TARGET.id() + ".json")) {
                throw new StoreException("HTTP 503 ServerBusy");
            }
            return stores.read(path);
        }

        @Override
        public boolean write(String path, byte[] content, @Nullable String replaces) {
            return stores.write(path, content, replaces);
        }
    }

    private void define(JobKey key, String more) {
        stores.file(key.path(), "{\"name\": \"" + key.value() + "\"" + more + "}");
    }

    private Report run(SyncRequest request, StateStore state, Clock clock) {
        Stores all = stores.stores();
        return Passes.with(RunPolicy.DEFAULT)
                .at(clock, pause -> {})
                .reconciler(Passes.client(workspace), new Stores(all.definitions(), all.lock(), state, all.reports()))
                .run(request);
    }

    private Report run(SyncRequest request) {
        return run(request, stores, Passes.NOON);
    }

    private Report runUnread(SyncRequest request) {
        return run(request, new WithoutTheState(), Passes.NOON);
    }

    private static Outcome of(Report report, JobKey key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_job_that_a_listing_skips_while_the_state_can_t_be_read_is_not_made_again() {
        define(A, "");
        run(SyncRequest.SYNC);
        workspace.faults().onNext(Operation.LIST, Fault.entriesSkipped(entry -> true));

        Report report = run(SyncRequest.SYNC, new WithoutTheState(), Clock.offset(Passes.NOON, Duration.ofHours(28)));

        assertThat(of(report, A).result()).isEqualTo(Result.PENDING);
        assertThat(of(report, A).error())
                .hasValue(
                        "the state was not read, so no job is made, and nothing is written that needs its id; the next"
                                + " run does it");
        assertThat(report.failed()).as("exit code 1").isTrue();
        assertThat(report.notes())
                .contains("the state was not read, so this run makes no job: one that an earlier run made may be there"
                        + " though the workspace does not list it; the next run makes it if it is not");
        assertThat(workspace.jobs().all()).hasSize(1);
        assertThat(of(run(SyncRequest.SYNC), A).result()).isEqualTo(Result.UNCHANGED);
    }

    @Test
    void the_next_run_that_reads_the_state_makes_the_job() {
        define(A, "");
        runUnread(SyncRequest.SYNC);
        assertThat(workspace.jobs().all()).isEmpty();

        assertThat(of(run(SyncRequest.CHANGES), A).result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_state_that_is_missing_or_damaged_forbids_nothing() {
        define(A, "");
        run(SyncRequest.SYNC, new InMemoryStores(), Passes.NOON);
        InMemoryStores damaged = new InMemoryStores();
        assertThat(damaged.write(".json", new byte[] {'{'}, null)).isTrue();
        define(OTHER, "");

        Report report = run(SyncRequest.SYNC, damaged, Passes.NOON);

        assertThat(of(report, OTHER).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void jobs_that_are_there_are_updated_and_get_their_permissions() {
        define(A, "");
        run(SyncRequest.SYNC);
        define(A, ", \"about\": \"new\"");

        Report report = runUnread(SyncRequest.SYNC);

        assertThat(of(report, A).result()).isEqualTo(Result.APPLIED);
        assertThat(report.failed()).isFalse();
        assertThat(workspace.jobs().all())
                .extracting(job -> job.settings().path("description").asText())
                .containsExactly("new");
    }

    @Test
    void what_needs_the_id_of_a_job_that_is_not_made_is_not_written_either() {
        define(CALLER, "");
        run(SyncRequest.SYNC);
        StoredJob before = workspace.jobs().named("caller").get(0);
        define(CALLER, ", \"next\": \"a\"");
        define(A, "");

        Report report = runUnread(SyncRequest.SYNC);

        assertThat(of(report, CALLER).result()).isEqualTo(Result.PENDING);
        assertThat(workspace.jobs().all()).containsExactly(before);
        run(SyncRequest.CHANGES);
        assertThat(workspace
                        .jobs()
                        .named("caller")
                        .get(0)
                        .settings()
                        .at("/tasks/0/run_job_task/job_id")
                        .asLong())
                .isEqualTo(workspace.jobs().named("a").get(0).id());
    }

    @Test
    void a_plan_says_that_nothing_would_be_made() {
        define(A, "");

        Report plan = runUnread(SyncRequest.PLAN);

        assertThat(ReportText.of(plan, AnsiStyle.PLAIN))
                .contains("  + a  create  'a'\n      pending: the state was not read, so no job is made")
                .contains("Note: the state was not read, so this run makes no job: ");
        assertThat(plan.failed()).isTrue();
    }

    @Test
    void an_approved_plan_makes_none_either() {
        define(A, "");
        String fingerprint = run(SyncRequest.PLAN).fingerprint();

        runUnread(SyncRequest.SYNC.approving(fingerprint));

        assertThat(workspace.jobs().all()).isEmpty();
    }
}
