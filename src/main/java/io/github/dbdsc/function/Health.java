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

/** {@code GET /api/health}: whether the settings allow work. Open to anyone, so it names settings and never values. */
public final class Health {

    private final Runnable check;

    /** For the Functions worker: wired from the app settings when the first request comes. */
    public Health() {
        this(FunctionApp::reconciler);
    }

    /** With a check that throws {@link SettingsException}, made with each request. */
    public Health(Runnable check) {
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
        try {
            check.run();
            return answer(request, HttpStatus.OK, "ok", List.of());
        } catch (SettingsException e) {
            return answer(request, HttpStatus.SERVICE_UNAVAILABLE, "misconfigured", e.faults());
        }
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
