package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryReports;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Passes;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.RunPolicy;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.sync.SyncRequestJson.MalformedRequestException;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Broken messages in the queue: each is handled, waits again, is given up with a reason, or is rejected as no request.
 */
class SyncRequestFuzzTest {

    private static final List<String> SAMPLES = List.of("""
            {"version": 1, "runId": "20261122T120000Z-0000aa", "why": "jobs/a.json landed", "scope": "changes",
             "queuedAt": "2026-11-22T12:00:00Z", "attempt": 3, "note": "SECRET"}""", """
            {"version": 1, "runId": "20261122T120000Z-0000ab", "why": "timer", "scope": "everything", "note": "SECRET"}""", """
            {"version": 1, "runId": "20261122T120000Z-0000ac", "why": "POST /api/sync", "key": "a", "prune": true,
             "plan": "0123", "attempt": 9, "note": "SECRET"}""");

    /**
     * A queue that asserts that requests sent again can be read back, and that no wait is longer than the worker's
     * longest.
     */
    private static final class Checking implements RequestQueue {

        @Override
        public void send(SyncRequest request, Duration delay) {
            assertThat(delay).isBetween(Duration.ZERO, Duration.ofMinutes(15));
            assertReadable(request, SyncRequestJson.write(request));
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            ForUsers.assertFit(reason);
            assertReadable(request, SyncRequestJson.write(request, reason));
        }

        private static void assertReadable(SyncRequest request, String message) {
            try {
                assertThat(SyncRequestJson.read(message)).isEqualTo(request);
            } catch (MalformedRequestException e) {
                throw new AssertionError(message, e);
            }
        }

        @Override
        public Waiting waiting() {
            return Waiting.NOTHING;
        }
    }

    private record Input(String message, boolean down) {

        static Input of(RandomGenerator random) {
            String sample = SAMPLES.get(random.nextInt(SAMPLES.size())).replace("SECRET", ForUsers.SECRET);
            return new Input(BrokenJson.of(sample, random), random.nextInt(4) == 0);
        }
    }

    @Test
    void broken_messages_are_done_or_given_up_with_a_reason() {
        try (SimulatedWorkspace workspace =
                SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT))) {
            InMemoryStores stores = new InMemoryStores()
                    .file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"tasks\": []}")
                    .file("jobs/a.json", "{\"name\": \"A\"}")
                    .lockedAt(Passes.NOON);
            Reconciler reconciler =
                    Passes.with(RunPolicy.DEFAULT).reconciler(Passes.client(workspace), stores.stores());
            SyncWorker worker = new SyncWorker(
                    reconciler,
                    new Checking(),
                    new InMemoryReports(), // where no message finds the report of an earlier one with its run id
                    () -> "20261122T120000Z-ffffff",
                    Passes.NOON);

            Map<String, Integer> ends = Fuzz.each(Input::of, input -> {
                if (input.down()) {
                    workspace.faults().fromCall(1, Fault.refused(403, "PERMISSION_DENIED"));
                }
                String end = end(input.message(), worker);
                workspace.faults().clear();
                return end;
            });

            assertThat(workspace.jobs().all()).hasSizeLessThanOrEqualTo(1);
            if (Fuzz.isThorough()) {
                assertThat(ends).containsKeys("Done", "Delayed", "GivenUp", "no request");
            }
        }
    }

    private static String end(String message, SyncWorker worker) {
        try {
            SyncRequestJson.reason(message).ifPresent(ForUsers::assertKeepsSecret);
            Result result = worker.handle(
                    SyncRequestJson.read(message), new Delivery(Instant.parse("2026-11-22T12:00:00Z"), 1, line -> {}));
            if (result instanceof Result.Done done) {
                ForUsers.assertKeepsSecret(ReportJson.of(done.report(), false).toString());
            } else if (result instanceof Result.GivenUp givenUp) {
                ForUsers.assertFit(givenUp.why());
            }
            return result.getClass().getSimpleName();
        } catch (MalformedRequestException e) {
            ForUsers.assertFit(e);
            return "no request";
        }
    }
}
