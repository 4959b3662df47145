package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Detail;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.report.Verdict;
import io.github.dbdsc.sync.RunLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers HTTP requests: with a report, with other JSON, or with a problem document when that fails. */
final class HttpAnswer {

    private static final String SECONDS_TO_WAIT = "2";

    private HttpAnswer() {}

    /** Makes a run at once, logs it, and answers with its report. */
    static HttpResponseMessage ofRun(HttpRequestMessage<?> request, ExecutionContext context, Supplier<Report> run) {
        Report report = run.get();
        RunLog.log(report, null, context.getLogger());
        return judged(request, ReportJson.of(report, false));
    }

    /**
     * Answers with the report of what the caller asked for, and with what came of it as status: 200 where everything is as
     * defined, 409 where the plan has become another and nothing was done, 422 where something is not as defined.
     */
    static HttpResponseMessage judged(HttpRequestMessage<?> request, ObjectNode report) {
        HttpStatus status =
                switch (Verdict.of(report)) {
                    case AS_DEFINED -> HttpStatus.OK;
                    case NOT_AS_DEFINED -> HttpStatus.UNPROCESSABLE_ENTITY;
                    case OTHER_PLAN -> HttpStatus.CONFLICT;
                };
        return report(request, status, report);
    }

    /** Answers with a report: in JSON, or in text for a caller that prefers that. */
    static HttpResponseMessage report(HttpRequestMessage<?> request, HttpStatus status, ObjectNode report) {
        return wantsText(request)
                ? request.createResponseBuilder(status)
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .body(ReportText.of(report, AnsiStyle.PLAIN, Detail.USUAL))
                        .build()
                : json(request, status, report).build();
    }

    /**
     * Answers as the function does, or with a problem document for what it throws.
     *
     * @param known the names of the query parameters that there are; nothing is done where the query is not clear
     */
    static HttpResponseMessage guarded(
            HttpRequestMessage<?> request,
            ExecutionContext context,
            List<String> known,
            Function<HttpQuery, HttpResponseMessage> answer) {
        LibraryLog.follow(context.getLogger());
        try {
            return answer.apply(HttpQuery.of(request, known));
        } catch (RuntimeException e) {
            return new ProblemAnswer(request, context).to(e);
        }
    }

    /** Does the same for a call without query parameters. */
    static HttpResponseMessage guarded(
            HttpRequestMessage<?> request, ExecutionContext context, Supplier<HttpResponseMessage> answer) {
        return guarded(request, context, List.of(), none -> answer.get());
    }

    /** Answers in JSON; headers may be added. */
    static HttpResponseMessage.Builder json(HttpRequestMessage<?> request, HttpStatus status, JsonNode body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(body.toPrettyString());
    }

    /** Says of a run that waits or works how far it has come, and when to ask again; headers may be added. */
    static HttpResponseMessage.Builder pending(HttpRequestMessage<?> request, RunLookup.Found found) {
        return json(request, HttpStatus.ACCEPTED, found.document()).header("Retry-After", SECONDS_TO_WAIT);
    }

    /** Returns a header of the request, whose name may be in any case. */
    static Optional<String> header(HttpRequestMessage<?> request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Reports whether the caller prefers text to JSON. */
    static boolean wantsText(HttpRequestMessage<?> request) {
        return header(request, "Accept").filter(AcceptHeader::prefersText).isPresent();
    }
}
