package io.github.dbdsc.function;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands out the messages of a queue as the Functions host does: hides a message while it is handled and goes on hiding
 * it, deletes it afterwards, hands it out again when that failed, and moves it to the poison queue in the end. A host that
 * ends all at once leaves its messages hidden for as long as it hid them. The host hides them for ten minutes at a time;
 * this one for a few seconds. It looks for the next message more often, too.
 */
final class QueuePump implements AutoCloseable {

    private static final Duration HIDDEN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final QueueClient queue;
    private final QueueClient poison;
    private final int deliveries;
    private final Duration beforeRepeat;
    private final Consumer<QueueMessageItem> function;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(QueuePump::daemon);

    /**
     * Makes a pump that hands nothing out yet.
     *
     * @param deliveries how often a message whose handling fails is handed out
     * @param beforeRepeat how long it is hidden before the next time, in whole seconds
     * @param function throws when handling fails
     */
    QueuePump(
            QueueClient queue,
            QueueClient poison,
            int deliveries,
            Duration beforeRepeat,
            Consumer<QueueMessageItem> function) {
        this.queue = queue;
        this.poison = poison;
        this.deliveries = deliveries;
        this.beforeRepeat = beforeRepeat;
        this.function = function;
    }

    /** Starts to hand out so many messages at once. */
    QueuePump start(int atOnce) {
        for (int thread = 0; thread < atOnce; thread++) {
            daemon(this::work).start();
        }
        return this;
    }

    /** Takes no more messages, and finishes those that it is handling. */
    @Override
    public void close() {
        end.countDown();
    }

    private void work() {
        try {
            boolean found = true;
            while (!end.await(found ? 0 : BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                found = handleNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there was a message. */
    private boolean handleNext() {
        try {
            boolean found = false;
            for (QueueMessageItem message : queue.receiveMessages(1, HIDDEN, null, Context.NONE)) {
                found = true;
                new Delivery(message).handle();
            }
            return found;
        } catch (RuntimeException e) {
            return false; // the queue can't be reached: later, perhaps; a message comes back when its time is over
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "queue-pump");
        thread.setDaemon(true);
        return thread;
    }

    /** One message that is being handled. */
    private final class Delivery {

        private final QueueMessageItem message;
        private String receipt;
        private boolean ended;

        Delivery(QueueMessageItem message) {
            this.message = message;
            this.receipt = message.getPopReceipt();
        }

        void handle() {
            long interval = HIDDEN.toMillis() / 4;
            ScheduledFuture<?> renewal =
                    renewals.scheduleAtFixedRate(this::renew, interval, interval, TimeUnit.MILLISECONDS);
            boolean handled = isHandled();
            renewal.cancel(false);
            end(handled);
        }

        private boolean isHandled() {
            try {
                function.accept(message);
                return true;
            } catch (RuntimeException e) {
                return false;
            }
        }

        private synchronized void renew() {
            if (!ended) {
                try {
                    hide(HIDDEN);
                } catch (RuntimeException e) {
                    // the queue can't be reached: the next renewal may be in time
                }
            }
        }

        private synchronized void end(boolean handled) {
            ended = true;
            if (handled) {
                queue.deleteMessage(message.getMessageId(), receipt);
            } else if (message.getDequeueCount() < deliveries) {
                hide(beforeRepeat);
            } else {
                poison.sendMessage(message.getBody());
                queue.deleteMessage(message.getMessageId(), receipt);
            }
        }

        private void hide(Duration time) {
            receipt = queue.updateMessage(
                            message.getMessageId(), receipt, message.getBody().toString(), time)
                    .getPopReceipt();
        }
    }
}
