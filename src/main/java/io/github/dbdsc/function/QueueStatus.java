package io.github.dbdsc.function;

import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what the queue holds: at most every few seconds, however many ask, and in the background, so that a queue that
 * is down keeps nobody waiting for long.
 */
final class QueueStatus {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<RequestQueue> queue;
    private final LongSupplier nanoTime;
    private final Executor background;
    private @Nullable Look last;

    private record Look(long startedAt, CompletableFuture<Waiting> result) {}

    QueueStatus(Supplier<RequestQueue> queue) {
        this(queue, System::nanoTime, Executors.newCachedThreadPool(QueueStatus::thread));
    }

    QueueStatus(Supplier<RequestQueue> queue, LongSupplier nanoTime, Executor background) {
        this.queue = queue;
        this.nanoTime = nanoTime;
        this.background = background;
    }

    /** Makes a thread that sees the app's classes, like those on which the worker runs functions. */
    private static Thread thread(Runnable work) {
        Thread thread = DaemonThread.of("queue-status", work);
        thread.setContextClassLoader(QueueStatus.class.getClassLoader());
        return thread;
    }

    /** Returns what the queue holds, or held a few seconds ago; empty when it does not answer, or not soon. */
    Optional<Waiting> read() {
        try {
            return Optional.of(look().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<Waiting> look() {
        long now = nanoTime.getAsLong();
        if (last == null || (last.result().isDone() && now - last.startedAt() > FRESH.toNanos())) {
            last = new Look(now, CompletableFuture.supplyAsync(() -> queue.get().waiting(), background));
        }
        return last.result();
    }
}
