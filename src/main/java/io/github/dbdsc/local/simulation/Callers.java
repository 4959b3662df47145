package io.github.dbdsc.local.simulation;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may call, by bearer token. */
final class Callers {

    private static final String SCHEME = "Bearer ";

    private final Map<String, Caller> byToken = new ConcurrentHashMap<>();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();

    Callers(Collection<Caller> callers) {
        callers.forEach(this::accept);
    }

    void accept(Caller caller) {
        expired.remove(caller.token());
        byToken.put(caller.token(), caller);
    }

    void expire(String token) {
        expired.add(token);
    }

    /**
     * Returns who sent this {@code Authorization} header.
     *
     * @throws ApiError 401 without a bearer token or with one that has expired, 403 with one that was never accepted
     */
    Caller authenticated(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            throw new ApiError(
                    401,
                    "UNAUTHENTICATED",
                    "Credential was not sent or was of an unsupported type for this API. Send a bearer token.");
        }
        String token = authorization.substring(SCHEME.length());
        if (expired.contains(token)) {
            throw new ApiError(401, "UNAUTHENTICATED", "Token is expired.");
        }
        return Optional.ofNullable(byToken.get(token))
                .orElseThrow(() -> ApiError.permissionDenied("Invalid access token."));
    }
}
