package io.github.dbdsc.fakes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The issuer of one tenant's access tokens over HTTPS: publishes keys, and signs with whichever key it is told to. */
public class FakeIssuer extends LoopbackServer {

    public static final String TENANT = "22222222-aaaa-4000-8000-00000000000b";
    public static final String CLIENT = "33333333-aaaa-4000-8000-00000000000c";
    public static final String AUDIENCE = "api://" + CLIENT;

    /** A request for the keys, as {@link #requests()} shows it. */
    public static final String KEYS = "GET /" + TENANT + "/discovery/v2.0/keys";

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Of another issuer; making keys takes time. */
    private static final Key OTHER = Key.named("other");

    private final Key first = Key.named("first");
    private volatile List<Key> published = List.of(first);

    public FakeIssuer() {
        super(true);
    }

    /** A key to sign with, and the id under which it is published. */
    public record Key(String id, KeyPair pair) {

        /** Makes a new one. */
        public static Key named(String id) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return new Key(id, generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private ObjectNode json() {
            RSAPublicKey key = (RSAPublicKey) pair.getPublic();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("kty", "RSA")
                    .put("use", "sig")
                    .put("kid", id)
                    .put("n", number(key.getModulus()))
                    .put("e", number(key.getPublicExponent()));
        }

        private static String number(BigInteger value) {
            byte[] bytes = value.toByteArray();
            return ENCODER.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
        }
    }

    /** Returns the key that is published from the beginning. */
    public Key key() {
        return first;
    }

    /** Publishes these keys from now on, and no others. */
    public void publish(Key... keys) {
        published = List.of(keys);
    }

    /** Returns the settings of an app that trusts this issuer. */
    public Map<String, String> settings(String mode) {
        return Map.of("AUTH", mode, "AUTH_TENANT", uri() + "/" + TENANT, "AUTH_AUDIENCE", AUDIENCE + ", " + CLIENT);
    }

    /** Returns the claims of a person's token of version 2.0, as it is right for these settings. */
    public ObjectNode claims(Instant now, String... roles) {
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("aud", CLIENT)
                .put("iss", uri() + "/" + TENANT + "/v2.0")
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(Duration.ofHours(1)).getEpochSecond())
                .put("tid", TENANT)
                .put("oid", "44444444-aaaa-4000-8000-00000000000d")
                .put("preferred_username", "ann@contoso.example")
                .put("scp", "access_as_user")
                .put("ver", "2.0");
        ArrayNode list = claims.putArray("roles");
        List.of(roles).forEach(list::add);
        return claims;
    }

    /** Returns a good token with these roles. */
    public String token(Instant now, String... roles) {
        return signed(first, claims(now, roles));
    }

    /** Returns a token that says that this key has signed it, and that it has. */
    public static String signed(Key key, ObjectNode claims) {
        return signed(key, key.id(), claims);
    }

    /** Returns a token that names one key and is signed by another. */
    public static String signed(Key key, String named, ObjectNode claims) {
        String text = part(header("RS256", named)) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.pair().getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a token that is not signed, and says so. */
    public static String unsigned(ObjectNode claims) {
        return part(JsonNodeFactory.instance.objectNode().put("alg", "none")) + "." + part(claims) + ".";
    }

    /** Returns a token whose signature was made with the public key as a shared secret (RFC 8725, section 2.1). */
    public static String confused(Key key, ObjectNode claims) {
        String text = part(header("HS256", key.id())) + "." + part(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.pair().getPublic().getEncoded(), "HmacSHA256"));
            return text + "." + ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns what nobody may get in with, by what is wrong with it: values of the header {@code Authorization}, of which
     * {@code ""} is none. Each but for that would have every role.
     */
    public Map<String, String> refused(Instant now) {
        String role = "Jobs.Prune";
        String otherTenant = "55555555-aaaa-4000-8000-00000000000e";
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("no token", "");
        refused.put(
                "no bearer",
                "Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8)));
        refused.put("nonsense", "Bearer nonsense");
        refused.put(
                "a foreign token",
                bearer(signed(
                        first,
                        claims(now, role).put("tid", otherTenant).put("iss", uri() + "/" + otherTenant + "/v2.0"))));
        refused.put("another tenant", bearer(signed(first, claims(now, role).put("tid", otherTenant))));
        refused.put("another issuer", bearer(signed(first, claims(now, role).put("iss", "https://issuer.example/"))));
        refused.put(
                "expired",
                bearer(signed(
                        first,
                        claims(now, role)
                                .put("exp", now.minus(Duration.ofMinutes(6)).getEpochSecond()))));
        refused.put(
                "not yet",
                bearer(signed(
                        first,
                        claims(now, role)
                                .put("nbf", now.plus(Duration.ofMinutes(6)).getEpochSecond()))));
        refused.put("alg none", bearer(unsigned(claims(now, role))));
        refused.put("alg HS256", bearer(confused(first, claims(now, role))));
        refused.put("a key of another issuer", bearer(signed(OTHER, first.id(), claims(now, role))));
        refused.put("another audience", bearer(signed(first, claims(now, role).put("aud", "api://other"))));
        return refused;
    }

    /** Returns the value of the header. */
    public static String bearer(String token) {
        return "Bearer " + token;
    }

    private static ObjectNode header(String algorithm, String key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("typ", "JWT")
                .put("alg", algorithm)
                .put("kid", key);
    }

    private static String part(ObjectNode json) {
        return ENCODER.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> parameters) {
        if (!(exchange.getRequestMethod() + " " + path).equals(KEYS)) {
            return Answer.of(404, "{}");
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = document.putArray("keys");
        published.forEach(key -> keys.add(key.json()));
        return Answer.of(200, document.toString());
    }
}
