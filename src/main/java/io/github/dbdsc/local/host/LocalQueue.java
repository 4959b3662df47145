package io.github.dbdsc.local.host;

import io.github.dbdsc.reconcile.RequestQueue;
import io.github.dbdsc.reconcile.SyncRequest;
import io.github.dbdsc.reconcile.SyncRequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** Requests in the memory of this process, handed out one by one as the Functions host does. They end with it. */
public final class LocalQueue implements RequestQueue, AutoCloseable {

    private static final Duration BEFORE_REPEAT = Duration.ofSeconds(30);

    private static final Duration TO_END = Duration.ofSeconds(10);

    private final DelayQueue<Message> messages = new DelayQueue<>();
    private final ConcurrentLinkedQueue<String> givenUp = new ConcurrentLinkedQueue<>();
    private final Thread dispatcher;
    private volatile Receiver receiver = (message, time) -> {};

    /** Takes a message from the queue, as a queue trigger does. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * Handles it.
         *
         * @param insertionTime when it was sent, in ISO 8601
         * @throws RuntimeException when it is to be delivered again
         */
        void receive(String message, String insertionTime);
    }

    /** Hands nothing out yet. */
    public LocalQueue() {
        this.dispatcher = new Thread(this::dispatch, "local-queue");
        dispatcher.setDaemon(true);
    }

    /** Begins to hand messages out. */
    public void start(Receiver to) {
        receiver = to;
        dispatcher.start();
    }

    @Override
    public void send(SyncRequest request, Duration delay) {
        messages.add(Message.of(SyncRequestJson.write(request), delay));
    }

    @Override
    public void giveUp(SyncRequest request, String reason) {
        givenUp.add(reason);
    }

    @Override
    public Waiting waiting() {
        List<String> reasons = List.copyOf(givenUp);
        return new Waiting(messages.size(), reasons.size(), reasons);
    }

    /** Ends, and waits a moment for what is at work. */
    @Override
    public void close() {
        dispatcher.interrupt();
        try {
            dispatcher.join(TO_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Message next = messages.take();
                try {
                    receiver.receive(next.text(), next.sentAt().toString());
                } catch (RuntimeException e) {
                    messages.add(next.again(BEFORE_REPEAT));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A message that is visible from a certain time on. */
    private record Message(String text, Instant sentAt, long visibleAt) implements Delayed {

        static Message of(String text, Duration delay) {
            return new Message(text, Instant.now(), System.nanoTime() + delay.toNanos());
        }

        Message again(Duration delay) {
            return new Message(text, sentAt, System.nanoTime() + delay.toNanos());
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(visibleAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
