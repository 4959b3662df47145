package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Jobs API 2.2: 429 REQUEST_LIMIT_EXCEEDED with Retry-After")
class RateLimitsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    @DisplayName("jobs/create is limited to 20 a second")
    void creates_are_limited() {
        try (SimulatedWorkspace workspace = workspace(RateLimits.published())) {
            WorkspaceClient client = new WorkspaceClient(workspace);

            assertThat(created(client, 20)).isEqualTo(20);
            WorkspaceClient.Reply refused = client.createReply(SampleJobs.named("a"));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.errorCode()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
            assertThat(refused.retryAfter()).isEqualTo("1");
            assertThat(workspace.jobs().all()).hasSize(20);

            pass(Duration.ofMillis(500));
            assertThat(created(client, 20)).isEqualTo(10);
            pass(Duration.ofSeconds(10));
            assertThat(created(client, 40)).isEqualTo(20);
        }
    }

    @Test
    @DisplayName("other calls have no published rate")
    void other_calls_are_not_limited() {
        try (SimulatedWorkspace workspace = workspace(RateLimits.published())) {
            WorkspaceClient client = new WorkspaceClient(workspace);

            IntStream.range(0, 150)
                    .forEach(n -> assertThat(client.get("/api/2.2/jobs/list").status())
                            .isEqualTo(200));
        }
    }

    @Test
    @DisplayName("10,000 job creations an hour: two limits hold for one operation")
    void hourly_limit() {
        RateLimits limits = RateLimits.none()
                .with(Operation.CREATE, RateLimit.perSecond(5))
                .with(Operation.CREATE, new RateLimit(7, Duration.ofHours(1)));
        try (SimulatedWorkspace workspace = workspace(limits)) {
            WorkspaceClient client = new WorkspaceClient(workspace);

            assertThat(created(client, 10)).isEqualTo(5);
            pass(Duration.ofSeconds(1));
            assertThat(created(client, 10)).isEqualTo(2);
            assertThat(client.createReply(SampleJobs.named("a")).retryAfter()).isEqualTo("514");
        }
    }

    @Test
    @DisplayName("an overall limit counts every call")
    void overall_limit() {
        try (SimulatedWorkspace workspace = workspace(RateLimits.none().withOverall(RateLimit.perSecond(2)))) {
            WorkspaceClient client = new WorkspaceClient(workspace);

            assertThat(client.get("/api/2.2/jobs/list").status()).isEqualTo(200);
            assertThat(client.createReply(SampleJobs.named("a")).status()).isEqualTo(200);
            assertThat(client.get("/api/2.2/jobs/list").status()).isEqualTo(429);
        }
    }

    @Test
    @DisplayName("a client that keeps hammering after 429 is blocked for minutes, reads included")
    void hammering_client_is_blocked() {
        RateLimits limits =
                RateLimits.none().with(Operation.CREATE, RateLimit.perSecond(1)).withBlock(3, Duration.ofMinutes(2));
        try (SimulatedWorkspace workspace = workspace(limits)) {
            WorkspaceClient client = new WorkspaceClient(workspace);
            created(client, 4);

            assertThat(client.get("/api/2.2/jobs/list").retryAfter()).isEqualTo("120");
            pass(Duration.ofSeconds(119));
            assertThat(client.get("/api/2.2/jobs/list").status()).isEqualTo(429);
            pass(Duration.ofSeconds(1));
            assertThat(client.get("/api/2.2/jobs/list").status()).isEqualTo(200);
        }
    }

    private SimulatedWorkspace workspace(RateLimits limits) {
        return SimulatedWorkspace.start(
                SimulationOptions.defaults().withLimits(limits).withClock(now::get));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** How many of so many attempts in the same instant succeed. */
    private static long created(WorkspaceClient client, int attempts) {
        return IntStream.range(0, attempts)
                .filter(n -> client.createReply(SampleJobs.named("a")).status() == 200)
                .count();
    }
}
