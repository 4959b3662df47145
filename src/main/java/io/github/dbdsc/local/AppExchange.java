package io.github.dbdsc.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a function app, and again where it is busy, fails or can't be reached: three times each.
 *
 * @param app scheme and host
 * @param entry the way in
 * @param http follows no redirects, since the key or the token would go along
 * @param patience how long one try may take. The host of the functions ends a request after 230 seconds
 * @param pause waits between two tries
 * @param target which of the app's targets the requests are about; null where they don't say
 */
record AppExchange(
        URI app,
        AppEntry entry,
        HttpClient http,
        Duration patience,
        Consumer<Duration> pause,
        @Nullable String target) {

    /** Sends requests that name no target. */
    AppExchange(URI app, AppEntry entry, HttpClient http, Duration patience, Consumer<Duration> pause) {
        this(app, entry, http, patience, pause, null);
    }

    private static final int TRIES = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** A plan of ten thousand jobs has a few. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    static AppExchange with(URI app) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new AppExchange(app, AppEntry.OPEN, http, Duration.ofMinutes(4), AppExchange::sleep);
    }

    /** Returns the same by another way in. */
    AppExchange as(AppEntry other) {
        return new AppExchange(app, other, http, patience, pause, target);
    }

    /** Returns the same for requests about one of the app's targets; null for requests that name none. */
    AppExchange about(@Nullable String other) {
        return new AppExchange(app, entry, http, patience, pause, other);
    }

    /** Waits for this long. An interrupt ends the wait early and stays set on the thread. */
    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * An answer, whatever it says.
     *
     * @param retryAfter how long the app asks to wait; null where it does not
     */
    record Answer(int status, String body, @Nullable Duration retryAfter) {

        /** Reports whether the same request may be answered a moment later. */
        boolean isWorthRetrying() {
            return status == 408 || status == 429 || status >= 500;
        }
    }

    /**
     * Asks for something below the way in.
     *
     * @throws AppException when the app can't be reached
     * @throws io.github.dbdsc.settings.CredentialException when there is no token
     */
    Answer get(String path) {
        return send(request(path).GET().build());
    }

    /**
     * Does the same and tries no second time.
     *
     * @throws AppException when the app can't be reached
     */
    Answer once(String path) {
        HttpRequest request = request(path).GET().build();
        try {
            return once(request);
        } catch (IOException e) {
            throw unreachable(request, e);
        }
    }

    /** @throws AppException when the app can't be reached */
    Answer post(String path, byte[] json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json))
                .build());
    }

    /** @throws AppException when the app can't be reached */
    Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return entry.sign(HttpRequest.newBuilder(app.resolve(entry.root() + named(path)))
                .header("Accept", "application/json")
                .header("User-Agent", "db-dsc-jobs"));
    }

    private String named(String path) {
        return target == null
                ? path
                : path + (path.contains("?") ? "&" : "?") + "target="
                        + URLEncoder.encode(target, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer send(HttpRequest request) {
        Duration wait = FIRST_WAIT;
        for (int tries = 1; ; tries++) {
            boolean isLast = tries == TRIES || Thread.currentThread().isInterrupted();
            try {
                Answer answer = once(request);
                if (isLast || !answer.isWorthRetrying()) {
                    return answer;
                }
                pause.accept(Optional.ofNullable(answer.retryAfter()).orElse(wait));
            } catch (IOException e) {
                if (isLast) {
                    throw unreachable(request, e);
                }
                pause.accept(wait);
            }
            wait = wait.multipliedBy(2);
        }
    }

    /** The JDK's own time-out ends with the headers, so that a body that comes a byte at a time would be waited for. */
    private Answer once(HttpRequest request) throws IOException {
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> answer(request));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + patience.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UncheckedIOException trouble ? trouble.getCause() : new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this program was told to end", e);
        }
    }

    private Answer answer(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] content = body.readNBytes(MOST_BYTES + 1);
                if (content.length > MOST_BYTES) {
                    throw new IOException("the answer has more than " + MOST_BYTES / 1024 / 1024 + " MB");
                }
                String text = new String(content, StandardCharsets.UTF_8);
                return new Answer(response.statusCode(), text, retryAfter(response));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("this program was told to end", e));
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .map(asked -> asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked)
                .orElse(null);
    }

    private AppException unreachable(HttpRequest request, IOException e) {
        String reason = e.getMessage() == null || e.getMessage().isBlank()
                ? e.getClass().getSimpleName()
                : e.getMessage();
        return new AppException(
                request.method() + " " + request.uri().getPath() + " of " + app
                        + " can't be asked for, after " + TRIES + " tries (" + reason
                        + "). Check the address with which --app names"
                        + " the app, and whether it lets in calls from here.",
                true);
    }
}
