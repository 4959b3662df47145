package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.report.Verdict;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs that somebody holds, in whole runs. */
class HoldRunTest extends WholeRunFixture {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }},
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
            """;

    private final List<String> reads = new ArrayList<>();

    HoldRunTest() {
        super(TEMPLATE, new RunPolicy(true, 100, Duration.ZERO), Duration.ZERO);
    }

    private Report run(SyncRequest request, StateStore state) {
        Stores all = stores.stores();
        return run(request, new Stores(all.definitions(), all.lock(), state, all.reports()));
    }

    private void hold(@Nullable JobKey key, @Nullable Duration time) {
        Hold.From from = key == null ? Hold.From.EVERYTHING : Hold.From.PERSON;
        var unused = holds().hold(key, new Hold(from, "ann", "", now, time == null ? null : now.plus(time)), now);
    }

    private void twoJobsThatDiffer() {
        define("a", 60);
        define("b", 60);
        run(SyncRequest.SYNC);
        define("a", 120);
        define("b", 120);
    }

    @Test
    void a_hold_in_a_definition_that_has_ended_is_told_of_as_it_holds_nothing() {
        define("a", 60, ", \"$hold\": \"until 2026-11-22\"");
        define("b", 60, ", \"$hold\": \"until 2026-11-23\"");

        Report report = run(SyncRequest.SYNC);

        assertThat(resultOf(report, A)).isEqualTo(Result.APPLIED);
        assertThat(report.notes())
                .containsExactly(
                        "the $hold of a has ended and holds nothing; take it out of the definition, or give it a"
                                + " later time");
    }

    @Test
    void a_held_job_is_not_written_until_its_hold_is_over_and_the_others_are() {
        twoJobsThatDiffer();
        hold(A, Duration.ofHours(6));

        Report report = run(SyncRequest.SYNC);

        assertThat(resultOf(report, A)).isEqualTo(Result.HELD);
        assertThat(resultOf(report, B)).isEqualTo(Result.APPLIED);
        assertThat(timeout("a")).isEqualTo(60);
        assertThat(report.counts()).containsEntry("held", 1L).containsEntry("update", 1L);
        assertThat(RunStatus.of(report)).isEqualTo(RunStatus.OK);
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.AS_DEFINED);
        assertThat(report.stoppedEarly()).isFalse();
        now = NOON.plus(Duration.ofHours(6));
        assertThat(resultOf(run(SyncRequest.CHANGES), A)).isEqualTo(Result.APPLIED);
        assertThat(timeout("a")).isEqualTo(120);
    }

    @Test
    void drift_of_a_held_job_stays_and_is_put_right_after_the_hold() {
        define("a", 60);
        run(SyncRequest.SYNC);
        workspace.jobs().edit(workspace.jobs().named("a").get(0).id(), job -> job.put("timeout_seconds", 7));
        hold(A, null);

        assertThat(resultOf(run(SyncRequest.SYNC), A)).isEqualTo(Result.HELD);
        assertThat(resultOf(run(SyncRequest.SYNC), A)).isEqualTo(Result.HELD);

        assertThat(timeout("a")).isEqualTo(7);
        assertThat(holds().end(A, now)).isPresent();
        run(SyncRequest.SYNC);
        assertThat(timeout("a")).isEqualTo(60);
    }

    @Test
    void a_new_job_is_not_made_while_everything_is_held() {
        define("a", 60);
        hold(null, Duration.ofHours(1));

        assertThat(resultOf(run(SyncRequest.SYNC), A)).isEqualTo(Result.HELD);

        assertThat(workspace.jobs().all()).isEmpty();
        now = NOON.plus(Duration.ofHours(1));
        assertThat(resultOf(run(SyncRequest.SYNC), A)).isEqualTo(Result.APPLIED);
    }

    @Test
    void a_held_job_outlives_its_definition_and_the_state() {
        define("a", 60);
        define("b", 60);
        run(SyncRequest.SYNC);
        stores.remove("jobs/a.json");
        hold(A, null);
        StateStore withoutState = onlyHolds();

        assertThat(resultOf(run(SyncRequest.SYNC.prune(true)), A)).isEqualTo(Result.HELD);
        assertThat(resultOf(run(SyncRequest.SYNC.prune(true), withoutState), A)).isEqualTo(Result.HELD);

        assertThat(workspace.jobs().named("a")).hasSize(1);
        assertThat(holds().end(A, now)).isPresent();
        assertThat(resultOf(run(SyncRequest.SYNC.prune(true)), A)).isEqualTo(Result.APPLIED);
        assertThat(workspace.jobs().named("a")).isEmpty();
    }

    /** Returns a store in which the state and everything else but the holds is lost. */
    private StateStore onlyHolds() {
        InMemoryStores empty = new InMemoryStores();
        return new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                return path.endsWith(".holds.json") ? stores.read(path) : empty.read(path);
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                return empty.write(path, content, replaces);
            }
        };
    }

    @Test
    void a_held_delete_does_not_count_towards_the_limit() {
        define("a", 60);
        define("b", 60);
        define("c", 60);
        run(SyncRequest.SYNC);
        stores.remove("jobs/a.json");
        stores.remove("jobs/b.json");
        hold(A, null);

        Stores all = stores.stores();
        Report report = Passes.with(new RunPolicy(true, 30, Duration.ZERO))
                .reconciler(Passes.client(workspace), all)
                .run(SyncRequest.SYNC);

        assertThat(resultOf(report, A)).isEqualTo(Result.HELD);
        assertThat(resultOf(report, B)).isEqualTo(Result.APPLIED);
        assertThat(report.objections()).isEmpty();
    }

    @Test
    void a_plan_approved_before_a_hold_does_what_is_still_the_same() {
        twoJobsThatDiffer();
        String approved = run(SyncRequest.PLAN).fingerprint();
        hold(A, null);

        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(report.objections()).isEmpty();
        assertThat(timeout("a")).isEqualTo(60);
        assertThat(timeout("b")).isEqualTo(120);
    }

    @Test
    void a_plan_approved_between_two_holds_does_what_is_still_the_same() {
        twoJobsThatDiffer();
        define("c", 60);
        hold(A, null);
        String approved = run(SyncRequest.PLAN).fingerprint();
        now = now.plusSeconds(60);
        hold(B, null);

        Report report = run(SyncRequest.SYNC.approving(approved));

        assertThat(report.objections()).isEmpty();
        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        assertThat(timeout("c")).isEqualTo(60);
    }

    @Test
    void a_plan_made_while_a_job_was_held_does_not_write_it_afterwards() {
        twoJobsThatDiffer();
        hold(A, null);
        String approved = run(SyncRequest.PLAN).fingerprint();
        assertThat(holds().end(A, now)).isPresent();

        assertThat(run(SyncRequest.SYNC.approving(approved)).objections()).hasSize(1);

        assertThat(timeout("a")).isEqualTo(60);
        assertThat(timeout("b")).isEqualTo(60);
    }

    @Test
    void another_plan_is_refused_though_some_of_its_jobs_are_held() {
        twoJobsThatDiffer();
        String approved = run(SyncRequest.PLAN).fingerprint();
        define("b", 180);
        hold(A, null);

        assertThat(run(SyncRequest.SYNC.approving(approved)).objections()).hasSize(1);

        assertThat(timeout("b")).isEqualTo(60);
    }

    @Test
    void a_document_that_cannot_be_understood_holds_every_job_and_says_so() {
        twoJobsThatDiffer();
        hold(A, null);
        String path = Passes.TARGET.id() + ".holds.json";
        assertThat(stores.write(
                        path,
                        "{\"version\":1".getBytes(StandardCharsets.UTF_8),
                        stores.read(path).orElseThrow().version()))
                .isTrue();

        Report report = run(SyncRequest.SYNC);

        assertThat(report.count(Result.HELD)).isEqualTo(2);
        assertThat(timeout("b")).isEqualTo(60);
        assertThat(report.failed()).isTrue();
        assertThat(Verdict.of(ReportJson.of(report, false))).isEqualTo(Verdict.NOT_AS_DEFINED);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("state/" + path);
            assertThat(problem.message()).contains("is no JSON", "no job is written", "DELETE /api/hold?all=true");
        });
        assertThatThrownBy(() -> holds().hold(B, Hold.ofDefinition("", null), now))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("all jobs are held already");
    }

    @Test
    void a_hold_in_a_document_that_cannot_be_understood_is_not_dropped_by_letting_all_jobs_go() {
        twoJobsThatDiffer();
        hold(A, null);
        String path = Passes.TARGET.id() + ".holds.json";
        stores.write(
                path,
                "{".getBytes(StandardCharsets.UTF_8),
                stores.read(path).orElseThrow().version());

        assertThatThrownBy(() -> holds().end(null, now))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Hold all jobs, POST /api/hold?all=true")
                .hasMessageContaining("Then hold again what has to be held, and last let all go");
        run(SyncRequest.SYNC);
        assertThat(timeout("a")).isEqualTo(60);

        holds().hold(null, Hold.ofDefinition("", null), now);
        holds().hold(A, Hold.ofDefinition("", null), now);
        assertThat(holds().end(null, now)).isPresent();
        run(SyncRequest.SYNC);
        assertThat(timeout("a")).isEqualTo(60);
        assertThat(timeout("b")).isEqualTo(120);
    }

    @Test
    void a_store_that_does_not_say_what_is_held_ends_the_run_before_anything_is_written() {
        twoJobsThatDiffer();

        assertThatThrownBy(() -> run(SyncRequest.SYNC, failing(0)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("which jobs are held was not read, and a held one must not be written");

        assertThat(timeout("a")).isEqualTo(60);
        assertThat(timeout("b")).isEqualTo(60);
    }

    /** Returns a store that says so often what is held, and then no more. */
    private StateStore failing(int after) {
        return new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                if (path.endsWith(".holds.json")) {
                    reads.add(path);
                    if (reads.size() > after) {
                        throw new StoreException("the storage account is away");
                    }
                }
                return stores.read(path);
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                if (path.endsWith(".holds.json")) {
                    throw new AssertionError("a run wrote what is held");
                }
                return stores.write(path, content, replaces);
            }
        };
    }

    @Test
    void a_quiet_run_reads_once_what_is_held_and_a_look_for_changes_never() {
        define("a", 60);
        run(SyncRequest.SYNC);
        hold(B, Duration.ofMinutes(1));
        now = now.plus(Duration.ofHours(1));
        StateStore counting = failing(1);

        assertThat(run(SyncRequest.SYNC, counting).hasChanges()).isFalse();
        Stores all = stores.stores();
        boolean unused = Passes.with(RunPolicy.DEFAULT)
                .reconciler(
                        Passes.client(workspace), new Stores(all.definitions(), all.lock(), counting, all.reports()))
                .hasNewSources();

        assertThat(reads).hasSize(1);
    }

    @Test
    void a_hold_that_comes_while_a_run_writes_stops_it() {
        twoJobsThatDiffer();
        SteppedClock clock = new SteppedClock();
        Stores all = stores.stores();
        RunLock.Lease lease = new RunLock.Lease() {
            @Override
            public boolean held() {
                if (timeout("a") == 120 && holds().read().holds().isEmpty()) {
                    clock.advance(Duration.ofSeconds(6));
                    hold(B, null);
                }
                return true;
            }

            @Override
            public void close() {}
        };

        Report report = Passes.with(RunPolicy.DEFAULT)
                .at(clock, pause -> {})
                .reconciler(
                        Passes.client(workspace),
                        new Stores(all.definitions(), () -> Optional.of(lease), all.state(), all.reports()))
                .run(SyncRequest.SYNC);

        assertThat(resultOf(report, A)).isEqualTo(Result.APPLIED);
        assertThat(resultOf(report, B)).isEqualTo(Result.NOT_APPLIED);
        assertThat(report.stoppedEarly()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.contains("somebody held some meanwhile"));
        assertThat(timeout("b")).isEqualTo(60);
        assertThat(resultOf(run(SyncRequest.SYNC), B)).isEqualTo(Result.HELD);
    }

    @Test
    void a_hold_in_the_definition_counts_until_its_day_and_is_noticed_when_it_goes() {
        define("a", 60);
        run(SyncRequest.SYNC);
        define("a", 120, ", \"$hold\": \"until 2026-11-23\"");

        assertThat(resultOf(run(SyncRequest.CHANGES), A)).isEqualTo(Result.HELD);

        assertThat(timeout("a")).isEqualTo(60);
        now = Instant.parse("2026-11-23T00:00:00Z");
        assertThat(resultOf(run(SyncRequest.CHANGES), A)).isEqualTo(Result.APPLIED);
        workspace.jobs().edit(workspace.jobs().named("a").get(0).id(), job -> job.put("timeout_seconds", 7));
        define("a", 120, ", \"$hold\": true");
        assertThat(resultOf(run(SyncRequest.CHANGES), A)).isEqualTo(Result.HELD);
        define("a", 120);
        assertThat(resultOf(run(SyncRequest.CHANGES), A)).isEqualTo(Result.APPLIED);
        assertThat(timeout("a")).isEqualTo(120);
    }
}
