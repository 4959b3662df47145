package io.github.dbdsc.fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Serves a key vault's secrets over HTTPS to callers with a token that was issued for it, and tells others where to get
 * one.
 */
public final class FakeKeyVault extends LoopbackServer {

    private static final String RESOURCE = "https://vault.azure.net";
    private static final String FIRST_VERSION = "0123456789abcdef0123456789abcde0";

    private final FakeTokens tokens;
    private final Map<String, List<String>> secrets = new ConcurrentHashMap<>();
    private volatile boolean forbidding;

    public FakeKeyVault(FakeTokens tokens) {
        super(true);
        this.tokens = tokens;
    }

    /** Sets a secret's value, as a new version. */
    public void put(String name, String value) {
        secrets.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>()).add(value);
    }

    /** Forbids our identity to read secrets, or allows it again. */
    public void forbid(boolean forbid) {
        forbidding = forbid;
    }

    /** Returns the id of a secret's n-th version, from 0. */
    public static String version(int index) {
        return FIRST_VERSION.substring(0, FIRST_VERSION.length() - 1) + Integer.toHexString(index);
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> query)
            throws IOException, GeneralSecurityException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!authorization.startsWith("Bearer ") || !tokens.isGood(authorization.substring(7), RESOURCE)) {
            return new Answer(
                    401,
                    error("Unauthorized", "AKV10000: Request is missing a Bearer or PoP token."),
                    "Bearer authorization=\"https://login.microsoftonline.com/" + FakeEntra.TENANT + "\", resource=\""
                            + RESOURCE + "\"");
        }
        if (forbidding) {
            return Answer.of(403, error("Forbidden", "Caller is not authorized to perform action on resource."));
        }
        String[] parts = path.split("/", -1);
        List<String> versions = secrets.getOrDefault(parts.length > 2 ? parts[2] : "", List.of());
        int index = parts.length > 3 && !parts[3].isEmpty()
                ? Integer.parseInt(parts[3].substring(parts[3].length() - 1), 16)
                : versions.size() - 1;
        if (!query.containsKey("api-version") || index < 0 || index >= versions.size()) {
            return Answer.of(404, error("SecretNotFound", "A secret with this name was not found in this key vault."));
        }
        ObjectNode secret = JsonNodeFactory.instance
                .objectNode()
                .put("value", versions.get(index))
                .put("id", "https://kv-test.vault.azure.net/secrets/" + parts[2] + "/" + version(index));
        secret.putObject("attributes").put("enabled", true);
        return Answer.of(200, secret.toString());
    }

    private static String error(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message);
        return body.toString();
    }
}
