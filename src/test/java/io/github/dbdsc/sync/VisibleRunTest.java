package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.fakes.InMemoryReports;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Passes;
import io.github.dbdsc.reconcile.RunPolicy;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.Outage;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunFailure;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.report.RunSteps;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the list of runs shows of a run that an upload asked for, from when a worker takes it to its end. */
class VisibleRunTest {

    private static final Instant START = Instant.parse("2026-11-22T10:15:00Z");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final SteppedClock clock = new SteppedClock();
    private final InMemoryStores stores =
            new InMemoryStores().file("templates/standard.jinja2", """
                    {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "existing_cluster_id": "c",
                     "notebook_task": {"notebook_path": "/n"}}]}""").lockedAt(clock);
    private final List<ReportSummary> written = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<SyncRequest> sent = new ArrayList<>();
    private String unreadable = "";
    private Duration perLook = Duration.ZERO;

    private final InMemoryReports reports = new InMemoryReports() {
        @Override
        public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
            super.write(summary, json, jobs);
            written.add(summary);
        }
    };

    private final RequestQueue queue = new RequestQueue() {
        @Override
        public void send(SyncRequest request, Duration delay) {
            sent.add(request);
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {}

        @Override
        public Waiting waiting() {
            return Waiting.NOTHING;
        }
    };

    /** The clock, on which each look takes some time. */
    private final Clock slow = new Clock() {
        @Override
        public Instant instant() {
            clock.advance(perLook);
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return clock.withZone(zone);
        }
    };

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Result handle(SyncRequest request, int times) {
        Stores real = stores.stores();
        return new SyncWorker(
                        Passes.with(RunPolicy.DEFAULT)
                                .at(slow, pause -> {})
                                .reconciler(
                                        Passes.client(workspace),
                                        new Stores(() -> definitions(real), real.lock(), real.state(), reports)),
                        queue,
                        reports,
                        () -> id(0xa000 + sent.size()),
                        slow)
                .handle(request, new Delivery(START, times, log::add));
    }

    private Snapshot definitions(Stores real) {
        if (!unreadable.isEmpty()) {
            throw new StoreException(unreadable);
        }
        return real.definitions().read();
    }

    private void define(int jobs) {
        for (int job = 0; job < jobs; job++) {
            stores.file("jobs/j" + job + ".json", "{\"name\": \"j" + job + "\"}");
        }
    }

    private static String id(int event) {
        return String.format(Locale.ROOT, "20261122T101500Z-%06x", event);
    }

    private static SyncRequest landed(int event) {
        return SyncRequest.CHANGES.as(id(event)).because("jobs/a.json landed");
    }

    private ReportSummary listed() {
        return reports.list(null, 1).get(0);
    }

    @Test
    void a_run_that_an_upload_asked_for_is_listed_as_running_with_how_much_is_done_and_then_ends() {
        define(4);
        perLook = Duration.ofSeconds(2);

        assertThat(handle(landed(1), 1)).isInstanceOf(Result.Done.class);

        assertThat(written)
                .extracting(ReportSummary::status)
                .startsWith(RunStatus.RUNNING)
                .endsWith(RunStatus.OK);
        assertThat(written).extracting(ReportSummary::runId).containsOnly(id(1));
        ReportSummary beginning = written.get(0);
        assertThat(beginning.startedAt()).isAfter(START);
        assertThat(beginning.steps()).isNull();
        List<RunSteps> all = written.stream()
                .filter(run -> run.steps() != null)
                .map(ReportSummary::steps)
                .toList();
        assertThat(all)
                .extracting(RunSteps::reading)
                .contains("rendering definitions")
                .endsWith((String) null);
        assertThat(reports.texts()).anySatisfy(text -> assertThat(text)
                .contains("\"reading\":{\"what\":\"rendering definitions\",\"done\":")
                .doesNotContain("secondsLeft"));
        List<RunSteps> steps =
                all.stream().filter(reached -> reached.reading() == null).toList();
        assertThat(steps).isNotEmpty().allMatch(reached -> reached.total() == 4);
        assertThat(steps).extracting(RunSteps::done).isSorted();
        assertThat(steps).anySatisfy(reached -> {
            assertThat(reached.done()).isBetween(1, 3);
            assertThat(reached.secondsLeft()).isPositive();
        });
    }

    @Test
    void whoever_asks_for_the_run_meanwhile_is_told_since_when_it_works_and_how_much_is_done() {
        define(4);
        perLook = Duration.ofSeconds(2);
        handle(landed(1), 1);

        assertThat(reports.texts()).anySatisfy(text -> assertThat(text)
                .contains("\"status\":\"running\"", "\"startedAt\":\"", "\"done\":", "\"total\":4"));
    }

    @Test
    void a_quiet_run_writes_that_it_began_and_its_report_and_nothing_else() {
        define(1);
        handle(landed(1), 1);
        written.clear();
        clock.advance(Duration.ofMinutes(1));

        handle(SyncRequest.SYNC.as(id(2)).because("the schedule"), 1);

        assertThat(written).extracting(ReportSummary::status).containsExactly(RunStatus.RUNNING, RunStatus.OK);
    }

    @Test
    void hundreds_of_quick_writes_record_their_progress_every_few_seconds_only() {
        define(300);
        perLook = Duration.ofMillis(10);
        Instant begun = clock.instant();

        handle(landed(1), 1);

        long seconds = Duration.between(begun, clock.instant()).toSeconds();
        assertThat(written.size()).isLessThanOrEqualTo(2 + (int) (seconds / 5)).isGreaterThan(2);
    }

    @Test
    void the_beginning_of_a_run_is_one_line_in_the_log_and_a_covered_request_has_none() {
        clock.advance(Duration.ofSeconds(10));
        handle(landed(1), 1);
        handle(landed(2), 1);

        assertThat(log).containsExactly("run " + id(1) + " begins: jobs/a.json landed");
        assertThat(written).extracting(ReportSummary::runId).containsOnly(id(1));
    }

    @Test
    void a_run_whose_worker_died_does_not_stay_at_work_when_another_run_covers_it() {
        PendingRun.running(id(2), START, "jobs/a.json landed").writeTo(reports);
        clock.advance(Duration.ofSeconds(10));
        handle(landed(1), 1);

        assertThat(handle(landed(2), 2)).isEqualTo(new Result.Covered(id(1)));

        assertThat(listed().status()).isEqualTo(RunStatus.COVERED);
    }

    @Test
    void a_run_whose_worker_was_killed_at_work_says_in_its_report_how_much_had_been_done() {
        define(1);
        PendingRun.running(id(1), START, "jobs/a.json landed")
                .at(new RunSteps(null, 1349, 5000, null))
                .writeTo(reports);

        Result.Done done = (Result.Done) handle(landed(1), 2);

        assertThat(done.report().notes())
                .containsExactly("an earlier try of this run ended without a report, when it had tried at least 1349 of"
                        + " 5000 changes");
    }

    @Test
    void a_run_that_fails_is_failing_not_queued_and_says_how_often_and_since_when_also_while_it_is_tried_again() {
        define(1);
        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        clock.advance(Duration.ofSeconds(3));
        handle(landed(1), 1);

        assertThat(listed().status()).isEqualTo(RunStatus.FAILING);
        RunFailure first = Objects.requireNonNull(listed().failure());
        assertThat(first.tries()).isEqualTo(1);
        assertThat(first.error()).contains("403");
        assertThat(first.since()).isEqualTo(START);
        assertThat(first.last()).isEqualTo(START.plusSeconds(3));

        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        clock.advance(Duration.ofSeconds(5));
        written.clear();
        handle(sent.get(0), 1);

        assertThat(written).extracting(ReportSummary::status).containsExactly(RunStatus.RUNNING, RunStatus.FAILING);
        assertThat(written.get(0).failure()).isEqualTo(first);
        RunFailure second = Objects.requireNonNull(listed().failure());
        assertThat(second.tries()).isEqualTo(2);
        assertThat(second.since()).isEqualTo(START);
    }

    @Test
    void one_file_that_can_not_be_read_is_an_outage_until_it_can_be() {
        define(1);
        String why = "Can't read jobs/old.json: it is archived. Rehydrate it, or delete it.";
        unreadable = why;
        handle(landed(1), 1);

        assertThat(Outage.in(reports.list(null, 9))).hasValueSatisfying(outage -> {
            assertThat(outage.reason()).isEqualTo(why);
            assertThat(outage.since()).isEqualTo(START);
            assertThat(outage.tries()).isEqualTo(1);
        });

        unreadable = "";
        clock.advance(Duration.ofSeconds(5));
        handle(sent.get(0), 1);
        assertThat(Outage.in(reports.list(null, 9))).isEmpty();
    }

    @Test
    void a_summary_with_progress_and_failure_survives_its_line() {
        ReportSummary summary = new ReportSummary(
                id(1),
                RunStatus.RUNNING,
                START,
                Duration.ZERO,
                false,
                "jobs/täglich.json landed".repeat(20),
                Map.of(),
                0,
                null,
                0,
                7,
                new RunSteps(null, 1349, 5000, 77L),
                new RunFailure("日".repeat(1000), 3, START, START.plusSeconds(9)),
                new Caller(Caller.Kind.PERSON, "日".repeat(1000), "0a1b2c3d-0000-4000-8000-00000000000a"));

        assertThat(summary.line()).hasSizeLessThan(4_000);
        assertThat(ReportSummary.ofLine(summary.line())).hasValue(summary);
    }

    @Test
    void a_run_that_reads_says_what_and_how_much_of_it_even_where_it_is_not_known_how_much_there_is() {
        for (int total : new int[] {0, 10_000}) {
            ReportSummary summary = new ReportSummary(
                    id(1),
                    RunStatus.RUNNING,
                    START,
                    Duration.ZERO,
                    false,
                    "schedule",
                    Map.of(),
                    0,
                    null,
                    0,
                    0,
                    RunSteps.reading("listing jobs", 2_500, total),
                    null,
                    null);

            assertThat(ReportSummary.ofLine(summary.line())).hasValue(summary);
            assertThat(summary.json().has("done")).isFalse();
        }
    }
}
