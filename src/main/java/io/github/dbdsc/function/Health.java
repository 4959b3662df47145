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
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /api/health}: whether the settings allow work, and how many requests wait or were given up. Open to anyone,
 * so it names settings and never values, counts requests and never quotes them, and asks for the counts seldom however
 * often it is called.
 */
public final class Health {

    private final Supplier<List<String>> check;
    private final Supplier<Optional<Waiting>> queue;

    /** With a check that tells what is wrong, and what the queue holds, both asked for with each request. */
    Health(Supplier<List<String>> check, Supplier<Optional<Waiting>> queue) {
        this.check = check;
        this.queue = queue;
    }

    /** Answers 200 with {@code {"status":"ok"}}, or 503 with what is misconfigured. */
    @FunctionName("Health")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "health")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        List<String> faults = check.get();
        return faults.isEmpty()
                ? answer(request, HttpStatus.OK, "ok", faults, queue.get())
                : answer(request, HttpStatus.SERVICE_UNAVAILABLE, "misconfigured", faults, Optional.empty());
    }

    private static HttpResponseMessage answer(
            HttpRequestMessage<?> request,
            HttpStatus status,
            String word,
            List<String> faults,
            Optional<Waiting> queue) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", word);
        faults.forEach(body.putArray("settings")::add);
        queue.ifPresent(waiting ->
                body.putObject("queue").put("waiting", waiting.requests()).put("poison", waiting.givenUp()));
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(body.toPrettyString())
                .build();
    }
}
