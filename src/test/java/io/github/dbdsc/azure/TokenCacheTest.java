package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.settings.CredentialException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenCacheTest {

    private final SteppedClock clock = new SteppedClock();
    private final List<@Nullable String> asked = new ArrayList<>();
    private boolean failing;
    private final TokenCache cache = new TokenCache(this::issue, clock);

    private AccessToken issue(@Nullable String refused) {
        asked.add(refused);
        if (failing) {
            throw new CredentialException("no token today");
        }
        return token("token-" + asked.size());
    }

    private AccessToken token(String value) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return new AccessToken(value, now.plusHours(24), now.plusHours(12));
    }

    private String get() {
        return cache.get().getToken();
    }

    @Test
    void a_token_is_renewed_when_its_issuer_says() {
        assertThat(get()).isEqualTo("token-1");
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(get()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(get()).isEqualTo("token-2");
    }

    @Test
    void a_time_of_renewal_in_the_past_is_none() {
        TokenCache hourly = new TokenCache(
                refused -> {
                    asked.add(refused);
                    return new AccessToken(
                            "hourly",
                            clock.instant().atOffset(ZoneOffset.UTC).plusHours(1),
                            OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC));
                },
                clock);

        hourly.get();
        clock.advance(Duration.ofMinutes(54));
        hourly.get();
        assertThat(asked).hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        hourly.get();
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_failed_renewal_is_tried_again_half_a_minute_later_while_the_token_is_good() {
        get();
        failing = true;
        clock.advance(Duration.ofHours(13));
        assertThat(get()).isEqualTo("token-1");
        assertThat(get()).isEqualTo("token-1");
        assertThat(asked).hasSize(2);

        clock.advance(Duration.ofSeconds(30));
        failing = false;
        assertThat(get()).isEqualTo("token-3");
    }

    @Test
    void a_token_is_not_used_in_its_last_minute() {
        get();
        failing = true;
        clock.advance(Duration.ofHours(24).minusSeconds(61));
        assertThat(get()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(this::get).hasMessage("no token today");
    }

    @Test
    void a_failure_is_not_kept() {
        failing = true;
        assertThatThrownBy(this::get).hasMessage("no token today");
        failing = false;
        assertThat(get()).isEqualTo("token-2");
    }

    @Test
    void a_refused_token_is_replaced_past_the_caches_once() {
        get();
        cache.refused("token-1");
        cache.refused("token-1");

        assertThat(get()).isEqualTo("token-2");
        cache.refused("token-1");
        assertThat(get()).isEqualTo("token-2");
        assertThat(asked).containsExactly(null, "token-1");
    }

    @Test
    void who_waits_for_a_request_that_fails_does_not_make_another() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        TokenCache slow = new TokenCache(
                refused -> {
                    requests.incrementAndGet();
                    inside.countDown();
                    await(release);
                    throw new CredentialException("no token today");
                },
                clock);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> callers = new ArrayList<>();
            callers.add(threads.submit(slow::get));
            await(inside);
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                CountDownLatch started = new CountDownLatch(1);
                callers.add(threads.submit(() -> {
                    synchronized (waiting) {
                        waiting.add(Thread.currentThread());
                    }
                    started.countDown();
                    return slow.get();
                }));
                await(started);
            }
            while (waiting.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            release.countDown();
            for (Future<?> caller : callers) {
                assertThatThrownBy(caller::get).hasRootCauseMessage("no token today");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(requests).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
