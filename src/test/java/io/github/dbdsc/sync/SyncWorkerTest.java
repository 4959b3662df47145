package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.fakes.InMemoryReports;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Passes;
import io.github.dbdsc.reconcile.RunPolicy;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as the queue hands them out: repeated, late, while another run works, while the world is down. */
class SyncWorkerTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final Hands clock = new Hands();
    private final InMemoryStores stores =
            new InMemoryStores().file("templates/standard.jinja2", """
                    {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "existing_cluster_id": "c",
                     "notebook_task": {"notebook_path": "/n"}}]}""").lockedAt(clock);
    private final Kept queue = new Kept();
    private boolean busy;
    private int repeats;
    private boolean reportsAreDown;
    private boolean stateIsDown;
    private @Nullable Throwable unforeseen;

    private Snapshot definitions(DefinitionStore real) {
        if (unforeseen instanceof Error error) {
            throw error;
        }
        if (unforeseen instanceof RuntimeException failure) {
            throw failure;
        }
        return real.read();
    }

    /** Reports as they are, or none that can be written. */
    private ReportStore reports(ReportStore real) {
        return reportsAreDown
                ? new InMemoryReports() {
                    @Override
                    public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
                        throw new StoreException("the reports are down");
                    }
                }
                : real;
    }

    /** The state as it is, or one that can't be read. */
    private StateStore state(StateStore real) {
        return new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                if (stateIsDown && path.equals(Passes.TARGET.id() + ".json")) {
                    throw new StoreException("the state is down");
                }
                return real.read(path);
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                return real.write(path, content, replaces);
            }
        };
    }

    /** A clock that the test sets. */
    private static final class Hands extends Clock {
        private Instant now = START;

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A queue that records what it is sent. */
    private static final class Kept implements RequestQueue {
        private record Sent(SyncRequest request, Duration delay) {}

        private final List<Sent> sent = new ArrayList<>();
        private final List<String> givenUp = new ArrayList<>();
        private boolean down;

        @Override
        public void send(SyncRequest request, Duration delay) {
            if (down) {
                throw new StoreException("the queue is down");
            }
            sent.add(new Sent(request, delay));
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            givenUp.add(reason);
        }

        @Override
        public Waiting waiting() {
            return new Waiting(sent.size(), givenUp.size(), givenUp);
        }
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private SyncWorker worker() {
        Stores real = stores.stores();
        Stores withLock = new Stores(
                () -> definitions(real.definitions()),
                () -> busy ? Optional.empty() : real.lock().tryAcquire(),
                state(real.state()),
                real.reports());
        return new SyncWorker(
                Passes.with(RunPolicy.DEFAULT).at(clock, pause -> {}).reconciler(Passes.client(workspace), withLock),
                queue,
                reports(real.reports()),
                () -> id(0xa000 + repeats++),
                clock);
    }

    private Result handle(SyncRequest request, int queuedAtSecond) {
        return worker().handle(request, new Delivery(START.plusSeconds(queuedAtSecond), 1, line -> {}));
    }

    private void define(String key) {
        stores.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\"}");
    }

    private void atSecond(int second) {
        clock.now = START.plusSeconds(second);
    }

    private static String id(int event) {
        return String.format(Locale.ROOT, "20261122T120000Z-%06x", event);
    }

    private static SyncRequest landed(int event) {
        return SyncRequest.CHANGES.as(id(event)).because("jobs/a.json landed");
    }

    @Test
    void a_burst_of_events_costs_one_run_and_those_that_come_later_another() {
        define("a");
        atSecond(10);
        assertThat(handle(landed(0), 0)).isInstanceOf(Result.Done.class);
        workspace.calls().reset();

        for (int event = 1; event < 500; event++) {
            assertThat(handle(landed(event), 3)).isEqualTo(new Result.Covered(id(0)));
        }
        assertThat(workspace.calls().count()).isZero();

        define("b");
        atSecond(20);
        assertThat(handle(landed(500), 12)).isInstanceOf(Result.Done.class);
        assertThat(workspace.jobs().all()).hasSize(2);
    }

    @Test
    void a_request_that_another_run_has_covered_ends_without_asking_for_the_lock() {
        define("a");
        atSecond(10);
        handle(landed(0), 0);
        busy = true;

        assertThat(handle(landed(1), 3)).isEqualTo(new Result.Covered(id(0)));
        assertThat(handle(landed(2), 11)).as("one that is not").isInstanceOf(Result.Delayed.class);
    }

    /** Records a run as a machine would whose clock is ahead. */
    private void runWithClockAhead(int second, Duration ahead, String runId) {
        clock.now = START.plusSeconds(second).plus(ahead);
        handle(SyncRequest.SYNC.as(runId).because("timer"), second);
        atSecond(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT6S", "PT9S", "PT1M", "PT168H"})
    void a_run_recorded_by_a_clock_that_was_ahead_covers_no_request_made_after_it(Duration ahead) {
        define("a");
        runWithClockAhead(10, ahead, id(1));
        define("b");
        atSecond(15);

        assertThat(handle(landed(2), 12)).isInstanceOf(Result.Done.class);
        assertThat(workspace.jobs().all()).hasSize(2);

        atSecond(20);
        assertThat(handle(landed(3), 12)).as("covered by the run at second 15").isEqualTo(new Result.Covered(id(2)));
    }

    @Test
    void a_run_by_a_clock_that_was_ahead_never_comes_to_cover_a_request_whose_own_run_failed() {
        define("a");
        runWithClockAhead(10, Duration.ofSeconds(9), id(1));
        define("b");
        atSecond(12);
        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        assertThat(handle(landed(2), 12)).isInstanceOf(Result.Delayed.class);
        atSecond(60);

        assertThat(handle(landed(2), 12)).isInstanceOf(Result.Done.class);
    }

    @Test
    void a_record_of_the_future_is_set_aside_and_the_report_says_where() {
        define("a");
        runWithClockAhead(10, Duration.ofDays(7), id(1));
        atSecond(20);

        Result.Done done = (Result.Done) handle(landed(2), 12);

        assertThat(done.report().notes()).singleElement().satisfies(note -> assertThat(note)
                .startsWith("the record of what earlier runs have covered was not used: state/")
                .contains("names a run that is yet to begin", ".damaged-"));
        atSecond(30);
        assertThat(((Result.Done) handle(landed(3), 29)).report().notes()).isEmpty();
    }

    @Test
    void a_clock_a_few_seconds_ahead_is_no_note() {
        define("a");
        runWithClockAhead(10, Duration.ofSeconds(5), id(1));
        atSecond(12);

        assertThat(((Result.Done) handle(landed(2), 12)).report().notes()).isEmpty();
    }

    @Test
    void an_event_from_just_before_a_run_is_not_taken_for_covered() {
        atSecond(10);
        handle(landed(0), 0);

        assertThat(handle(landed(1), 9)).isInstanceOf(Result.Done.class);
    }

    @Test
    void the_same_event_three_times_and_out_of_order_writes_once() {
        define("a");
        atSecond(10);
        handle(landed(2), 4);
        handle(landed(1), 2);
        handle(landed(2), 4);
        handle(landed(2), 9);

        assertThat(workspace.calls().count(Operation.CREATE)).isEqualTo(1);
        assertThat(workspace.calls().count(Operation.RESET)).isZero();
    }

    @Test
    void a_look_at_changes_does_not_cover_a_request_for_everything_but_the_reverse_does() {
        atSecond(10);
        handle(landed(0), 0);
        assertThat(handle(SyncRequest.SYNC.as("timer-1").because("timer"), 0)).isInstanceOf(Result.Done.class);

        assertThat(handle(SyncRequest.SYNC.as("timer-2").because("timer"), 0)).isEqualTo(new Result.Covered("timer-1"));
        assertThat(handle(landed(1), 0)).isInstanceOf(Result.Covered.class);
    }

    @Test
    void a_request_for_one_job_or_with_pruning_or_with_an_approved_plan_is_always_done() {
        define("a");
        atSecond(10);
        handle(SyncRequest.SYNC.as("full").because("timer"), 0);

        assertThat(handle(
                        SyncRequest.SYNC
                                .only(new JobKey("a"))
                                .as(id(91))
                                .because("http")
                                .watched(true),
                        0))
                .isInstanceOf(Result.Done.class);
        assertThat(handle(
                        SyncRequest.SYNC.prune(true).as(id(92)).because("http").watched(true), 0))
                .isInstanceOf(Result.Done.class);
        assertThat(handle(
                        SyncRequest.SYNC
                                .approving("f")
                                .as(id(93))
                                .because("http")
                                .watched(true),
                        0))
                .isInstanceOf(Result.Done.class);
    }

    @Test
    void while_another_run_works_the_request_waits_in_the_queue_and_keeps_its_time() {
        busy = true;

        assertThat(handle(landed(0), 7)).isInstanceOf(Result.Delayed.class);

        SyncRequest waiting = queue.sent.get(0).request();
        assertThat(waiting.queuedAt()).hasValue(START.plusSeconds(7));
        assertThat(waiting.attempt()).as("waiting is no failure").isZero();
        assertThat(waiting.queuedAt(START.plusSeconds(60)).queuedAt()).hasValue(START.plusSeconds(7));
    }

    @Test
    void a_request_that_finds_the_lock_taken_waits_longer_each_time_and_one_that_is_watched_not_for_long() {
        busy = true;

        assertThat(waitsWhileBusy(landed(0))).containsExactly(5L, 5L, 10L, 20L, 30L, 30L);
        assertThat(waitsWhileBusy(landed(1).watched(true))).containsExactly(5L, 5L, 10L, 10L, 10L, 10L);
    }

    private List<Long> waitsWhileBusy(SyncRequest request) {
        List<Long> waits = new ArrayList<>();
        int second = 0;
        for (int time = 0; time < 6; time++) {
            atSecond(second);
            Result.Delayed delayed = (Result.Delayed) handle(request.queuedAt(START), second);
            waits.add(delayed.delay().toSeconds());
            second += (int) delayed.delay().toSeconds();
        }
        return waits;
    }

    @Test
    void while_the_workspace_is_down_requests_wait_longer_each_time_and_are_given_up_with_the_reason() {
        define("a");
        SyncRequest request = landed(0);
        List<Long> waits = new ArrayList<>();
        Result result = new Result.Delayed("", Duration.ZERO, null);
        while (result instanceof Result.Delayed) {
            workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
            result = handle(request, 0);
            if (result instanceof Result.Delayed delayed) {
                waits.add(delayed.delay().toSeconds());
                request = queue.sent.get(queue.sent.size() - 1).request();
            }
        }

        assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L);
        assertThat(queue.givenUp).singleElement().asString().contains("403");
        assertThat(handle(landed(1), 0)).as("later requests work").isInstanceOf(Result.Done.class);
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void jobs_that_failed_are_tried_again_a_few_times_without_another_event() {
        define("a");
        workspace.faults().onNext(Operation.CREATE, Fault.refused(400, "INVALID_PARAMETER_VALUE"));

        Result result = handle(landed(0), 0);

        assertThat(((Result.Done) result).report().count(Outcome.Result.FAILED)).isEqualTo(1);
        SyncRequest again = queue.sent.get(0).request();
        assertThat(again.why()).contains(id(0));
        assertThat(handle(again, 60)).isInstanceOf(Result.Done.class);
        assertThat(workspace.jobs().all()).hasSize(1);
        assertThat(queue.sent).hasSize(1);
    }

    @Test
    void jobs_that_no_run_made_while_the_state_could_not_be_read_are_made_soon_and_not_by_the_timer() {
        define("a");
        handle(SyncRequest.SYNC.as(id(0)).because("timer"), 0);
        workspace.jobs().delete(workspace.jobs().all().get(0).id());
        stateIsDown = true;
        atSecond(20);

        Result result = handle(SyncRequest.SYNC.as(id(1)).because("timer"), 15);

        assertThat(((Result.Done) result).report().count(Outcome.Result.PENDING))
                .isEqualTo(1);
        assertThat(workspace.jobs().all()).isEmpty();
        stateIsDown = false;
        Kept.Sent again = queue.sent.get(0);
        assertThat(again.delay()).isEqualTo(Duration.ofSeconds(30));
        atSecond(60);
        assertThat(handle(again.request(), 50)).isInstanceOf(Result.Done.class);
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void an_error_that_was_not_there_before_is_looked_at_again_once() {
        stores.file("jobs/a.json", "{");

        handle(landed(0), 0);

        assertThat(queue.sent).hasSize(1);
        Kept.Sent again = queue.sent.get(0);
        assertThat(again.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(again.request().why()).isEqualTo("errors found by " + id(0));
        atSecond(60);
        assertThat(handle(again.request(), 50)).isInstanceOf(Result.Done.class);
        assertThat(queue.sent).hasSize(1);
    }

    @Test
    void jobs_that_fail_for_good_are_left_to_the_timer_in_the_end() {
        define("a");
        SyncRequest request = landed(0);
        int runs = 0;
        boolean more = true;
        while (more) {
            workspace.faults().onNext(Operation.CREATE, Fault.refused(400, "INVALID_PARAMETER_VALUE"));
            int before = queue.sent.size();
            handle(request, 0);
            runs++;
            more = queue.sent.size() > before;
            request = more ? queue.sent.get(before).request() : request;
        }

        assertThat(runs).isEqualTo(1 + FollowUps.MOST_REPEATS);
    }

    @Test
    void a_request_for_a_job_that_is_not_there_is_given_up_at_once() {
        Result result = handle(
                SyncRequest.SYNC.only(new JobKey("x")).as("r").because("http").watched(true), 0);

        assertThat(result).isInstanceOf(Result.NoSuchJob.class);
        assertThat(queue.sent).isEmpty();
        assertThat(queue.givenUp).isEmpty();
    }

    @Test
    void a_request_that_is_delivered_again_after_its_report_was_written_is_not_done_twice() {
        define("a");
        SyncRequest pruning =
                SyncRequest.SYNC.prune(true).as(id(7)).because("http").watched(true);
        assertThat(handle(pruning, 0)).isInstanceOf(Result.Done.class);
        String report = stores.stores().reports().read(id(7)).orElseThrow();

        assertThat(handle(pruning, 0)).isEqualTo(new Result.Covered(id(7)));
        assertThat(stores.stores().reports().read(id(7))).hasValue(report);
    }

    @Test
    void whoever_waits_learns_that_another_run_did_the_work() {
        atSecond(10);
        handle(landed(0), 0);
        atSecond(20);
        handle(SyncRequest.SYNC.as(id(1)).because("timer"), 11);

        assertThat(handle(SyncRequest.SYNC.as(id(2)).because("http").watched(true), 12))
                .isEqualTo(new Result.Covered(id(1)));
        assertThat(RunLookup.find(stores.stores().reports(), id(2))
                        .orElseThrow()
                        .document()
                        .path("coveredBy")
                        .asText())
                .isEqualTo(id(1));
        assertThat(handle(landed(3), 12)).isInstanceOf(Result.Covered.class);
        assertThat(stores.stores().reports().read(id(3)))
                .as("nobody waits for an event's run")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {NullPointerException.class, StackOverflowError.class, OutOfMemoryError.class})
    void a_failure_that_nobody_foresaw_is_tried_again_and_ends_as_failed_for_whoever_waits(
            Class<? extends Throwable> kind) throws Exception {
        unforeseen = kind.getConstructor(String.class).newInstance("internal detail");
        SyncRequest request = SyncRequest.SYNC.as(id(1)).because("http").watched(true);

        Result first = handle(request, 0);

        assertThat(first).isInstanceOfSatisfying(Result.Delayed.class, delayed -> {
            assertThat(delayed.delay()).isEqualTo(Duration.ofSeconds(5));
            assertThat(delayed.fault()).isSameAs(unforeseen);
        });
        RunLookup.Found waiting =
                RunLookup.find(stores.stores().reports(), id(1)).orElseThrow();
        assertThat(waiting.pending()).isTrue();
        assertThat(waiting.document().path("error").asText())
                .startsWith("the program itself failed (" + kind.getSimpleName() + ")")
                .doesNotContain("internal detail");

        Result last = handle(request.attempt(FailedRequests.MOST_FAILURES), 0);

        assertThat(last).isInstanceOf(Result.GivenUp.class);
        assertThat(queue.givenUp).hasSize(1);
        RunLookup.Found failed =
                RunLookup.find(stores.stores().reports(), id(1)).orElseThrow();
        assertThat(failed.pending()).isFalse();
        assertThat(failed.document().path("status").asText()).isEqualTo("failed");
    }

    @Test
    void a_request_whose_end_can_not_be_recorded_is_tried_again_instead_of_being_forgotten() {
        SyncRequest request =
                SyncRequest.SYNC.as(id(1)).because("http").watched(true).attempt(FailedRequests.MOST_FAILURES);
        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        define("a");
        reportsAreDown = true;

        assertThat(handle(request, 0)).isInstanceOf(Result.Delayed.class);
        assertThat(queue.givenUp).isEmpty();

        reportsAreDown = false;
        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        assertThat(handle(request, 0)).isInstanceOf(Result.GivenUp.class);
    }

    @Test
    void a_run_that_is_given_up_is_listed_as_failed_with_the_reason() {
        SyncRequest request = landed(0);
        for (int failure = 0; failure < FailedRequests.MOST_FAILURES; failure++) {
            request = request.afterFailure();
        }
        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        define("a");

        assertThat(handle(request, 0)).isInstanceOf(Result.GivenUp.class);
        assertThat(stores.stores().reports().list(null, 1)).singleElement().satisfies(run -> assertThat(run.status())
                .isEqualTo(RunStatus.FAILED));
        assertThat(stores.stores().reports().read(id(0)).orElseThrow()).contains("403");
    }

    @Test
    void a_queue_that_does_not_take_a_request_back_makes_the_delivery_fail() {
        busy = true;
        queue.down = true;

        assertThatThrownBy(() -> handle(landed(0), 0)).isInstanceOf(StoreException.class);
    }

    @Test
    void requests_survive_a_round_trip_through_a_message() throws Exception {
        for (SyncRequest request : List.of(
                landed(1).queuedAt(START).afterFailure(),
                SyncRequest.SYNC.as(id(2)).because("timer"),
                SyncRequest.SYNC
                        .only(new JobKey("etl/täglich"))
                        .prune(true)
                        .approving("abc")
                        .as(id(3))
                        .because("POST /api/sync")
                        .watched(true))) {
            assertThat(SyncRequestJson.read(SyncRequestJson.write(request))).isEqualTo(request);
        }
        assertThat(SyncRequestJson.reason(SyncRequestJson.write(landed(1), "too often")))
                .hasValue("too often");
        for (String bad :
                List.of("", "[]", "{", "{\"version\":2}", "{\"version\":1}", "{\"version\":1,\"runId\":\"x\"}")) {
            assertThatThrownBy(() -> SyncRequestJson.read(bad))
                    .isInstanceOf(SyncRequestJson.MalformedRequestException.class);
        }
    }

    @Test
    void a_message_that_is_no_request_is_not_quoted() {
        assertThatThrownBy(() -> SyncRequestJson.read("{\"version\":{\"secret\":\"hunter2\"}}"))
                .isInstanceOf(SyncRequestJson.MalformedRequestException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_message_that_was_tried_more_often_than_can_be_counted_is_given_up() throws Exception {
        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        SyncRequest request = SyncRequestJson.read(
                "{\"version\":1,\"runId\":\"" + id(0) + "\",\"scope\":\"everything\",\"attempt\":2147483647}");

        assertThat(handle(request, 0)).isInstanceOf(Result.GivenUp.class);
    }
}
