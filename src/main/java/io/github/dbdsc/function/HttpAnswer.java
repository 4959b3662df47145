package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.dbdsc.model.OutsideException;
import io.github.dbdsc.reconcile.BusyException;
import io.github.dbdsc.reconcile.Ink;
import io.github.dbdsc.reconcile.NoSuchJobException;
import io.github.dbdsc.reconcile.Report;
import io.github.dbdsc.reconcile.ReportJson;
import io.github.dbdsc.reconcile.ReportText;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Turns a pass into an HTTP answer: its report, or a problem document (RFC 9457). */
final class HttpAnswer {

    private HttpAnswer() {}

    /** The report as JSON, or as text for a caller that accepts that first. */
    static HttpResponseMessage to(HttpRequestMessage<?> request, ExecutionContext context, Supplier<Report> pass) {
        try {
            Report report = pass.get();
            context.getLogger().info(ReportText.summary(report));
            context.getLogger().info(PassLog.line(report));
            return wantsText(request.getHeaders())
                    ? answer(
                            request,
                            HttpStatus.OK,
                            "text/plain; charset=utf-8",
                            ReportText.of(report, Ink.PLAIN, false))
                    : answer(
                            request,
                            HttpStatus.OK,
                            "application/json",
                            ReportJson.of(report, false).toPrettyString());
        } catch (BadQueryException e) {
            return problem(request, HttpStatus.BAD_REQUEST, "The request is not understood", e.getMessage());
        } catch (NoSuchJobException e) {
            return problem(request, HttpStatus.NOT_FOUND, "There is no such job", e.getMessage());
        } catch (BusyException e) {
            return problem(request, HttpStatus.CONFLICT, "Another pass is working", e.getMessage());
        } catch (SettingsException e) {
            return problem(
                    request, HttpStatus.SERVICE_UNAVAILABLE, "The app settings are not complete", e.getMessage());
        } catch (OutsideException e) {
            context.getLogger().warning(e.getMessage());
            return problem(
                    request,
                    HttpStatus.BAD_GATEWAY,
                    "Storage or workspace did not answer as they should",
                    e.getMessage());
        } catch (RuntimeException e) {
            context.getLogger().log(Level.SEVERE, "a fault in this program", e);
            return problem(
                    request,
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "A fault in this program",
                    "the log of invocation " + context.getInvocationId() + " says more; please report it");
        }
    }

    private static boolean wantsText(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Accept"))
                .map(header -> header.getValue().strip().toLowerCase(Locale.ROOT))
                .anyMatch(accept -> accept.startsWith("text/plain"));
    }

    private static HttpResponseMessage problem(
            HttpRequestMessage<?> request, HttpStatus status, String title, @Nullable String detail) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status.value())
                .put("detail", detail);
        return answer(request, status, "application/problem+json", body.toPrettyString());
    }

    private static HttpResponseMessage answer(
            HttpRequestMessage<?> request, HttpStatus status, String contentType, String body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", contentType)
                .body(body)
                .build();
    }
}
