package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Reconciler;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /api/plan}: what a sync would do now. {@code POST /api/plan}: what it would do if the files in the body were
 * in the container, as a pull request would put them there; they are not stored.
 */
public final class Plan {

    private final Supplier<Reconciler> reconciler;

    /** On the given reconciler, asked for with each request. */
    public Plan(Supplier<Reconciler> reconciler) {
        this.reconciler = reconciler;
    }

    /** Answers with the report of a dry run. */
    @FunctionName("Plan")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "plan")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.to(
                request,
                context,
                () -> request.getHttpMethod() == HttpMethod.POST
                        ? reconciler.get().plan(CandidateFiles.in(request))
                        : reconciler.get().run(SyncRequest.PLAN));
    }
}
