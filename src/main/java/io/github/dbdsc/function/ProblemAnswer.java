package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.NoSuchJobException;
import io.github.dbdsc.settings.SettingsException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Answers with a problem document (RFC 9457). */
final class ProblemAnswer {

    private static final String SECONDS_TO_WAIT = "5";

    private final HttpRequestMessage<?> request;
    private final ExecutionContext context;

    ProblemAnswer(HttpRequestMessage<?> request, ExecutionContext context) {
        this.request = request;
        this.context = context;
    }

    /** Answers a request whose function threw this. */
    HttpResponseMessage to(RuntimeException failure) {
        if (failure instanceof HttpProblem problem) {
            return problem(problem);
        }
        if (failure instanceof NoSuchJobException) {
            return problem(HttpStatus.NOT_FOUND, "There is no such job", failure.getMessage());
        }
        if (failure instanceof SettingsException) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "The app settings are not complete", failure.getMessage());
        }
        if (failure instanceof ExternalServiceException) {
            context.getLogger().warning(VisibleText.escaped(String.valueOf(failure.getMessage())));
            return to(HttpProblem.outside(String.valueOf(failure.getMessage())));
        }
        context.getLogger().log(Level.SEVERE, "a fault in this program", failure);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "A fault in this program",
                "the log of invocation " + context.getInvocationId() + " says more; please report it");
    }

    private HttpResponseMessage problem(HttpProblem problem) {
        if (problem.isPassing()) {
            context.getLogger().warning(VisibleText.escaped(String.valueOf(problem.getMessage())));
        }
        ObjectNode body = body(problem.status(), problem.title(), problem.getMessage());
        problem.role().ifPresent(role -> body.put("role", role.value()));
        HttpResponseMessage.Builder answer = answer(problem.status(), body);
        problem.challenge().ifPresent(challenge -> answer.header("WWW-Authenticate", challenge));
        return (problem.isPassing() ? answer.header("Retry-After", SECONDS_TO_WAIT) : answer).build();
    }

    private HttpResponseMessage problem(HttpStatusType status, String title, @Nullable String detail) {
        return answer(status, body(status, title, detail)).build();
    }

    private static ObjectNode body(HttpStatusType status, String title, @Nullable String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status.value())
                .put("detail", detail);
    }

    private HttpResponseMessage.Builder answer(HttpStatusType status, ObjectNode body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/problem+json")
                .body(body.toPrettyString());
    }
}
