package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.sync.RunLookup;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /api/runs/{id}}: the report of one run. */
public final class Run {

    private final Supplier<ReportStore> reports;

    /** On the given reports, asked for with each request. */
    public Run(Supplier<ReportStore> reports) {
        this.reports = reports;
    }

    /** Answers 200 with the report, 202 while the run waits or works, or 404. */
    @FunctionName("Run")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "runs/{id}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            ExecutionContext context) {
        return HttpAnswer.guarded(request, context, () -> {
            RunLookup.Found found = RunLookup.find(reports.get(), id)
                    .orElseThrow(() -> HttpProblem.notFound(
                            "There is no such run",
                            "nothing is known of the run '" + id
                                    + "'; GET /api/runs lists those whose reports are still kept"));
            if (found.pending()) {
                return PendingAnswer.to(request, found).build();
            }
            return found.isReport()
                    ? HttpAnswer.report(request, found.document())
                    : HttpAnswer.json(request, HttpStatus.OK, found.document()).build();
        });
    }
}
