package io.github.dbdsc.function;

import io.github.dbdsc.model.DaemonThread;
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
 * Looks something up in storage: at most every few seconds, however many ask, and in the background, so that storage that is
 * down keeps nobody waiting for long.
 *
 * @param <T> what is looked up
 */
final class RecentLook<T> {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<T> lookup;
    private final LongSupplier nanoTime;
    private final Executor background;
    private @Nullable Look<T> last;

    private record Look<T>(long startedAt, CompletableFuture<T> result) {}

    RecentLook(Supplier<T> lookup) {
        this(lookup, System::nanoTime, Executors.newCachedThreadPool(RecentLook::thread));
    }

    RecentLook(Supplier<T> lookup, LongSupplier nanoTime, Executor background) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
        this.background = background;
    }

    /** Makes a thread that sees the app's classes, like those on which the worker runs functions. */
    private static Thread thread(Runnable work) {
        Thread thread = DaemonThread.of("recent-look", work);
        thread.setContextClassLoader(RecentLook.class.getClassLoader());
        return thread;
    }

    /** Returns what is there, or was a few seconds ago; empty when storage does not answer, or not soon. */
    Optional<T> read() {
        try {
            return Optional.of(look().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<T> look() {
        long now = nanoTime.getAsLong();
        if (last == null || (last.result().isDone() && now - last.startedAt() > FRESH.toNanos())) {
            last = new Look<>(now, CompletableFuture.supplyAsync(lookup, background));
        }
        return last.result();
    }
}
