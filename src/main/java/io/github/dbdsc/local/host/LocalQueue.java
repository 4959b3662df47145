package io.github.dbdsc.local.host;

import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.SyncRequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A queue in memory that delivers requests one by one, as the Functions host does. It ends with the process. */
public final class LocalQueue implements RequestQueue, AutoCloseable {

    /** The visibility timeout in host.json. */
    private static final Duration BEFORE_REPEAT = Duration.ofSeconds(30);

    private static final int MOST_DELIVERIES = 5;

    private static final Duration TO_END = Duration.ofSeconds(10);

    private final DelayQueue<Message> messages = new DelayQueue<>();
    private final ConcurrentLinkedQueue<String> givenUp = new ConcurrentLinkedQueue<>();
    private final Thread dispatcher;
    private volatile Receiver receiver = (message, time, deliveries) -> {};
    private volatile Consumer<String> log = line -> {};

    /** Takes a message from the queue, as a queue trigger does. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * Handles it.
         *
         * @param insertionTime when it was sent, in ISO 8601
         * @param deliveries how many times it was handed over, with this one
         * @throws RuntimeException when it is to be delivered again
         */
        void receive(String message, String insertionTime, String deliveries);
    }

    /** Creates a queue that delivers nothing before {@link #start}. */
    public LocalQueue() {
        this.dispatcher = DaemonThread.of("local-queue", this::dispatch);
    }

    /**
     * Starts delivering.
     *
     * @param lines receives a line for each failure
     */
    public void start(Receiver to, Consumer<String> lines) {
        receiver = to;
        log = lines;
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
        Optional<Instant> oldest = messages.stream()
                .filter(message -> message.getDelay(TimeUnit.NANOSECONDS) <= 0)
                .map(Message::queuedAt)
                .min(Comparator.naturalOrder());
        return new Waiting(messages.size(), reasons.size(), reasons, 0, oldest.orElse(null));
    }

    /** Stops delivering, and waits up to ten seconds for the request that is being handled. */
    @Override
    public void close() {
        dispatcher.interrupt();
        // a service that was told to end by an interrupt still waits for what it has begun
        boolean interrupted = Thread.interrupted();
        try {
            dispatcher.join(TO_END.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Message next = messages.take();
                try {
                    receiver.receive(next.text(), next.sentAt().toString(), Integer.toString(next.deliveries()));
                } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
                    failed(next, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Message message, Throwable e) {
        if (message.deliveries() < MOST_DELIVERIES) {
            log.accept("a request is delivered again in " + BEFORE_REPEAT.toSeconds() + " s: " + e.getMessage());
            messages.add(message.again(BEFORE_REPEAT));
        } else {
            log.accept("a request is given up: " + e.getMessage());
            givenUp.add(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A message that becomes visible at a certain time.
     *
     * @param deliveries how many deliveries there are with the next one
     */
    private record Message(String text, Instant sentAt, long visibleAt, int deliveries) implements Delayed {

        static Message of(String text, Duration delay) {
            return new Message(text, Instant.now(), System.nanoTime() + delay.toNanos(), 1);
        }

        Instant queuedAt() {
            try {
                return SyncRequestJson.read(text).queuedAt().orElse(sentAt);
            } catch (SyncRequestJson.MalformedRequestException e) {
                return sentAt;
            }
        }

        Message again(Duration delay) {
            return new Message(text, sentAt, System.nanoTime() + delay.toNanos(), deliveries + 1);
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
