package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows how the jobs stand, whether the app is healthy, and what waits in its queue. Calls storage only. */
public final class StatusFunctions {

    /** Enough digits of a hash to tell two answers apart. */
    private static final int TAG_DIGITS = 32;

    private final Supplier<AppServices> services;
    private final Supplier<List<String>> faults;
    private final QueueStatus queue;

    /** @param faults looks for what is wrong with the settings */
    StatusFunctions(Supplier<AppServices> services, Supplier<List<String>> faults) {
        this.services = services;
        this.faults = faults;
        this.queue = new QueueStatus(() -> services.get().queue());
    }

    /**
     * {@code GET /api/jobs}: answers 200 with how every job stood when a run last looked at it, and what waits, or 304 to a
     * caller that knows.
     */
    @FunctionName("Jobs")
    public HttpResponseMessage jobs(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "jobs")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(
                request,
                context,
                () -> jobsAnswer(
                        request, services.get().board().read(), queue.read().orElse(null), faults.get()));
    }

    /**
     * {@code GET /api/health}: answers 200 with {@code {"status":"ok"}} and how many requests wait or were given up, or 503
     * with what is misconfigured. Open to anyone, so it names settings and never values, counts requests and never quotes
     * them, and looks at the queue seldom however often it is called.
     */
    @FunctionName("Health")
    public HttpResponseMessage health(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "health")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(request, context, () -> {
            List<String> found = faults.get();
            return found.isEmpty()
                    ? healthAnswer(
                            request, HttpStatus.OK, "ok", found, queue.read().orElse(null))
                    : healthAnswer(request, HttpStatus.SERVICE_UNAVAILABLE, "misconfigured", found, null);
        });
    }

    private static HttpResponseMessage healthAnswer(
            HttpRequestMessage<?> request,
            HttpStatus status,
            String word,
            List<String> faults,
            @Nullable Waiting waiting) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", word);
        faults.forEach(body.putArray("settings")::add);
        if (waiting != null) {
            counts(body, waiting);
        }
        return HttpAnswer.json(request, status, body).build();
    }

    private static HttpResponseMessage jobsAnswer(
            HttpRequestMessage<?> request,
            JobStatusBoard.Snapshot board,
            @Nullable Waiting waiting,
            List<String> faults) {
        String tag = tag(board.version() + " " + waiting + " " + faults);
        if (isKnown(request, tag)) {
            return request.createResponseBuilder(HttpStatus.NOT_MODIFIED)
                    .header("ETag", tag)
                    .build();
        }
        ObjectNode document = board.document();
        if (!faults.isEmpty()) {
            faults.forEach(document.putArray("settings")::add);
        }
        if (waiting != null) {
            waiting.reasons().forEach(counts(document, waiting).putArray("reasons")::add);
        }
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .body(document.toString())
                .build();
    }

    private static ObjectNode counts(ObjectNode document, Waiting waiting) {
        ObjectNode queue = document.putObject("queue")
                .put("waiting", waiting.requests())
                .put("poison", waiting.givenUp())
                .put("lostEvents", waiting.lostEvents());
        return waiting.oldest() == null
                ? queue
                : queue.put("oldest", waiting.oldest().toString());
    }

    private static String tag(String version) {
        String hash = Sha256.hex(version.getBytes(StandardCharsets.UTF_8));
        return "\"" + hash.substring(0, TAG_DIGITS) + "\"";
    }

    /** Compares tags without regard to the mark of weak ones (RFC 9110), which proxies that compress add. */
    private static boolean isKnown(HttpRequestMessage<?> request, String tag) {
        return HttpAnswer.header(request, "If-None-Match").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(known -> known.strip().replaceFirst("^W/", ""))
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }
}
