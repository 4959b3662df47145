package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Passes;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.RunPolicy;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose worker is told to end while their run writes: what is left of them is done by whoever takes it next. */
class StoppedRunsTest {

    private static final Instant QUEUED = Instant.parse("2026-11-22T11:59:00Z");
    private static final String FIRST = "20261122T120000Z-ffffff";
    private static final String SECOND = "20261122T120000Z-000000";
    private static final int NEVER = Integer.MAX_VALUE;

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", """
                    {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "existing_cluster_id": "c",
                     "notebook_task": {"notebook_path": "/n"}}]}""");
    private final List<SyncRequest> sent = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    private boolean queueIsDown;
    private int writesBeforeTheEnd = NEVER;
    private int ids = 0xa0;

    private final RequestQueue queue = new RequestQueue() {
        @Override
        public void send(SyncRequest request, Duration delay) {
            if (queueIsDown) {
                throw new StoreException("the queue is down");
            }
            try {
                sent.add(SyncRequestJson.read(SyncRequestJson.write(request)));
            } catch (SyncRequestJson.MalformedRequestException e) {
                throw new AssertionError(e);
            }
            delays.add(delay);
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            givenUp.add(reason);
        }

        @Override
        public Waiting waiting() {
            return Waiting.NOTHING;
        }
    };

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void define(String... keys) {
        for (String key : keys) {
            stores.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\"}");
        }
    }

    /** A lock whose leases end when so much has been written. */
    private RunLock lock() {
        return () -> stores.stores().lock().tryAcquire().map(lease -> new RunLock.Lease() {
            @Override
            public boolean held() {
                return workspace.calls().writes() < writesBeforeTheEnd;
            }

            @Override
            public Optional<Instant> since() {
                return lease.since();
            }

            @Override
            public void close() {
                lease.close();
            }
        });
    }

    private Reconciler reconciler(RunLock lock) {
        Stores real = stores.stores();
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(
                        Passes.client(workspace), new Stores(real.definitions(), lock, real.state(), real.reports()));
    }

    private SyncWorker worker(RequestQueue to) {
        return new SyncWorker(
                reconciler(lock()),
                to,
                stores.stores().reports(),
                () -> String.format(Locale.ROOT, "20261122T120000Z-%06x", ids++),
                Passes.NOON);
    }

    private Result handle(SyncRequest request) {
        return worker(queue).handle(request, new Delivery(QUEUED, 1, line -> {}));
    }

    /** Handles a request whose run is stopped after so many writes. */
    private void handleUntil(int writes, SyncRequest request) {
        writesBeforeTheEnd = workspace.calls().writes() + writes;
        assertThat(handle(request)).isInstanceOf(Result.Done.class);
        writesBeforeTheEnd = NEVER;
    }

    private Report done(SyncRequest request) {
        return ((Result.Done) handle(request)).report();
    }

    private static SyncRequest asked(SyncRequest request) {
        return request.as(FIRST).because("POST /api/sync").watched(true);
    }

    private SyncRequest rest() {
        return sent.get(sent.size() - 1);
    }

    private List<String> jobs() {
        return workspace.jobs().all().stream().map(StoredJob::name).sorted().toList();
    }

    private JsonNode report(String runId) {
        try {
            return new JsonMapper()
                    .readTree(stores.stores().reports().read(runId).orElseThrow());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RunLookup.Found found(String runId) {
        return RunLookup.find(stores.stores().reports(), runId).orElseThrow();
    }

    @Test
    void a_request_that_was_stopped_goes_on_under_another_id_and_neither_record_is_lost() {
        define("a", "b", "c");

        handleUntil(1, asked(SyncRequest.SYNC));

        assertThat(jobs()).containsExactly("a");
        assertThat(sent).singleElement().satisfies(rest -> {
            assertThat(rest.runId()).isEqualTo(SECOND);
            assertThat(rest.why()).isEqualTo("POST /api/sync, goes on with " + FIRST);
            assertThat(rest.stoppedRun()).hasValue(FIRST);
            assertThat(rest.watched()).isTrue();
            assertThat(rest.scope()).isEqualTo(SyncRequest.SYNC.scope());
            assertThat(rest.queuedAt()).hasValue(QUEUED);
        });
        assertThat(delays).containsExactly(Duration.ofSeconds(5));
        assertThat(found(SECOND).pending()).isTrue();

        assertThat(done(rest()).count(Outcome.Result.APPLIED)).isEqualTo(2);

        assertThat(jobs()).containsExactly("a", "b", "c");
        assertThat(sent).hasSize(1);
        assertThat(report(FIRST).at("/counts/create").asInt()).isEqualTo(3);
        assertThat(report(SECOND).at("/counts/create").asInt()).isEqualTo(2);
        assertThat(found(FIRST).document().path("continuedBy").asText()).isEqualTo(SECOND);
        assertThat(found(SECOND).document().path("why").asText()).endsWith("goes on with " + FIRST);
    }

    @Test
    void a_request_that_is_stopped_again_and_again_names_the_last_stopped_run() {
        define("a", "b", "c");
        handleUntil(1, asked(SyncRequest.SYNC));
        handleUntil(1, rest());

        assertThat(rest().why()).isEqualTo("POST /api/sync, goes on with " + SECOND);
        assertThat(done(rest()).count(Outcome.Result.APPLIED)).isEqualTo(1);
        assertThat(jobs()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_stopped_request_that_is_delivered_again_is_not_done_already(boolean watched) {
        define("a", "b", "c");
        SyncRequest request =
                watched ? asked(SyncRequest.SYNC) : SyncRequest.SYNC.as(FIRST).because("timer");
        handleUntil(1, request);
        sent.clear(); // as if the worker had ended before it could send this
        JsonNode stopped = report(FIRST);

        assertThat(handle(request)).isInstanceOf(Result.Delayed.class);

        assertThat(sent).extracting(SyncRequest::runId).containsExactly(SECOND);
        assertThat(handle(rest())).isInstanceOf(Result.Done.class);
        assertThat(jobs()).containsExactly("a", "b", "c");
        assertThat(report(FIRST)).isEqualTo(stopped);

        assertThat(handle(request)).as("the rest is done").isEqualTo(new Result.Covered(SECOND));
        assertThat(handle(sent.get(0))).isInstanceOf(Result.Covered.class);
        assertThat(sent).hasSize(1);
        assertThat(workspace.calls().count(Operation.CREATE)).isEqualTo(3);
    }

    @Test
    void a_queue_that_does_not_take_the_rest_makes_the_delivery_fail_and_the_report_stays() {
        define("a", "b", "c");
        queueIsDown = true;
        writesBeforeTheEnd = 1;
        assertThatThrownBy(() -> handle(asked(SyncRequest.SYNC))).isInstanceOf(StoreException.class);
        writesBeforeTheEnd = NEVER;
        queueIsDown = false;

        assertThat(found(FIRST).isReport()).isTrue();
        assertThat(handle(asked(SyncRequest.SYNC))).isInstanceOf(Result.Delayed.class);
        done(rest());
        assertThat(jobs()).containsExactly("a", "b", "c");
    }

    @Test
    void a_stopped_run_in_which_a_job_failed_too_goes_on_as_well() {
        define("a", "b", "c");
        workspace.faults().onNext(Operation.CREATE, Fault.refused(400, "INVALID_PARAMETER_VALUE"));
        handleUntil(2, asked(SyncRequest.SYNC));
        assertThat(found(FIRST).document().at("/counts/failed").asInt()).isEqualTo(1);

        assertThat(sent).hasSize(1);
        assertThat(handle(asked(SyncRequest.SYNC))).isInstanceOf(Result.Delayed.class);
        done(rest());
        assertThat(jobs()).containsExactly("a", "b", "c");
    }

    @Test
    void a_request_that_never_gets_to_write_waits_longer_each_time_and_is_given_up() {
        define("a");
        SyncRequest request = asked(SyncRequest.SYNC);
        for (int run = 0; run < FailedRequests.MOST_FAILURES; run++) {
            handleUntil(0, request);
            request = rest();
        }
        assertThat(delays).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(givenUp).isEmpty();

        handleUntil(0, request);

        assertThat(givenUp).singleElement().asString().contains("stopped before it had written anything");
        assertThat(sent).hasSize(FailedRequests.MOST_FAILURES);
    }

    private void withNotebooks() {
        stores.file("templates/standard.jinja2", """
                    {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "existing_cluster_id": "c",
                     "notebook_task": {"notebook_path": "/{{ job.notebook or job.name }}"}}]}""");
    }

    @Test
    void a_request_with_pruning_goes_on_with_pruning() {
        withNotebooks();
        define("a", "b", "e", "gone");
        done(SyncRequest.SYNC.as("20261122T110000Z-000001"));
        stores.remove("jobs/gone.json");
        define("c", "d");
        handleUntil(1, asked(SyncRequest.SYNC.prune(true)));
        assertThat(jobs()).containsExactly("a", "b", "c", "e", "gone");

        assertThat(rest().prune()).isTrue();
        done(rest());
        assertThat(jobs()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void a_request_for_one_job_goes_on_with_that_job() {
        define("a", "b");
        handleUntil(0, asked(SyncRequest.SYNC.only(new JobKey("b"))));

        assertThat(rest().key()).hasValue(new JobKey("b"));
        done(rest());
        assertThat(jobs()).containsExactly("b");
    }

    @Test
    void a_stopped_run_of_which_safety_withholds_something_goes_on_with_the_rest() {
        withNotebooks();
        define("gone", "a");
        done(SyncRequest.SYNC.as("20261122T110000Z-000001"));
        stores.remove("jobs/gone.json");
        stores.file("jobs/like-gone.json", "{\"name\": \"like-gone\", \"notebook\": \"gone\"}");
        define("c", "d");
        handleUntil(1, asked(SyncRequest.SYNC.prune(true)));
        assertThat(found(FIRST).document().path("objections").toString()).contains("looks like jobs/gone.json");
        assertThat(jobs()).containsExactly("a", "c", "gone");

        assertThat(handle(asked(SyncRequest.SYNC.prune(true)))).isInstanceOf(Result.Delayed.class);
        done(rest());
        assertThat(jobs()).containsExactly("a", "c", "d", "gone");
    }

    private SyncRequest approved() {
        Report plan = reconciler(stores.stores().lock()).run(SyncRequest.PLAN);
        return asked(SyncRequest.SYNC.approving(plan.fingerprint()));
    }

    @Test
    void a_request_bound_to_a_plan_goes_on_with_the_rest_of_that_plan() {
        define("a", "b", "c");
        handleUntil(1, approved());

        Report rest = done(rest());

        assertThat(rest.objections()).isEmpty();
        assertThat(rest.count(Outcome.Result.APPLIED)).isEqualTo(2);
        assertThat(jobs()).containsExactly("a", "b", "c");
    }

    @Test
    void a_request_bound_to_a_plan_does_what_is_left_of_it_and_nothing_that_came_later() {
        define("a", "b", "c", "d");
        handleUntil(1, approved());
        stores.file("jobs/c.json", "{\"name\": \"changed\"}");
        stores.remove("jobs/d.json");
        define("e");

        Report refused = done(rest());

        assertThat(refused.objections()).singleElement().asString().contains("the plan is not the approved one");
        assertThat(jobs()).containsExactly("a");
        List<SyncRequest> single = sent.subList(1, sent.size());
        assertThat(single).extracting(SyncRequest::key).containsExactly(Optional.of(new JobKey("b")));
        assertThat(done(single.get(0)).objections()).isEmpty();
        assertThat(jobs()).as("neither the changed definition nor the new one").containsExactly("a", "b");
        assertThat(sent).hasSize(2);

        assertThat(handle(sent.get(0))).as("delivered again").isEqualTo(new Result.Covered(SECOND));
        assertThat(sent).as("nothing is left").hasSize(2);
    }

    @Test
    void a_change_that_was_approved_and_has_become_another_is_not_carried_out() {
        define("a", "b");
        handleUntil(1, approved());
        stores.file("jobs/b.json", "{\"name\": \"changed\"}");

        assertThat(done(rest()).objections()).hasSize(1);
        assertThat(jobs()).containsExactly("a");
        assertThat(sent).hasSize(1);
    }

    @Test
    void the_end_of_the_process_waits_until_the_rest_is_requested() {
        define("a", "b");
        List<Boolean> over = new ArrayList<>();
        List<SyncWorker> workers = new ArrayList<>();
        workers.add(worker(new RequestQueue() {
            @Override
            public void send(SyncRequest request, Duration delay) {
                over.add(workers.get(0).awaitHandled(Duration.ZERO));
                queue.send(request, delay);
            }

            @Override
            public void giveUp(SyncRequest request, String reason) {
                queue.giveUp(request, reason);
            }

            @Override
            public Waiting waiting() {
                return queue.waiting();
            }
        }));
        writesBeforeTheEnd = 1;

        workers.get(0).handle(asked(SyncRequest.SYNC), new Delivery(QUEUED, 1, line -> {}));

        assertThat(over).as("while the rest was requested").containsExactly(false);
        assertThat(workers.get(0).awaitHandled(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void an_undo_that_was_stopped_goes_on_with_what_is_left_of_it() {
        define("a", "b", "c");
        var unused = done(SyncRequest.SYNC.as("20261122T110000Z-000001"));
        String template = """
                {"name": "{{ job.name }}", "timeout_seconds": 7, "tasks": [{"task_key": "t", "existing_cluster_id": "c",
                 "notebook_task": {"notebook_path": "/n"}}]}""";
        stores.file("templates/standard.jinja2", template);
        String bad = "20261122T110000Z-000002";
        assertThat(done(SyncRequest.SYNC.as(bad)).count(Outcome.Result.APPLIED)).isEqualTo(3);
        SyncRequest undo =
                SyncRequest.SYNC.over(new Scope.Undo(bad, "")).as(FIRST).watched(true);
        String fingerprint = reconciler(lock()).run(undo.dryRun(true)).fingerprint();
        sent.clear();

        handleUntil(1, undo.approving(fingerprint));

        assertThat(sent).hasSize(1);
        assertThat(done(rest()).count(Outcome.Result.APPLIED)).isEqualTo(2);
        assertThat(workspace.jobs().all()).allSatisfy(job -> assertThat(
                        job.settings().path("timeout_seconds").asInt())
                .isZero());
        assertThat(sent).as("nothing is asked for besides").hasSize(1);
    }
}
