package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /api/dashboard}: the page on which people look at jobs, plans and runs. Open to anyone, because it holds
 * no data: what it shows it asks from the other functions, with the key that its user enters.
 */
public final class Dashboard {

    /** Answers with the page, or with 304 to a browser that has it. */
    @FunctionName("Dashboard")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "dashboard")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        DashboardPage page = DashboardPage.read();
        boolean isKnown = page.etag().equals(ifNoneMatch(request.getHeaders()));
        HttpResponseMessage.Builder answer = request.createResponseBuilder(
                        isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .header("Content-Security-Policy", page.contentSecurityPolicy())
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-cache")
                .header("ETag", page.etag());
        return isKnown
                ? answer.build()
                : answer.header("Content-Type", "text/html; charset=utf-8")
                        .body(page.html())
                        .build();
    }

    private static String ifNoneMatch(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("If-None-Match"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
