package io.github.dbdsc.apply;

import io.github.dbdsc.model.DaemonThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Applies a function to many elements at once.
 *
 * @param count how many at once
 */
public record Workers(int count) {

    /**
     * Applies the function to every element. The elements are started in their order.
     *
     * @return the results, in the elements' order
     * @throws RuntimeException the exception of the first element, in their order, for which the function throws one
     */
    public <T, R> List<R> each(List<T> elements, Function<T, R> function) {
        if (elements.size() <= 1 || count == 1) {
            return elements.stream().map(function).toList();
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.min(count, elements.size()), work -> DaemonThread.of("apply", work));
        try {
            List<Future<R>> started = new ArrayList<>();
            elements.forEach(element -> started.add(threads.submit(() -> function.apply(element))));
            List<R> results = new ArrayList<>();
            for (Future<R> future : started) {
                results.add(result(future));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs the action for every element. The elements are started in their order. */
    public <T> void forEach(List<T> elements, Consumer<T> action) {
        each(elements, element -> {
            action.accept(element);
            return element;
        });
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the pass was stopped");
        }
    }
}
