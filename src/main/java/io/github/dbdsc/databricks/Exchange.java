package io.github.dbdsc.databricks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request and receives its answer within the limits. The time-out of a request in Java's own client ends with the
 * headers of the answer, and its bodies have no limit: one answer that stalled would hold up the run for ever.
 */
record Exchange(HttpClient http, CallLimits limits) {

    /** An answer whose headers have come. */
    private record Started(HttpResponse.ResponseInfo head, LimitedBody body) {

        ReceivedAnswer brokenOff(IOException trouble) {
            body.stop();
            return new ReceivedAnswer(head.statusCode(), head.headers(), body.soFar(), trouble);
        }
    }

    /**
     * Returns the answer, with what came of its body.
     *
     * @throws IOException when not even the headers came
     * @throws InterruptedException when the thread was interrupted; the call is broken off
     */
    ReceivedAnswer send(HttpRequest request) throws IOException, InterruptedException {
        AtomicReference<@Nullable Started> started = new AtomicReference<>();
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, head -> {
            LimitedBody body = new LimitedBody(limits.mostBytes(), head.headers());
            started.set(new Started(head, body));
            return body;
        });
        try {
            HttpResponse<byte[]> answer = exchange.get(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
            return new ReceivedAnswer(answer.statusCode(), answer.headers(), answer.body(), null);
        } catch (TimeoutException e) {
            return end(
                    started.get(),
                    new IOException(
                            "no whole answer within " + limits.deadline().toSeconds() + " s"));
        } catch (ExecutionException e) {
            return end(started.get(), trouble(e.getCause()));
        } finally {
            exchange.cancel(true); // closes the connection of an exchange that is not over
        }
    }

    private static ReceivedAnswer end(@Nullable Started started, IOException trouble) throws IOException {
        if (started == null) {
            throw trouble;
        }
        return started.brokenOff(trouble);
    }

    /** Returns what broke an exchange off; also an error in a thread of the client, such as a lack of memory. */
    private static IOException trouble(@Nullable Throwable cause) {
        return cause instanceof IOException io ? io : new IOException(String.valueOf(cause), cause);
    }
}
