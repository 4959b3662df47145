package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a simulated workspace behaves.
 *
 * @param port 0 takes a free one
 * @param callers who may call
 * @param latency how long each call takes
 * @param limits when calls are answered 429
 * @param savedJobs how many jobs the workspace holds; Jobs API 2.2: 10,000, in one cloud 12,000
 * @param missingJobStatus 400 or 404, the answer to a call for a job that does not exist; the service has used both
 * @param policies what each cluster policy puts into clusters that name it, by policy id
 * @param quirks other ways of showing jobs
 * @param clock tells when jobs are created and when calls come
 * @param pause waits; sleeps unless a test has something quicker
 */
public record SimulationOptions(
        int port,
        List<Caller> callers,
        Duration latency,
        RateLimits limits,
        int savedJobs,
        int missingJobStatus,
        Map<String, ObjectNode> policies,
        Set<Quirk> quirks,
        InstantSource clock,
        Consumer<Duration> pause) {

    public SimulationOptions {
        callers = List.copyOf(callers);
        policies = Map.copyOf(policies);
        quirks = Set.copyOf(quirks);
        if (missingJobStatus != 400 && missingJobStatus != 404) {
            throw new IllegalArgumentException("A missing job is answered 400 or 404, not " + missingJobStatus);
        }
    }

    /** A free port, the demo's caller, no latency, no rate limits, no quirks. */
    public static SimulationOptions defaults() {
        return new SimulationOptions(
                0,
                List.of(Caller.DEMO),
                Duration.ZERO,
                RateLimits.none(),
                WorkspaceServer.Setup.DEMO.savedJobs(),
                WorkspaceServer.Setup.DEMO.missingJobStatus(),
                Map.of(),
                Set.of(),
                InstantSource.system(),
                SimulationOptions::sleep);
    }

    WorkspaceServer.Setup setup(WorkspaceServer.CallFilter filter) {
        return new WorkspaceServer.Setup(
                port,
                callers,
                clock,
                savedJobs,
                missingJobStatus,
                policies,
                filter,
                new Throttle(limits, clock)::admit);
    }

    public SimulationOptions withPort(int newPort) {
        return new SimulationOptions(
                newPort, callers, latency, limits, savedJobs, missingJobStatus, policies, quirks, clock, pause);
    }

    /** In place of the demo's caller. */
    public SimulationOptions withCallers(Caller... newCallers) {
        return new SimulationOptions(
                port,
                List.of(newCallers),
                latency,
                limits,
                savedJobs,
                missingJobStatus,
                policies,
                quirks,
                clock,
                pause);
    }

    public SimulationOptions withLatency(Duration newLatency) {
        return new SimulationOptions(
                port, callers, newLatency, limits, savedJobs, missingJobStatus, policies, quirks, clock, pause);
    }

    public SimulationOptions withLimits(RateLimits newLimits) {
        return new SimulationOptions(
                port, callers, latency, newLimits, savedJobs, missingJobStatus, policies, quirks, clock, pause);
    }

    public SimulationOptions withSavedJobs(int newSavedJobs) {
        return new SimulationOptions(
                port, callers, latency, limits, newSavedJobs, missingJobStatus, policies, quirks, clock, pause);
    }

    public SimulationOptions withMissingJobStatus(int status) {
        return new SimulationOptions(port, callers, latency, limits, savedJobs, status, policies, quirks, clock, pause);
    }

    public SimulationOptions withPolicies(Map<String, ObjectNode> newPolicies) {
        return new SimulationOptions(
                port, callers, latency, limits, savedJobs, missingJobStatus, newPolicies, quirks, clock, pause);
    }

    public SimulationOptions withQuirks(Quirk... newQuirks) {
        return new SimulationOptions(
                port, callers, latency, limits, savedJobs, missingJobStatus, policies, Set.of(newQuirks), clock, pause);
    }

    public SimulationOptions withClock(InstantSource newClock) {
        return new SimulationOptions(
                port, callers, latency, limits, savedJobs, missingJobStatus, policies, quirks, newClock, pause);
    }

    public SimulationOptions withPause(Consumer<Duration> newPause) {
        return new SimulationOptions(
                port, callers, latency, limits, savedJobs, missingJobStatus, policies, quirks, clock, newPause);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
