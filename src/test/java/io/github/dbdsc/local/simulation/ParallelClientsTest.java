package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many clients at once")
class ParallelClientsTest {

    private static final int CLIENTS = 8;
    private static final int JOBS_EACH = 50;

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        workspace.close();
    }

    @Test
    @DisplayName("every create makes one job with an id of its own")
    void parallel_creates() throws Exception {
        Set<Long> ids = ConcurrentHashMap.newKeySet();

        inParallel((client, n) -> ids.add(client.create(SampleJobs.named("job " + n))));

        assertThat(ids).hasSize(CLIENTS * JOBS_EACH);
        assertThat(workspace.jobs().all())
                .extracting(StoredJob::name)
                .hasSize(CLIENTS * JOBS_EACH)
                .doesNotHaveDuplicates();
        assertThat(workspace.calls().count(Operation.CREATE)).isEqualTo(CLIENTS * JOBS_EACH);
    }

    @Test
    @DisplayName("jobs that stay are listed exactly once while others come and go")
    void listing_while_others_write() throws Exception {
        List<Long> staying = IntStream.range(0, 60)
                .mapToObj(n -> workspace.jobs().put("a", SampleJobs.settings(SampleJobs.named("staying"))))
                .toList();

        inParallel((client, n) -> {
            if (n % JOBS_EACH == 0) {
                assertThat(client.listAll("limit=7&expand_tasks=true"))
                        .filteredOn(job -> job.at("/settings/name").asText().equals("staying"))
                        .extracting(ParallelClientsTest::id)
                        .containsExactlyInAnyOrderElementsOf(staying);
            } else {
                client.delete(client.create(SampleJobs.named("passing")));
            }
        });

        assertThat(workspace.jobs().all()).extracting(StoredJob::id).containsExactlyInAnyOrderElementsOf(staying);
    }

    @Test
    @DisplayName("a scripted fault strikes one of the calls and no more")
    void fault_strikes_once() throws Exception {
        workspace.faults().onCall(100, Fault.internalError());

        inParallel((client, n) -> client.createReply(SampleJobs.named("job " + n)));

        assertThat(workspace.jobs().all()).hasSize(CLIENTS * JOBS_EACH - 1);
        assertThat(workspace.calls().answeredWith(500)).isEqualTo(1);
    }

    private interface Step {
        void run(WorkspaceClient client, int n);
    }

    private void inParallel(Step step) throws Exception {
        List<Callable<Void>> clients = IntStream.range(0, CLIENTS)
                .<Callable<Void>>mapToObj(which -> () -> {
                    WorkspaceClient client = new WorkspaceClient(workspace);
                    for (int n = which * JOBS_EACH; n < (which + 1) * JOBS_EACH; n++) {
                        step.run(client, n);
                    }
                    return null;
                })
                .toList();
        for (Future<Void> done : threads.invokeAll(clients)) {
            done.get();
        }
    }

    private static long id(JsonNode job) {
        return job.path("job_id").longValue();
    }
}
