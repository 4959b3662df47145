package io.github.dbdsc.function;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Functions host's process beside its worker's, which hands one request over and is told to end while it is handled. As
 * was seen on the real one: the worker's JVM is told nothing as long as its function runs; the host waits 42 seconds for
 * that and leaves; 13 to 15 seconds later the JVM's shutdown hook begins, and five seconds after that the JVM is killed. On
 * a drain nothing is signalled. Only where the platform signals both does the hook begin at once. The two waits, and the
 * time for which a message is hidden, are shortened here.
 */
final class EndingHost {

    private static final Duration WAITS_FOR_FUNCTION = Duration.ofSeconds(1);
    private static final Duration UNTIL_THE_HOOK = Duration.ofMillis(500);
    private static final Duration HOOK = Duration.ofSeconds(5);
    private static final Duration HIDDEN = Duration.ofSeconds(3);

    private final QueueClient queue;
    private final FunctionWorker worker;
    private final QueueMessageItem message;
    private final CompletableFuture<Boolean> function;
    private String receipt;

    private EndingHost(QueueClient queue, FunctionWorker worker, QueueMessageItem message) {
        this.queue = queue;
        this.worker = worker;
        this.message = message;
        this.receipt = message.getPopReceipt();
        this.function = CompletableFuture.supplyAsync(() -> worker.handles(
                message.getBody().toString(),
                message.getInsertionTime().toString(),
                Long.toString(message.getDequeueCount())));
    }

    /** Takes the next message and hands it to the worker. */
    static EndingHost handingOver(QueueClient queue, FunctionWorker worker) {
        for (QueueMessageItem message : queue.receiveMessages(1, HIDDEN, null, Context.NONE)) {
            return new EndingHost(queue, worker, message);
        }
        throw new AssertionError("there is no message");
    }

    /** SIGTERM to the host, whose function ends in time: the message is done before anything is signalled. */
    boolean endsAfterItsFunction() throws Exception {
        boolean done = awaitFunction(Duration.ofMinutes(3)) && delete();
        endWorker();
        return done;
    }

    /** SIGTERM to the host, which leaves before its function has ended: nobody hides the message any more. */
    void leavesBeforeItsFunctionEnds() throws Exception {
        if (awaitFunction(WAITS_FOR_FUNCTION)) {
            throw new AssertionError("the function has ended");
        }
        TimeUnit.MILLISECONDS.sleep(UNTIL_THE_HOOK.toMillis());
        endWorker();
    }

    /** A drain: the function ends, and the process is gone later, without a signal. */
    boolean drains() throws Exception {
        boolean done = awaitFunction(Duration.ofMinutes(3)) && delete();
        worker.process().destroyForcibly().waitFor();
        return done;
    }

    /** SIGTERM to both: the host may still learn in time that the function has ended, or may be gone before. */
    void endsWithItsWorker(boolean learnsOfTheEnd) throws Exception {
        worker.process().destroy();
        if (learnsOfTheEnd && awaitFunction(HOOK)) {
            delete();
        }
        endWorker();
    }

    /** Waits, hiding the message meanwhile; returns whether the function has ended well. */
    private boolean awaitFunction(Duration atMost) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            receipt = queue.updateMessage(
                            message.getMessageId(), receipt, message.getBody().toString(), HIDDEN)
                    .getPopReceipt();
            try {
                return function.get(
                        Math.min(HIDDEN.toMillis() / 3, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())),
                        TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // not yet
            }
        }
        return false;
    }

    private boolean delete() {
        queue.deleteMessage(message.getMessageId(), receipt);
        return true;
    }

    /** Begins the hook, and kills what has not ended by itself then. */
    private void endWorker() throws InterruptedException {
        worker.process().destroy();
        if (!worker.process().waitFor(HOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            worker.process().destroyForcibly().waitFor();
        }
    }
}
