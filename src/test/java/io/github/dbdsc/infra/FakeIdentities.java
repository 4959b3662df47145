package io.github.dbdsc.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a workspace that grants: service principals through SCIM, and permissions of cluster policies. Speaks
 * HTTP on a loopback port and keeps what it is told.
 *
 * @see <a href="https://docs.databricks.com/api/azure/workspace/serviceprincipals">Service principals</a>
 * @see <a href="https://docs.databricks.com/api/azure/workspace/permissions">Permissions</a>
 */
final class FakeIdentities implements AutoCloseable {

    static final String TOKEN = "an-administrators-token";
    private static final String SCIM = "/api/2.0/preview/scim/v2/ServicePrincipals";
    private static final Pattern FILTER = Pattern.compile("filter=applicationId eq \"([^\"]+)\"");

    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;
    private final List<String> calls = new ArrayList<>();
    private final ArrayNode principals = json.createArrayNode();
    private final ObjectNode policies = json.createObjectNode();
    private int failure;
    private boolean forgetful;

    FakeIdentities() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort()).toString();
    }

    /** Methods and paths so far. */
    List<String> calls() {
        return calls;
    }

    ArrayNode principals() {
        return principals;
    }

    JsonNode policy(String id) {
        return policies.path(id);
    }

    /** A principal that is there before the script runs. */
    ObjectNode add(String applicationId, String... entitlements) {
        ObjectNode principal = principals.addObject();
        principal.put("id", String.valueOf(1000 + principals.size())).put("applicationId", applicationId);
        principal.put("active", true);
        for (String entitlement : entitlements) {
            principal.withArray("entitlements").addObject().put("value", entitlement);
        }
        return principal;
    }

    /** Answers every further call with that status. */
    void failWith(int status) {
        failure = status;
    }

    /** Accepts entitlements and does not keep them. */
    void forgetEntitlements() {
        forgetful = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        calls.add(method + " " + path);
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, json.createObjectNode());
        } else if (failure != 0) {
            send(exchange, failure, json.createObjectNode().put("message", "the reason"));
        } else if (method.equals("GET") && path.equals(SCIM)) {
            send(exchange, 200, found(exchange.getRequestURI().getQuery()));
        } else if (method.equals("POST") && path.equals(SCIM)) {
            send(exchange, 201, create(exchange));
        } else if (method.equals("PATCH") && path.startsWith(SCIM + "/")) {
            send(exchange, 200, change(exchange, path.substring(SCIM.length() + 1)));
        } else if (path.startsWith("/api/2.0/permissions/cluster-policies/")) {
            send(exchange, 200, permissions(exchange, path.substring(path.lastIndexOf('/') + 1)));
        } else {
            send(exchange, 404, json.createObjectNode().put("message", "no such path"));
        }
    }

    /** As the service, without the member Resources when there is nothing. */
    private ObjectNode found(String query) {
        Matcher filter = FILTER.matcher(query);
        if (!filter.matches()) {
            throw new IllegalArgumentException("not understood: " + query);
        }
        ObjectNode answer = json.createObjectNode();
        for (JsonNode principal : principals) {
            if (principal.path("applicationId").asText().equals(filter.group(1))) {
                answer.withArray("Resources").add(principal);
            }
        }
        return answer.put("totalResults", answer.path("Resources").size());
    }

    private ObjectNode create(HttpExchange exchange) throws IOException {
        ObjectNode principal = (ObjectNode) json.readTree(exchange.getRequestBody());
        requireSchema(principal, "urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal");
        if (forgetful) {
            principal.remove("entitlements");
        }
        principal.put("id", String.valueOf(1001 + principals.size())).put("active", true);
        principals.add(principal);
        return principal;
    }

    private ObjectNode change(HttpExchange exchange, String id) throws IOException {
        JsonNode request = json.readTree(exchange.getRequestBody());
        requireSchema(request, "urn:ietf:params:scim:api:messages:2.0:PatchOp");
        for (JsonNode principal : principals) {
            if (principal.path("id").asText().equals(id)) {
                JsonNode operation = request.at("/Operations/0");
                if (!operation.path("op").asText().equals("add")
                        || !operation.path("path").asText().equals("entitlements")) {
                    throw new IllegalArgumentException("not understood: " + operation);
                }
                ObjectNode changed = (ObjectNode) principal;
                if (!forgetful) {
                    operation.path("value").forEach(changed.withArray("entitlements")::add);
                }
                return changed;
            }
        }
        throw new IllegalArgumentException("no principal " + id);
    }

    private ObjectNode permissions(HttpExchange exchange, String policy) throws IOException {
        ObjectNode answer = policies.withObject("/" + policy);
        if (exchange.getRequestMethod().equals("PATCH")) {
            for (JsonNode entry : json.readTree(exchange.getRequestBody()).path("access_control_list")) {
                ObjectNode given = answer.withArray("access_control_list").addObject();
                given.set("service_principal_name", entry.path("service_principal_name"));
                given.withArray("all_permissions")
                        .addObject()
                        .put("permission_level", entry.path("permission_level").asText());
            }
        }
        return answer;
    }

    private static void requireSchema(JsonNode request, String schema) {
        if (!request.at("/schemas/0").asText().equals(schema)) {
            throw new IllegalArgumentException("wrong schema in " + request);
        }
    }

    private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/scim+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
