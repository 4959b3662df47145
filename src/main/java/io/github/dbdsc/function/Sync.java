package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.reconcile.Reconciler;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code POST /api/sync}: compares everything now and carries the plan out. */
public final class Sync {

    private final Supplier<Reconciler> reconciler;

    /** For the Functions worker: wired from the app settings when the first request comes. */
    public Sync() {
        this(FunctionApp::reconciler);
    }

    /** On the given reconciler, asked for with each request. */
    public Sync(Supplier<Reconciler> reconciler) {
        this.reconciler = reconciler;
    }

    /** Answers with the pass' report; the query may have {@code dryRun}, {@code key} and {@code plan}. */
    @FunctionName("Sync")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "sync")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.to(request, context, () -> reconciler.get().pass(PassQuery.of(request.getQueryParameters())));
    }
}
