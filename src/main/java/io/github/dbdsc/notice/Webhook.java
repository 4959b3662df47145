package io.github.dbdsc.notice;

import io.github.dbdsc.apply.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts JSON, with few tries and in little time. */
public final class Webhook {

    /** All tries of one post and the pauses between them take no longer than this. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int TRIES = 3;
    private static final Duration LONGEST_TRY = Duration.ofSeconds(4);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final InstantSource clock;
    private final Pause pause;
    private @Nullable HttpClient http;

    public Webhook(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** How one try ended: with an HTTP status, or 0, and why in words. */
    private record Attempt(
            int status, String trouble, @Nullable Duration retryAfter) {

        static Attempt failed(String trouble) {
            return new Attempt(0, trouble, null);
        }

        boolean delivered() {
            return status >= 200 && status < 300;
        }

        /** Returns whether the same post may be accepted a moment later. */
        boolean isWorthRetrying() {
            return status == 0 || status == 408 || status == 429 || status >= 500;
        }
    }

    /**
     * Posts a body, and again when the receiver is busy, fails or can't be reached.
     *
     * @return why it was not delivered, without the address; empty when it was
     */
    Optional<String> post(URI address, String body) {
        Instant end = clock.instant().plus(LONGEST);
        Duration wait = FIRST_WAIT;
        for (int tries = 1; ; tries++) {
            Attempt attempt = attempt(address, body, shorter(LONGEST_TRY, left(end)));
            if (attempt.delivered()) {
                return Optional.empty();
            }
            Duration asked = attempt.retryAfter();
            Duration next = asked == null ? wait : asked;
            boolean inTime = next.compareTo(left(end)) < 0;
            if (!attempt.isWorthRetrying()
                    || tries == TRIES
                    || !inTime
                    || Thread.currentThread().isInterrupted()) {
                return Optional.of(attempt.trouble() + (tries == 1 ? "" : ", after " + tries + " tries"));
            }
            pause.of(next);
            wait = wait.multipliedBy(2);
        }
    }

    private Attempt attempt(URI address, String body, Duration time) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "db-dsc-jobs")
                .POST(BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = http().sendAsync(request, BodyHandlers.discarding());
        try {
            HttpResponse<Void> response = answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return new Attempt(
                    response.statusCode(),
                    "it answered HTTP " + response.statusCode(),
                    retryAfter(response).orElse(null));
        } catch (TimeoutException e) {
            return Attempt.failed("it did not answer in time");
        } catch (ExecutionException e) {
            return Attempt.failed(
                    e.getCause() instanceof IOException trouble
                            ? "it could not be reached (" + trouble.getClass().getSimpleName() + ")"
                            : "the post failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.failed("this program was told to end");
        } finally {
            // closes the connection of a try that is not over
            answer.cancel(true);
        }
    }

    /** Returns the client, which most processes never need: most runs have nothing to report. */
    private synchronized HttpClient http() {
        HttpClient client = http;
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            http = client;
        }
        return client;
    }

    /** Returns how long the receiver asks to wait, if it says so in seconds and not as a date. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** Returns the time until the end, but at least a moment: a time-out of nothing is not allowed. */
    private Duration left(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
