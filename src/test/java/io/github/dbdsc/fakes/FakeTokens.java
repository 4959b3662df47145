package io.github.dbdsc.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Issues the access tokens of the loopback servers, and checks them. */
public final class FakeTokens {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String TENANT = "11111111-1111-1111-1111-111111111111";

    private final List<String> issued = new CopyOnWriteArrayList<>();
    private final BiConsumer<String, String> onIssue;

    /** @param onIssue receives each token for the workspace and the identity it stands for */
    public FakeTokens(BiConsumer<String, String> onIssue) {
        this.onIssue = onIssue;
    }

    /** Returns all tokens issued so far, so that tests can look for them where none should be. */
    public List<String> issued() {
        return List.copyOf(issued);
    }

    /** Issues a signed token for a resource on behalf of an application. Each token is different. */
    String issue(String resource, String application, long seconds) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("aud", resource)
                .put("iss", "https://sts.windows.net/" + TENANT + "/")
                .put("iat", now)
                .put("nbf", now - 60)
                .put("exp", now + seconds)
                .put("appid", application)
                .put("tid", TENANT)
                .put("uti", UUID.randomUUID().toString());
        String signed = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(claims.toString());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyPairs.SERVER.key());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        String token = signed + "." + ENCODER.encodeToString(signature.sign());
        issued.add(token);
        onIssue.accept(token, application);
        return token;
    }

    /** Reports whether the token was issued here for this resource and has not expired. */
    boolean isGood(String token, String resource) throws GeneralSecurityException, IOException {
        return verified(token, KeyPairs.SERVER.certificate().getPublicKey())
                && claims(token).path("aud").asText().equals(resource)
                && claims(token).path("exp").asLong() > Instant.now().getEpochSecond();
    }

    static JsonNode header(String token) throws IOException {
        return MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]));
    }

    static JsonNode claims(String token) throws IOException {
        return MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    /** RFC 7515: the signature covers header and claims as they were sent. RS256 or PS256. */
    static boolean verified(String token, PublicKey key) throws GeneralSecurityException, IOException {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        boolean pss = header(token).path("alg").asText().equals("PS256");
        Signature signature = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA256withRSA");
        if (pss) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static String part(String json) {
        return ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
