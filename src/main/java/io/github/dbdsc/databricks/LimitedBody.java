package io.github.dbdsc.databricks;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of an answer as long as it is not too large, and remembers what came when it does not come to its
 * end. A body that is too large is not read on, and not read at all where its header says so.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

    private static final int FIRST_BUFFER = 1 << 13;

    private final long most;
    private final long announced;
    private final ByteArrayOutputStream received;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    LimitedBody(long most, HttpHeaders headers) {
        this.most = most;
        this.announced = headers.firstValueAsLong("Content-Length").orElse(0);
        this.received =
                new ByteArrayOutputStream((int) Math.max(FIRST_BUFFER, Math.min(announced, Math.min(most, 1 << 24))));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    /** Returns what has come so far. */
    synchronized byte[] soFar() {
        return received.toByteArray();
    }

    /** Reads no further; the connection is closed. */
    synchronized void stop() {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription body) {
        subscription = body;
        if (announced > most) {
            refuse();
        } else {
            body.request(Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (whole.isDone()) {
                return;
            }
            if (received.size() + (long) piece.remaining() > most) {
                refuse();
                return;
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            received.write(bytes, 0, bytes.length);
        }
    }

    private void refuse() {
        stop();
        whole.completeExceptionally(new ReceivedAnswer.TooLarge());
    }

    @Override
    public void onError(Throwable trouble) {
        whole.completeExceptionally(trouble);
    }

    @Override
    public void onComplete() {
        whole.complete(soFar());
    }
}
