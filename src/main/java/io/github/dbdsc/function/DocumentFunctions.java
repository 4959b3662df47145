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
import io.github.dbdsc.settings.AccessSettings;
import io.github.dbdsc.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Serves documents that are the same for everybody and hold no data, so that they are open to anyone. */
public final class DocumentFunctions {

    private static final String OPENAPI = "openapi.json";

    private final AccessSettings access;
    private final BooleanSupplier hasSeveralTargets;

    /** The documents of a host where whoever calls is let in. */
    public DocumentFunctions() {
        this(AccessSettings.KEYS, () -> false);
    }

    /**
     * The documents of an app.
     *
     * @param access who may call, which the page and other clients ask before they do
     * @param hasSeveralTargets asked with each invocation
     */
    public DocumentFunctions(AccessSettings access, BooleanSupplier hasSeveralTargets) {
        this.access = access;
        this.hasSeveralTargets = hasSeveralTargets;
    }

    /**
     * {@code GET /api/dashboard}: answers with the page on which people look at jobs, plans and runs, or with 304 to a
     * browser that has it. The page gets what it shows from the other functions, with the key that its user
     * enters, or the token of whoever signs in.
     */
    @FunctionName("Dashboard")
    public HttpResponseMessage dashboard(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "dashboard")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(request, context, () -> page(request));
    }

    private HttpResponseMessage page(HttpRequestMessage<?> request) {
        DashboardPage page = DashboardPage.read(access, hasSeveralTargets.getAsBoolean());
        boolean isKnown = HttpAnswer.header(request, "If-None-Match")
                .filter(page.etag()::equals)
                .isPresent();
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

    /** {@code GET /api/openapi.json}: answers with the description of this API, an OpenAPI 3.1 document. */
    @FunctionName("OpenApi")
    public HttpResponseMessage openApi(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "openapi.json")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(request, context, () -> request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .body(openApiDocument())
                .build());
    }

    /**
     * {@code GET /api/auth}: answers with what a client needs to know before it calls for data: whether to show a key or a
     * token, below which path, and where to get a token and for whom. Or with 503 and the settings that are wrong.
     */
    @FunctionName("Auth")
    public HttpResponseMessage auth(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "auth")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(request, context, () -> HttpAnswer.json(request, HttpStatus.OK, authDocument())
                .header("Cache-Control", "no-cache")
                .build());
    }

    private ObjectNode authDocument() {
        AccessSettings.Mode mode = access.mode();
        if (mode == null || !access.faults().isEmpty()) {
            throw new SettingsException(access.faults());
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("mode", mode.word());
        if (mode.takesKeys()) {
            document.putObject("keys").put("root", HttpEntry.KEY.root());
        }
        AccessSettings.Trusted trusted = access.trusted();
        if (trusted != null) {
            ObjectNode entra = document.putObject("entra")
                    .put("root", HttpEntry.TOKEN.root())
                    .put("authority", trusted.host() + trusted.tenant())
                    .put("tenant", trusted.tenant());
            new TreeSet<>(trusted.audiences()).forEach(entra.putArray("audiences")::add);
            trusted.clientId().ifPresent(id -> entra.put("clientId", id));
        }
        return document;
    }

    private static String openApiDocument() {
        try (InputStream resource = DocumentFunctions.class.getResourceAsStream(OPENAPI)) {
            if (resource == null) {
                throw new IllegalStateException("the program was built without " + OPENAPI);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
