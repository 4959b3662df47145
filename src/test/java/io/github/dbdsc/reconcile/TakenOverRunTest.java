package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that stands still for longer than its lease lasts while another takes over, and then goes on. */
class TakenOverRunTest {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout | default(0) }},
             "tasks": [{"task_key": "main", "existing_cluster_id": "c-1",
                        "notebook_task": {"notebook_path": "/n"}}]}
            """;

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final SteppedClock clock = new SteppedClock();
    private final ExpiringLock lock = new ExpiringLock(clock);
    private final InMemoryStores memory = new InMemoryStores().file("templates/standard.jinja2", TEMPLATE);
    private final Stores stores = new Stores(
            memory.stores().definitions(),
            lock,
            memory.stores().state(),
            memory.stores().reports());

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run(Workspace client) {
        return Passes.with(new RunPolicy(true, 100, Duration.ZERO))
                .at(clock, pause -> {})
                .reconciler(client, stores)
                .run(SyncRequest.SYNC);
    }

    /** Returns a client that stands still before it has the token for its call of this number. */
    private Workspace standingStillBefore(int call) {
        workspace.accept(Passes.ROBOT);
        AtomicInteger tokens = new AtomicInteger();
        return new DatabricksWorkspace(
                workspace.uri(),
                () -> {
                    if (tokens.incrementAndGet() == call) {
                        clock.advance(ExpiringLock.LEASE.plusSeconds(10));
                        assertThat(run(Passes.client(workspace)).failed()).isFalse();
                    }
                    return Passes.ROBOT.token();
                },
                HttpClient.newHttpClient(),
                RetryPolicy.DEFAULT,
                pause -> {});
    }

    @Test
    void no_job_is_created_twice() {
        for (int i = 0; i < 3; i++) {
            memory.file("jobs/" + i + ".json", "{\"name\": \"J" + i + "\"}");
        }

        Report report = run(standingStillBefore(3)); // after the listing and a create

        assertThat(report.outcomes())
                .extracting(Outcome::result)
                .containsExactly(Result.APPLIED, Result.NOT_APPLIED, Result.NOT_APPLIED);
        assertThat(report.failed()).isFalse();
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactlyInAnyOrder("J0", "J1", "J2");
    }

    @Test
    void a_job_that_was_changed_since_is_not_reset_to_what_it_was() {
        memory.file("jobs/0.json", "{\"name\": \"J0\"}");
        run(standingStillBefore(-1));
        memory.file("jobs/0.json", "{\"name\": \"J0\", \"timeout\": 60}");
        int writes = workspace.calls().writes();

        Report report = run(standingStillBefore(2)); // after the listing

        assertThat(report.outcomes()).extracting(Outcome::result).containsExactly(Result.NOT_APPLIED);
        assertThat(workspace.calls().writes()).isEqualTo(writes + 1);
    }

    @Test
    void a_job_is_not_deleted_by_a_run_that_no_longer_may() {
        memory.file("jobs/0.json", "{\"name\": \"J0\"}").file("jobs/1.json", "{\"name\": \"J1\"}");
        run(standingStillBefore(-1));
        memory.remove("jobs/1.json");
        int writes = workspace.calls().writes();

        Report report = run(standingStillBefore(3)); // after the listing and the look at its runs

        assertThat(report.count(Result.NOT_APPLIED)).isEqualTo(1);
        assertThat(report.failed()).isFalse();
        assertThat(workspace.calls().writes()).isEqualTo(writes + 1);
    }
}
