package io.github.dbdsc.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import io.github.dbdsc.fakes.KeyPairs.KeyPair;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The token endpoint of one tenant over HTTPS. It checks the client secret, or the client assertion: signature,
 * thumbprint, audience, issuer, subject, time, and that no assertion is used twice. It serves nothing else, so that
 * discovery calls of a client are noticed.
 */
public final class FakeEntra extends LoopbackServer {

    public static final String TENANT = "contoso.example";
    public static final String APPLICATION = "0a1b2c3d-0000-4000-8000-00000000000a";

    private static final String PATH = "/" + TENANT + "/oauth2/v2.0/token";
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final FakeTokens tokens;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final List<KeyPair> certificates = new CopyOnWriteArrayList<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private volatile long lifetime = 3599;

    public FakeEntra(FakeTokens tokens) {
        super(true);
        this.tokens = tokens;
    }

    /** Returns a request for a token, as {@link #requests()} shows it. */
    public static String tokenRequest() {
        return "POST " + PATH;
    }

    /** Accepts only these secrets from now on. */
    public void acceptSecrets(String... good) {
        secrets.clear();
        secrets.addAll(List.of(good));
    }

    /** Accepts only these certificates from now on. */
    public void acceptCertificates(KeyPair... good) {
        certificates.clear();
        certificates.addAll(List.of(good));
    }

    /** Sets how long tokens are valid. */
    public void setLifetime(long seconds) {
        lifetime = seconds;
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> form)
            throws IOException, GeneralSecurityException {
        if (!path.equals(PATH)) {
            return refused(404, "AADSTS90002", "Tenant not found.");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refused(400, "AADSTS70003", "The app requested an unsupported grant type.");
        }
        String scope = form.getOrDefault("scope", "");
        String resource = List.of(scope.split(" ", -1)).stream()
                .filter(part -> part.endsWith("/.default"))
                .findFirst()
                .map(part -> part.substring(0, part.length() - "/.default".length()))
                .orElse("");
        if (resource.isEmpty()) {
            return refused(400, "AADSTS1002012", "The scope is not valid.");
        }
        if (form.containsKey("client_assertion")) {
            String assertion = form.get("client_assertion");
            if (!ASSERTION.equals(form.get("client_assertion_type")) || !isGood(assertion)) {
                return refused(401, "AADSTS700027", "Client assertion failed validation: " + assertion);
            }
        } else if (!APPLICATION.equals(form.get("client_id"))) {
            return refused(400, "AADSTS700016", "Application was not found in the directory.");
        } else if (!secrets.contains(form.getOrDefault("client_secret", ""))) {
            // the real one does not quote what it was sent, but a client must not rely on that
            return refused(401, "AADSTS7000215", "Invalid client secret: " + form.get("client_secret"));
        }
        return Answer.of(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("token_type", "Bearer")
                        .put("expires_in", lifetime)
                        .put("ext_expires_in", lifetime)
                        .put("access_token", tokens.issue(resource, APPLICATION, lifetime))
                        .toString());
    }

    private boolean isGood(String assertion) throws IOException, GeneralSecurityException {
        JsonNode header = FakeTokens.header(assertion);
        JsonNode claims = FakeTokens.claims(assertion);
        long now = Instant.now().getEpochSecond();
        for (KeyPair pair : certificates) {
            if (isNamed(header, pair)
                    && FakeTokens.verified(assertion, pair.certificate().getPublicKey())
                    && claims.path("aud").asText().endsWith(":" + port() + PATH)
                    && claims.path("iss").asText().equals(APPLICATION)
                    && claims.path("sub").asText().equals(APPLICATION)
                    && claims.path("nbf").asLong() <= now
                    && claims.path("exp").asLong() > now
                    && claims.path("exp").asLong() <= now + 3600) {
                return used.add(claims.path("jti").asText());
            }
        }
        return false;
    }

    /** Reports whether there is a thumbprint and every one belongs to the certificate. */
    private static boolean isNamed(JsonNode header, KeyPair pair) {
        return (header.has("x5t") || header.has("x5t#S256"))
                && matches(header.path("x5t"), CertificateFiles.digest(pair, "SHA-1"))
                && matches(header.path("x5t#S256"), CertificateFiles.digest(pair, "SHA-256"));
    }

    /** Decodes Base64url, as RFC 7515 demands, or plain Base64, as Microsoft's library writes it; Entra reads both. */
    private static boolean matches(JsonNode thumbprint, byte[] digest) {
        String text = thumbprint.asText().replace('+', '-').replace('/', '_').replace("=", "");
        return thumbprint.isMissingNode()
                || text.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    private static Answer refused(int status, String code, String message) {
        return Answer.of(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("error", status == 401 ? "invalid_client" : "invalid_request")
                        .put("error_description", code + ": " + message)
                        .toString());
    }
}
