package io.github.dbdsc.fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Gives out a managed identity's tokens: on App Service at the address in {@code IDENTITY_ENDPOINT}, which demands the
 * secret in {@code IDENTITY_HEADER}; on a virtual machine as the instance metadata service, which demands the header
 * {@code Metadata}.
 */
public final class FakeIdentityEndpoint extends LoopbackServer {

    public static final String HEADER = "identity-header-secret";
    public static final String SYSTEM_ASSIGNED = "0a1b2c3d-0000-4000-8000-000000000001";
    public static final String USER_ASSIGNED = "0a1b2c3d-0000-4000-8000-000000000002";

    private static final long LIFETIME = 86_400;

    private final FakeTokens tokens;

    public FakeIdentityEndpoint(FakeTokens tokens) {
        super(false);
        this.tokens = tokens;
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> query) throws GeneralSecurityException {
        String header = exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER");
        boolean appService =
                path.equals("/msi/token") && "2019-08-01".equals(query.get("api-version")) && HEADER.equals(header);
        boolean machine = path.equals("/metadata/identity/oauth2/token")
                && "2018-02-01".equals(query.get("api-version"))
                && "true".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Metadata"));
        if (!appService && !machine) {
            return Answer.of(401, "{\"statusCode\":401,\"message\":\"not for you\"}");
        }
        String identity = query.getOrDefault("client_id", SYSTEM_ASSIGNED);
        if (!Set.of(SYSTEM_ASSIGNED, USER_ASSIGNED).contains(identity)) {
            return Answer.of(400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");
        }
        String resource = query.getOrDefault("resource", "");
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("access_token", tokens.issue(resource, identity, LIFETIME))
                .put("expires_on", Long.toString(Instant.now().getEpochSecond() + LIFETIME))
                .put("resource", resource)
                .put("token_type", "Bearer")
                .put("client_id", identity);
        return Answer.of(200, body.toString());
    }
}
