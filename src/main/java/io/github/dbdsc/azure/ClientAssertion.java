package io.github.dbdsc.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.settings.ClientCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Signs client assertions (RFC 7523) with a private key whose certificate is known by its thumbprint only. */
final class ClientAssertion {

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int SHA1_HEX = 40;

    private ClientAssertion() {}

    /**
     * Returns an assertion as Entra takes it.
     *
     * @param audience the token endpoint
     */
    static String of(ClientCertificate certificate, String clientId, URI audience, Instant now) {
        String thumbprint = certificate.thumbprint();
        ObjectNode header = JsonNodeFactory.instance
                .objectNode()
                .put("alg", "RS256")
                .put("typ", "JWT")
                .put(
                        thumbprint.length() == SHA1_HEX ? "x5t" : "x5t#S256",
                        BASE64_URL.encodeToString(HexFormat.of().parseHex(thumbprint)));
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("aud", audience.toString())
                .put("iss", clientId)
                .put("sub", clientId)
                .put("jti", UUID.randomUUID().toString())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        String signed = part(header) + "." + part(claims);
        return signed + "." + BASE64_URL.encodeToString(signature(certificate, signed));
    }

    private static String part(ObjectNode json) {
        return BASE64_URL.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] signature(ClientCertificate certificate, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(certificate.key());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("has a private key that can't sign with SHA-256", e);
        }
    }
}
