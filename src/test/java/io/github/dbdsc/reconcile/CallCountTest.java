package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.simulation.CallLog;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many calls a run makes, exactly: one for each page of a hundred jobs, one write for each change, and to read back
 * what was created or updated one call each, or the listing again where that takes fewer calls.
 */
class CallCountTest {

    private static Map<Operation, Integer> run(ManyJobs jobs) {
        return run(jobs, SyncRequest.SYNC);
    }

    /** Returns how often each operation was called; the report shows the same total. */
    private static Map<Operation, Integer> run(ManyJobs jobs, SyncRequest request) {
        CallLog log = jobs.workspace().calls();
        log.reset();
        Report report = jobs.run(request);
        assertThat(report.failed()).isFalse();
        assertThat(report.calls()).isEqualTo(log.count());
        Map<Operation, Integer> calls = new EnumMap<>(Operation.class);
        Arrays.stream(Operation.values())
                .filter(operation -> log.count(operation) > 0)
                .forEach(operation -> calls.put(operation, log.count(operation)));
        return calls;
    }

    @ParameterizedTest(name = "{0} jobs: {1} pages")
    @CsvSource({"0,1", "1,1", "99,1", "100,1", "101,2", "250,3", "1000,10"})
    void a_run_that_finds_nothing_to_do_lists_the_jobs_and_asks_nothing_else(int count, int pages) {
        try (ManyJobs jobs = ManyJobs.inSync(count)) {
            assertThat(run(jobs)).isEqualTo(Map.of(Operation.LIST, pages));
            assertThat(run(jobs)).as("with a state").isEqualTo(Map.of(Operation.LIST, pages));
            assertThat(run(jobs, SyncRequest.PLAN)).as("a dry run").isEqualTo(Map.of(Operation.LIST, pages));
        }
    }

    @ParameterizedTest(name = "{0} updates: {1} gets, {2} pages")
    @CsvSource({"1,1,3", "2,2,3", "3,3,3", "4,0,6", "50,0,6", "250,0,6"})
    void each_update_of_250_jobs_is_one_write_and_at_most_three_calls_read_all_of_them_back(
            int updates, int gets, int pages) {
        try (ManyJobs jobs = ManyJobs.inSync(250)) {
            IntStream.range(0, updates).forEach(job -> jobs.define(job, ", \"timeout\": 120"));

            assertThat(run(jobs)).isEqualTo(calls(Operation.RESET, updates, gets, pages));
            assertThat(run(jobs)).isEqualTo(Map.of(Operation.LIST, 3));
        }
    }

    /**
     * While single reads are no more than the pages of a listing, nothing is listed, neither before nor after the
     * writes.
     */
    @ParameterizedTest(name = "{0} changed files: {1} gets, {2} pages")
    @CsvSource({"1,2,0", "2,4,0", "3,3,3", "4,0,6"})
    void changed_files_among_250_are_looked_at_one_by_one_while_that_is_fewer_calls(int changed, int gets, int pages) {
        try (ManyJobs jobs = ManyJobs.inSync(250)) {
            run(jobs);
            IntStream.range(0, changed).forEach(job -> jobs.define(job, ", \"timeout\": 120"));

            assertThat(run(jobs, SyncRequest.SYNC.over(Scope.CHANGES)))
                    .isEqualTo(calls(Operation.RESET, changed, gets, pages));
        }
    }

    /** The listing that reads back includes the new jobs: with more than 50 of them it has a fourth page. */
    @ParameterizedTest(name = "{0} creates: {1} pages, then {2}")
    @CsvSource({"1,4,3", "2,5,3", "3,6,3", "4,6,3", "50,6,3", "51,7,4"})
    void each_create_beside_250_jobs_is_one_write_and_the_read_back_goes_by_name_or_by_the_pages_of_all_jobs(
            int creates, int pages, int pagesAfter) {
        try (ManyJobs jobs = ManyJobs.inSync(250)) {
            IntStream.range(250, 250 + creates).forEach(job -> jobs.define(job, ""));

            assertThat(run(jobs)).isEqualTo(calls(Operation.CREATE, creates, 0, pages));
            assertThat(run(jobs)).isEqualTo(Map.of(Operation.LIST, pagesAfter));
        }
    }

    private static Map<Operation, Integer> calls(Operation write, int writes, int gets, int pages) {
        Map<Operation, Integer> calls = new EnumMap<>(Map.of(write, writes));
        if (pages > 0) {
            calls.put(Operation.LIST, pages);
        }
        if (gets > 0) {
            calls.put(Operation.GET, gets);
        }
        return calls;
    }

    @Test
    void the_first_jobs_of_an_empty_workspace_are_read_back_by_one_listing() {
        try (ManyJobs jobs = ManyJobs.inSync(0)) {
            jobs.define(0, "");
            jobs.define(1, "");

            assertThat(run(jobs)).isEqualTo(Map.of(Operation.LIST, 2, Operation.CREATE, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void each_delete_is_a_look_at_its_runs_and_a_write_and_nothing_is_read_back(int deletes) {
        try (ManyJobs jobs = ManyJobs.inSync(250)) {
            IntStream.range(0, deletes).forEach(jobs::remove);

            assertThat(run(jobs))
                    .isEqualTo(Map.of(Operation.LIST, 3, Operation.LIST_RUNS, deletes, Operation.DELETE, deletes));
        }
    }

    @Test
    void one_key_alone_among_250_costs_the_listing_one_write_and_one_look() {
        try (ManyJobs jobs = ManyJobs.inSync(250)) {
            IntStream.of(3, 4, 5).forEach(job -> jobs.define(job, ", \"timeout\": 120"));

            assertThat(run(jobs, SyncRequest.SYNC.only(ManyJobs.key(4))))
                    .isEqualTo(Map.of(Operation.LIST, 3, Operation.RESET, 1, Operation.GET, 1));
        }
    }

    /** Jobs API 2.2: a listing and each page of a job have 100 tasks at most. */
    @Test
    void a_job_of_more_than_100_tasks_costs_the_pages_of_its_tasks_each_time_it_is_read() {
        try (ManyJobs jobs = ManyJobs.inSync(0)) {
            jobs.define(0, ", \"tasks\": 250");

            assertThat(run(jobs)).isEqualTo(Map.of(Operation.LIST, 1, Operation.CREATE, 1, Operation.GET, 3));
            assertThat(run(jobs)).isEqualTo(Map.of(Operation.LIST, 1, Operation.GET, 3));
        }
    }
}
