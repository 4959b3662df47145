package io.github.dbdsc.function;

import io.github.dbdsc.access.EntraTokens;
import io.github.dbdsc.access.TokenCheck;
import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.fakes.LoopbackServer;
import io.github.dbdsc.settings.AccessSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All HTTP functions behind real HTTP, for callers with tokens of an issuer on this machine. */
final class ApiWithTokens implements AutoCloseable {

    private final FakeIssuer issuer = new FakeIssuer();
    private final ApiUnderTest api;

    /** @param mode setting {@code AUTH} */
    ApiWithTokens(Path folder, String mode) throws IOException {
        this(folder, mode, Map.of());
    }

    /** @param others further settings, which win */
    ApiWithTokens(Path folder, String mode, Map<String, String> others) throws IOException {
        Map<String, String> values = new HashMap<>(issuer.settings(mode));
        values.putAll(others);
        api = new ApiUnderTest(folder, access(AccessSettings.of(values)));
    }

    /** Returns the access of the function app, but for whom its connections to the issuer trust. */
    private static HttpAccess access(AccessSettings settings) {
        AccessSettings.Trusted trusted = settings.trusted();
        TokenCheck tokens = trusted == null
                ? TokenCheck.NONE
                : new EntraTokens(
                        trusted, Clock.systemUTC(), LoopbackServer.context().getSocketFactory());
        return new HttpAccess(settings, tokens, request -> Optional.of(new CallerName(false).of(request)));
    }

    FakeIssuer issuer() {
        return issuer;
    }

    ApiUnderTest api() {
        return api;
    }

    /** Calls with a token that has this role. */
    HttpResponse<String> as(String role, String method, String path) throws Exception {
        String token = issuer.token(Clock.systemUTC().instant(), role);
        return api.sent(method, path, "Authorization", FakeIssuer.bearer(token));
    }

    @Override
    public void close() {
        api.close();
        issuer.close();
    }
}
