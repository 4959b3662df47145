package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.sync.PendingRun;
import io.github.dbdsc.sync.RunLookup;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code POST /api/sync}: asks for a pass over everything, and waits a while for its report. */
public final class Sync {

    private static final String WHY = "POST /api/sync";

    private final Supplier<AppServices> installation;
    private final Clock clock;
    private final Pause pause;

    /** In the given installation, asked for with each request. */
    public Sync(Supplier<AppServices> installation) {
        this(installation, Clock.systemUTC(), Pause.SLEEPING);
    }

    Sync(Supplier<AppServices> installation, Clock clock, Pause pause) {
        this.installation = installation;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Answers with the report when the pass ends in time, and otherwise with where it will be; the query may have
     * {@code dryRun}, {@code prune}, {@code key}, {@code plan} and {@code wait}. A dry run writes nothing, so it needs no
     * turn and is made at once.
     */
    @FunctionName("Sync")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "sync")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(request, context, () -> {
            PassQuery query = PassQuery.of(request.getQueryParameters());
            AppServices app = installation.get();
            return query.request().dryRun()
                    ? HttpAnswer.to(request, context, () -> app.reconciler().run(query.request()))
                    : submitted(query, app, request);
        });
    }

    private HttpResponseMessage submitted(PassQuery query, AppServices app, HttpRequestMessage<?> request) {
        Submission submission = Submission.of(query.request(), WHY, app, clock, pause);
        RunLookup.Found found = submission.within(query.patience());
        if (found.pending()) {
            return PendingAnswer.to(request, found)
                    .header("Location", "/api/runs/" + submission.runId())
                    .build();
        }
        if (found.isReport()) {
            return HttpAnswer.report(request, found.document());
        }
        throw endedWithoutReport(found.document());
    }

    private static HttpProblem endedWithoutReport(ObjectNode failed) {
        String error = failed.path("error").asText();
        return failed.has(PendingRun.NO_SUCH_JOB)
                ? HttpProblem.notFound("There is no such job", error)
                : HttpProblem.outside(error);
    }
}
