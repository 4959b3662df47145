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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /api/health}: whether the settings allow work. Open to anyone, so it names settings and never values, and
 * makes no call to anything.
 */
public final class Health {

    private final Supplier<List<String>> check;

    /** For the Functions worker: looks at the app settings. */
    public Health() {
        this(FunctionApp::faults);
    }

    /** With a check that tells what is wrong, made with each request. */
    public Health(Supplier<List<String>> check) {
        this.check = check;
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
                ? answer(request, HttpStatus.OK, "ok", faults)
                : answer(request, HttpStatus.SERVICE_UNAVAILABLE, "misconfigured", faults);
    }

    private static HttpResponseMessage answer(
            HttpRequestMessage<?> request, HttpStatus status, String word, List<String> faults) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", word);
        faults.forEach(body.putArray("settings")::add);
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(body.toPrettyString())
                .build();
    }
}
