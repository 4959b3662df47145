package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.Delivery;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.SyncRequestJson;
import io.github.dbdsc.sync.SyncRequestJson.MalformedRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A queue that delivers at least once, in any order, and gives up on a message that is never acknowledged. */
final class UnreliableQueue implements RequestQueue {

    /** As in {@code host.json}. */
    private static final int MOST_DELIVERIES = 5;

    private static final Duration HIDDEN = Duration.ofMinutes(10);

    private final RandomGenerator random;
    private final WorldTime time;
    private final List<Message> messages = new ArrayList<>();
    private int givenUp;
    private double share;

    private static final class Message {
        private final String text;
        private final Instant queuedAt;
        private Instant due;
        private int deliveries;

        private Message(String text, Instant queuedAt, Instant due) {
            this.text = text;
            this.queuedAt = queuedAt;
            this.due = due;
        }
    }

    /** Handles a message. When it throws, the message is delivered again. */
    @FunctionalInterface
    interface Consumer {
        void handle(SyncRequest request, Delivery delivery);
    }

    UnreliableQueue(RandomGenerator random, WorldTime time) {
        this.random = random;
        this.time = time;
    }

    /** Sets the share of calls that fail, and of messages that come twice, from now on. */
    void failing(double newShare) {
        share = newShare;
    }

    @Override
    public void send(SyncRequest request, Duration delay) {
        Instant now = time.now();
        Message message = new Message(SyncRequestJson.write(request), now, now.plus(delay));
        var unused = UnreliableStores.attempt(() -> messages.add(message), random, share, time);
    }

    @Override
    public void giveUp(SyncRequest request, String reason) {
        givenUp++;
    }

    @Override
    public Waiting waiting() {
        return new Waiting(messages.size(), givenUp, List.of());
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Advances time until a message is due, and delivers one that is. */
    void deliver(Consumer consumer) throws MalformedRequestException {
        Instant first = messages.stream()
                .map(message -> message.due)
                .min(Instant::compareTo)
                .orElseThrow();
        if (first.isAfter(time.now())) {
            time.pass(Duration.between(time.now(), first));
        }
        List<Message> due = messages.stream()
                .filter(message -> !message.due.isAfter(time.now()))
                .toList();
        Message message = due.get(random.nextInt(due.size()));
        message.due = time.now().plus(HIDDEN);
        message.deliveries++;
        if (message.deliveries > MOST_DELIVERIES) {
            messages.remove(message);
            givenUp++;
            return;
        }
        boolean again = random.nextDouble() < share;
        consumer.handle(
                SyncRequestJson.read(message.text), new Delivery(message.queuedAt, message.deliveries, line -> {}));
        if (again) {
            message.due = time.now();
        } else {
            messages.remove(message);
        }
    }
}
