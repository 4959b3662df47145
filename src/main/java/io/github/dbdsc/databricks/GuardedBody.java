package io.github.dbdsc.databricks;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call that writes, which asks before each of its pieces whether that may go out: then the connection is
 * there and the headers are sent. A piece that may not go out breaks the call off, and a workspace that received only a
 * part of a JSON document does nothing. What remains is the moment from the last answer to the socket, in which no code
 * of ours runs; a request in the socket can't be called back.
 *
 * @param body what to send
 * @param mayWrite asked for each piece, on a thread of the HTTP client
 */
record GuardedBody(BodyPublisher body, BooleanSupplier mayWrite) implements BodyPublisher {

    /** The body was not sent, or not to its end. */
    static final class Withheld extends IOException {

        private static final long serialVersionUID = 1;

        Withheld() {
            super("this run may not write any more");
        }
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
        body.subscribe(new Guard(client, mayWrite));
    }

    private static final class Guard implements Flow.Subscriber<ByteBuffer> {

        private final Flow.Subscriber<? super ByteBuffer> client;
        private final BooleanSupplier mayWrite;
        private Flow.@Nullable Subscription subscription;
        private boolean withheld;

        private Guard(Flow.Subscriber<? super ByteBuffer> client, BooleanSupplier mayWrite) {
            this.client = client;
            this.mayWrite = mayWrite;
        }

        @Override
        public void onSubscribe(Flow.Subscription body) {
            subscription = body;
            client.onSubscribe(body);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            if (withheld) {
                return;
            }
            if (mayWrite.getAsBoolean()) {
                client.onNext(bytes);
            } else {
                withheld = true;
                Objects.requireNonNull(subscription).cancel();
                client.onError(new Withheld());
            }
        }

        @Override
        public void onError(Throwable trouble) {
            if (!withheld) {
                client.onError(trouble);
            }
        }

        @Override
        public void onComplete() {
            if (!withheld) {
                client.onComplete();
            }
        }
    }
}
