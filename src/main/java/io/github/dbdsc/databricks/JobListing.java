package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.DaemonThread;
import java.io.IOException;
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

    private static final String JOBS = "jobs";

    private final JobsApi api;
    private final String first;
    private final PageTokens tokens;

    /** @param first the path of the first page, with its query */
    JobListing(JobsApi api, String first) {
        this.api = api;
        this.first = first;
        this.tokens = new PageTokens(first);
    }

    /** A page whose jobs are not parsed yet. The other fields are, since they lead to the next page. */
    private static final class Page {

        private final byte[] body;
        private final ObjectNode others;

        private Page(byte[] body) throws IOException {
            this.body = body;
            this.others = AnswerJson.without(JOBS, body);
        }
    }

    /**
     * Passes every job to the action, on the calling thread.
     *
     * @throws WorkspaceException when a page can't be read or understood: it is never taken for an empty one
     */
    void forEach(Consumer<JsonNode> action) {
        ExecutorService ahead = Executors.newSingleThreadExecutor(work -> DaemonThread.of("listing", work));
        try {
            Page page = page(first);
            Optional<String> next = tokens.next(page.others);
            while (next.isPresent()) {
                String path = next.get();
                Future<Page> coming = ahead.submit(() -> page(path));
                jobs(page).forEach(action);
                page = arrived(coming);
                next = tokens.next(page.others);
            }
            jobs(page).forEach(action);
        } finally {
            ahead.shutdownNow();
        }
    }

    private Page page(String path) {
        return api.make(WorkspaceCall.get(path), answer -> new Page(answer.whole()));
    }

    private Page arrived(Future<Page> coming) {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailedAttempt.stopped().toException(WorkspaceCall.get(first), Optional.empty());
        }
    }

    private JsonNode jobs(Page page) {
        try {
            JsonNode jobs = AnswerJson.object(page.body).path(JOBS);
            if (jobs.isArray() || jobs.isMissingNode()) {
                return jobs;
            }
        } catch (IOException e) {
            // a value that can be skipped but not parsed, such as an endless number
        }
        throw WorkspaceCall.get(first).malformed("has jobs that are no list");
    }
}
