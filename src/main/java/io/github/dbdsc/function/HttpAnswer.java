package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers requests: with a report, with other JSON, or with a problem document when that does not work. */
final class HttpAnswer {

    private HttpAnswer() {}

    /** The report as JSON, or as text for a caller that accepts that first. */
    static HttpResponseMessage to(HttpRequestMessage<?> request, ExecutionContext context, Supplier<Report> pass) {
        return guarded(request, context, () -> {
            Report report = pass.get();
            PassLog.log(report, Optional.empty(), context.getLogger());
            return report(request, ReportJson.of(report, false));
        });
    }

    /** A report, as JSON or as text. */
    static HttpResponseMessage report(HttpRequestMessage<?> request, ObjectNode report) {
        return wantsText(request)
                ? request.createResponseBuilder(HttpStatus.OK)
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .body(ReportText.of(report, AnsiStyle.PLAIN))
                        .build()
                : json(request, HttpStatus.OK, report).build();
    }

    /** What the supplier answers, or a problem document for what it throws. */
    static HttpResponseMessage guarded(
            HttpRequestMessage<?> request, ExecutionContext context, Supplier<HttpResponseMessage> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            return new ProblemAnswer(request, context).to(e);
        }
    }

    /** An answer in JSON, to which headers may be added. */
    static HttpResponseMessage.Builder json(HttpRequestMessage<?> request, HttpStatus status, JsonNode body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(body.toPrettyString());
    }

    /** A request's header, its name in any case. */
    static Optional<String> header(HttpRequestMessage<?> request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean wantsText(HttpRequestMessage<?> request) {
        return header(request, "Accept")
                .map(accept -> accept.strip().toLowerCase(Locale.ROOT))
                .filter(accept -> accept.startsWith("text/plain"))
                .isPresent();
    }
}
