package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes calls from the network and routes those of known callers to the endpoints. */
final class ApiHandler implements HttpHandler {

    private final WorkspaceServer.CallFilter filter;
    private final Callers callers;
    private final Consumer<Operation> admission;
    private final JobsEndpoints jobs;
    private final RunsEndpoint runs;
    private final PermissionsEndpoints permissions;
    private final NamedThings names;

    /** @param admission throws {@link ApiError} 429 for a call that comes too early */
    ApiHandler(
            WorkspaceServer.CallFilter filter,
            Callers callers,
            Consumer<Operation> admission,
            JobsEndpoints jobs,
            RunsEndpoint runs,
            PermissionsEndpoints permissions,
            NamedThings names) {
        this.filter = filter;
        this.callers = callers;
        this.admission = admission;
        this.jobs = jobs;
        this.runs = runs;
        this.permissions = permissions;
        this.names = names;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Request.Body body = Request.Body.read(exchange.getRequestBody());
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        ApiCall call = call(exchange);
        filter.handle(call, body.text(), () -> answer(call, body, authorization), exchange);
    }

    private static ApiCall call(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        return new ApiCall(Operation.of(method, path), method, path, query);
    }

    private Answer answer(ApiCall call, Request.Body body, @Nullable String authorization) {
        try {
            Caller caller = callers.authenticated(authorization);
            admission.accept(call.operation());
            return route(Request.of(call, caller, body.accepted()));
        } catch (ApiError e) {
            return Answer.error(e);
        }
    }

    private Answer route(Request request) {
        ApiCall call = request.call();
        return switch (call.operation()) {
            case LIST -> jobs.list(request);
            case GET -> jobs.get(request);
            case CREATE -> jobs.create(request);
            case RESET -> jobs.reset(request);
            case UPDATE -> jobs.update(request);
            case DELETE -> jobs.delete(request);
            case RUN_NOW -> runs.runNow(request);
            case LIST_RUNS -> runs.list(request);
            case GET_RUN -> runs.get(request);
            case GET_PERMISSIONS -> permissions.get(request);
            case SET_PERMISSIONS -> permissions.set(request);
            case ME -> me(request.caller());
            case LIST_POLICIES -> names.policies();
            case LIST_POOLS -> names.pools();
            case LIST_WAREHOUSES -> names.warehouses(request);
            case LIST_PIPELINES -> names.pipelines(request);
            case LIST_SERVICE_PRINCIPALS -> names.servicePrincipals(request);
            case LIST_CLUSTERS -> names.clusters(request);
            case LIST_NOTIFICATION_DESTINATIONS -> names.notificationDestinations(request);
            case LIST_QUERIES -> names.queries(request);
            case LIST_ALERTS -> names.alerts(request);
            case LIST_LEGACY_ALERTS -> names.legacyAlerts(request);
            case LIST_DASHBOARDS -> names.dashboards(request);
            case UNKNOWN -> throw ApiError.endpointNotFound(call.method(), call.path());
        };
    }

    private static Answer me(Caller caller) {
        ObjectNode user = ApiJson.object().put("userName", caller.userName()).put("active", true);
        user.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        if (caller.admin()) {
            user.putArray("groups").addObject().put("display", "admins");
        }
        return Answer.ok(ApiJson.text(user));
    }
}
