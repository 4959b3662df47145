package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.Loopback;
import io.github.dbdsc.settings.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Chooses the way into a function app: with the key that the environment has, else with a token where the app says that it
 * takes some.
 *
 * @param environment may hold {@link #KEY} and {@link #AUDIENCE}
 * @param tokens gives out tokens of whoever is logged in here
 */
record AppLogin(Map<String, String> environment, Tokens tokens) {

    /** Holds the key, since arguments are seen by every process and kept in logs. */
    static final String KEY = "DB_DSC_JOBS_KEY";

    /** Names the only audience that tokens are asked for. */
    static final String AUDIENCE = "DB_DSC_JOBS_AUDIENCE";

    private static final String ID = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";
    private static final Pattern TENANT = Pattern.compile(ID);

    /**
     * What the app itself may have a token asked for: an application of somebody's own. Microsoft's services, for which the
     * same login gets tokens too, have other forms, and the app must not be able to name one of them.
     */
    private static final Pattern OWN_APPLICATION = Pattern.compile("(?:api://)?(" + ID + ")");

    /** Gives out tokens. */
    @FunctionalInterface
    interface Tokens {

        /** Returns where to get tokens for this audience of this tenant. */
        Supplier<String> of(String audience, String tenant);
    }

    /**
     * Returns the way in.
     *
     * @param app is asked without a key or a token
     * @throws UsageException when there is no key and the app takes nothing else, or the environment names no key or audience
     * @throws AppException when the app does not say what it takes
     */
    AppEntry entry(AppExchange app) {
        Optional<String> key = Settings.value(environment, KEY);
        if (key.isPresent()) {
            if (!key.get().matches("[!-~]+")) {
                throw new UsageException(KEY + " is no function key: it has characters that no key has");
            }
            return AppEntry.ofKey(key.get());
        }
        AppExchange.Answer answer = app.get("/auth");
        if (answer.status() == 404) {
            return withoutAny(app.app(), ", since this version of the app takes nothing else");
        }
        JsonNode auth = AppClient.document(app, answer, "GET /api/auth");
        return switch (auth.path("mode").asText()) {
            case "keys" -> withoutAny(app.app(), ", since it takes nothing else (AUTH=keys)");
            case "entra", "both" -> AppEntry.ofTokens(tokens.of(audience(auth), tenant(app, auth)));
            default -> throw AppRefusal.notOfTheApp(app.app(), "GET /api/auth");
        };
    }

    /** Only on this machine, there is nothing to show. */
    private static AppEntry withoutAny(URI app, String why) {
        if (Loopback.isHost(app.getHost())) {
            return AppEntry.OPEN;
        }
        throw new UsageException(KEY + " is not set; it should be a function key of " + app + why);
    }

    private static String tenant(AppExchange app, JsonNode auth) {
        String tenant = auth.at("/entra/tenant").asText();
        if (!TENANT.matcher(tenant).matches()) {
            throw AppRefusal.notOfTheApp(app.app(), "GET /api/auth");
        }
        return tenant;
    }

    private String audience(JsonNode auth) {
        Optional<String> wanted = Settings.value(environment, AUDIENCE);
        if (wanted.isPresent()) {
            return wanted.get().replaceFirst("/+$", "");
        }
        return StreamSupport.stream(auth.at("/entra/audiences").spliterator(), false)
                .map(audience -> OWN_APPLICATION.matcher(audience.asText()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> "api://" + matcher.group(1))
                .findFirst()
                .orElseThrow(() -> new UsageException("the app takes tokens for an audience that is not of the form"
                        + " api://<client id>, which is not asked for on its word alone; set " + AUDIENCE
                        + " to the application id URI of its app registration"));
    }
}
