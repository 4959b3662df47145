package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What the service answers when nothing goes wrong with the network. */
final class Service {

    private final Callers callers;
    private final Throttle throttle;
    private final JobsEndpoints jobs;
    private final RunsEndpoint runs;
    private final PermissionsEndpoints permissions;
    private final NamesEndpoints names;

    Service(
            Callers callers,
            Throttle throttle,
            JobsEndpoints jobs,
            RunsEndpoint runs,
            PermissionsEndpoints permissions,
            NamesEndpoints names) {
        this.callers = callers;
        this.throttle = throttle;
        this.jobs = jobs;
        this.runs = runs;
        this.permissions = permissions;
        this.names = names;
    }

    Answer answer(Call call, RequestBody body, @Nullable String authorization) {
        try {
            Caller caller = callers.authenticated(authorization);
            throttle.admit(call.operation());
            return route(Request.of(call, caller, body.accepted()));
        } catch (ApiError e) {
            return Answer.error(e);
        }
    }

    private Answer route(Request request) {
        Call call = request.call();
        return switch (call.operation()) {
            case LIST -> jobs.list(request);
            case GET -> jobs.get(request);
            case CREATE -> jobs.create(request);
            case RESET -> jobs.reset(request);
            case DELETE -> jobs.delete(request);
            case LIST_RUNS -> runs.list(request);
            case GET_PERMISSIONS -> permissions.get(request);
            case SET_PERMISSIONS -> permissions.set(request);
            case ME -> me(request.caller());
            case LIST_POLICIES -> names.policies();
            case LIST_POOLS -> names.pools();
            case LIST_WAREHOUSES -> names.warehouses(request);
            case LIST_PIPELINES -> names.pipelines(request);
            case LIST_SERVICE_PRINCIPALS -> names.servicePrincipals(request);
            case LIST_CLUSTERS -> names.clusters(request);
            case UNKNOWN -> throw ApiError.endpointNotFound(call.method(), call.path());
        };
    }

    private static Answer me(Caller caller) {
        ObjectNode user = Json.object().put("userName", caller.userName()).put("active", true);
        user.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        if (caller.admin()) {
            user.putArray("groups").addObject().put("display", "admins");
        }
        return Answer.ok(Json.text(user));
    }
}
