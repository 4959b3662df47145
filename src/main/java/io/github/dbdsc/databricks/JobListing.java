package io.github.dbdsc.databricks;

import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.DaemonThread;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads a listing of jobs page by page (Jobs API 2.2). The next page is requested while the jobs of one are read, so
 * that a long listing takes no longer than its calls.
 */
final class JobListing {

    private final JobsApi api;
    private final String first;
    private final PageTokens tokens;

    /** @param first the path of the first page, with its query */
    JobListing(JobsApi api, String first) {
        this.api = api;
        this.first = first;
        this.tokens = new PageTokens(first);
    }

    /**
     * Passes every entry to the action, on the calling thread.
     *
     * @throws WorkspaceException when a page can't be read or understood: it is never taken for an empty one
     */
    void forEach(Consumer<ListingEntry> action) {
        ExecutorService ahead = Executors.newSingleThreadExecutor(work -> DaemonThread.of("listing", work));
        try {
            ListingPage page = page(first);
            Optional<String> next = tokens.next(page.others());
            while (next.isPresent()) {
                String path = next.get();
                Future<ListingPage> coming = ahead.submit(() -> page(path));
                page.entries().forEach(action);
                page = arrived(coming);
                next = tokens.next(page.others());
            }
            page.entries().forEach(action);
        } finally {
            ahead.shutdownNow();
        }
    }

    private ListingPage page(String path) {
        WorkspaceCall call = WorkspaceCall.get(path);
        return api.make(call, answer -> ListingPage.of(answer.whole(), call));
    }

    private ListingPage arrived(Future<ListingPage> coming) {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailedAttempt.stopped().toException(WorkspaceCall.get(first), null);
        }
    }
}
