package io.github.dbdsc.function;

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
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /api/jobs}: how every job stood when a pass last looked at it, and what waits. Asks storage only. */
public final class Jobs {

    /** Enough of a hash to tell two answers apart. */
    private static final int TAG_DIGITS = 32;

    private final Supplier<JobStatusBoard> board;
    private final Supplier<Optional<Waiting>> queue;

    /** On the given board and what the queue holds, asked for with each request. */
    Jobs(Supplier<JobStatusBoard> board, Supplier<Optional<Waiting>> queue) {
        this.board = board;
        this.queue = queue;
    }

    /** Answers 200 with the statuses and their ETag, or 304 to a caller that has them. */
    @FunctionName("Jobs")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "jobs")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(
                request, context, () -> answer(request, board.get().read(), queue.get()));
    }

    private static HttpResponseMessage answer(
            HttpRequestMessage<?> request, JobStatusBoard.Snapshot shown, Optional<Waiting> queue) {
        String tag = tag(shown.version() + " " + queue);
        if (isKnown(request, tag)) {
            return request.createResponseBuilder(HttpStatus.NOT_MODIFIED)
                    .header("ETag", tag)
                    .build();
        }
        ObjectNode document = shown.document();
        queue.ifPresent(waiting -> waiting.reasons()
                .forEach(document.putObject("queue")
                        .put("waiting", waiting.requests())
                        .put("poison", waiting.givenUp())
                        .putArray("reasons")::add));
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .body(document.toString())
                .build();
    }

    private static String tag(String version) {
        String hash = Sha256.hex(version.getBytes(StandardCharsets.UTF_8));
        return "\"" + hash.substring(0, TAG_DIGITS) + "\"";
    }

    /** RFC 9110: the tags are compared without regard to their weakness, which proxies that compress add. */
    private static boolean isKnown(HttpRequestMessage<?> request, String tag) {
        return HttpAnswer.header(request, "If-None-Match").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(known -> known.strip().replaceFirst("^W/", ""))
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }
}
