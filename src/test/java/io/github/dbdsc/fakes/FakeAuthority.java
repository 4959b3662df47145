package io.github.dbdsc.fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The issuer with its pages for people: signs in whoever comes, as Microsoft Entra does for a single-page application. It
 * knows one redirect URI, wants PKCE with S256, gives each code and each refresh token out for one use, and lets only the
 * origin of the redirect URI read tokens.
 */
public final class FakeAuthority extends FakeIssuer {

    private static final String AUTHORIZE = "/" + TENANT + "/oauth2/v2.0/authorize";
    private static final String TOKEN = "/" + TENANT + "/oauth2/v2.0/token";
    private static final String LOGOUT = "/" + TENANT + "/oauth2/v2.0/logout";

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private final List<String> grants = new CopyOnWriteArrayList<>();
    private final List<String> given = new CopyOnWriteArrayList<>();
    private final List<String> referrers = new CopyOnWriteArrayList<>();

    private volatile String redirectUri = "";
    private volatile String[] roles = {};
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile Duration age = Duration.ZERO;
    private volatile @Nullable String error;
    private volatile @Nullable String state;
    private volatile @Nullable String nonce;

    /** Begins anew: registers this redirect URI, and gives these roles to whoever signs in. */
    public void register(String uri, String... given) {
        redirectUri = uri;
        roles = given;
        lifetime = Duration.ofHours(1);
        age = Duration.ZERO;
        error = null;
        state = null;
        nonce = null;
        refreshTokens.clear();
        grants.clear();
    }

    /** Refuses further sign-ins with this error, as somebody does who declines. */
    public void refuse(String code) {
        error = code;
    }

    /** Answers further sign-ins with this state and not with the one that was sent; null for that. */
    public void answerState(@Nullable String other) {
        state = other;
    }

    /** Puts this nonce into further id tokens and not the one that was sent; null for that. */
    public void answerNonce(@Nullable String other) {
        nonce = other;
    }

    /** Says of further tokens that they are good for this long. */
    public void setLifetime(Duration time) {
        lifetime = time;
    }

    /** Issues further access tokens as if that had been so long ago, without saying so. */
    public void setAge(Duration time) {
        age = time;
    }

    /** Takes no refresh token that was given out so far. */
    public void endSessions() {
        refreshTokens.clear();
    }

    /** Returns the kinds of grants that tokens were given for since the registration. */
    public List<String> grants() {
        return List.copyOf(grants);
    }

    /** Returns all tokens and codes so far, so that tests can look for them where none should be. */
    public List<String> given() {
        return List.copyOf(given);
    }

    /** Returns the header {@code Referer} of each request for a page; {@code "null"} for none. */
    public List<String> referrers() {
        return List.copyOf(referrers);
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> parameters) {
        return switch (path) {
            case AUTHORIZE -> authorize(exchange, parameters);
            case TOKEN -> token(exchange, parameters);
            case LOGOUT -> redirect(exchange, parameters.getOrDefault("post_logout_redirect_uri", ""), "");
            default -> super.answer(exchange, path, parameters);
        };
    }

    private Answer redirect(HttpExchange exchange, String to, String fragment) {
        referrers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Referer")));
        if (!to.equals(redirectUri)) {
            return Answer.of(400, "AADSTS50011: the redirect URI is not registered");
        }
        exchange.getResponseHeaders().set("Location", to + fragment);
        return Answer.of(302, "");
    }

    private Answer authorize(HttpExchange exchange, Map<String, String> asked) {
        boolean isRight = CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && "fragment".equals(asked.get("response_mode"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.getOrDefault("code_challenge", "").matches("[\\w-]{43}")
                && asked.getOrDefault("nonce", "").length() >= 22
                && asked.getOrDefault("state", "").length() >= 22
                && asked.getOrDefault("scope", "").equals("openid profile offline_access " + CLIENT + "/.default");
        if (!isRight) {
            return Answer.of(400, "AADSTS900144: the request is not as it should be");
        }
        String answered = "&state=" + encoded(Objects.requireNonNullElse(state, asked.get("state")));
        String refusal = error;
        if (refusal != null) {
            return redirect(
                    exchange,
                    asked.getOrDefault("redirect_uri", ""),
                    "#error=" + refusal + "&error_description=" + encoded("AADSTS65004: planted words") + answered);
        }
        String code = given("code-" + UUID.randomUUID());
        codes.put(code, Map.copyOf(asked));
        return redirect(
                exchange, asked.getOrDefault("redirect_uri", ""), "#code=" + code + answered + "&session_state=x");
    }

    private Answer token(HttpExchange exchange, Map<String, String> asked) {
        String origin = String.valueOf(exchange.getRequestHeaders().getFirst("Origin"));
        if (!redirectUri.startsWith(origin + "/")) {
            return refused("AADSTS9002327: tokens of a single-page application are for its origin only");
        }
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
        String grant = asked.getOrDefault("grant_type", "");
        if (grant.equals("refresh_token")) {
            if (refreshTokens.remove(asked.getOrDefault("refresh_token", "")) == null) {
                return refused("AADSTS700084: the refresh token has expired");
            }
            return tokens(grant, null);
        }
        Map<String, String> begun = codes.remove(asked.getOrDefault("code", ""));
        if (begun == null
                || !grant.equals("authorization_code")
                || !CLIENT.equals(asked.get("client_id"))
                || !Objects.equals(begun.get("redirect_uri"), asked.get("redirect_uri"))) {
            return refused("AADSTS54005: the code was redeemed already, or is of another request");
        }
        if (!challenge(asked.getOrDefault("code_verifier", "")).equals(begun.get("code_challenge"))) {
            return refused("AADSTS501481: the code verifier does not match");
        }
        return tokens(grant, Objects.requireNonNullElse(nonce, begun.get("nonce")));
    }

    private Answer tokens(String grant, @Nullable String known) {
        grants.add(grant);
        Instant now = Instant.now().minus(age);
        ObjectNode identity = claims(now, roles);
        if (known != null) {
            identity.put("nonce", known);
        }
        String refresh = given("refresh-" + UUID.randomUUID());
        refreshTokens.put(refresh, "");
        return Answer.of(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("token_type", "Bearer")
                        .put("expires_in", lifetime.toSeconds())
                        .put("access_token", given(token(now, roles)))
                        .put("id_token", given(signed(key(), identity)))
                        .put("refresh_token", refresh)
                        .toString());
    }

    private String given(String secret) {
        given.add(secret);
        return secret;
    }

    private static Answer refused(String description) {
        return Answer.of(
                400,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("error", "invalid_grant")
                        .put("error_description", description)
                        .toString());
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
    }
}
