package io.github.dbdsc.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.github.dbdsc.model.Caller;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads whom a token stands for from its claims (Microsoft identity platform, access token claims). Version 1.0 and 2.0 name
 * some of them differently.
 */
final class TokenClaims {

    private TokenClaims() {}

    /** Returns whom the claims of a good token stand for. */
    static TokenHolder holder(JWTClaimsSet claims) {
        Optional<AppRole> role =
                claims.getClaim("roles") instanceof Collection<?> roles ? AppRole.highest(roles) : Optional.empty();
        return new TokenHolder(caller(claims), role);
    }

    private static Caller caller(JWTClaimsSet claims) {
        String person = first(claims, "preferred_username", "upn", "unique_name");
        String app = first(claims, "appid", "azp");
        boolean isApp = first(claims, "idtyp").equals("app")
                || (person.isEmpty() && claims.getClaim("scp") == null && !app.isEmpty());
        if (isApp) {
            return new Caller(
                    Caller.Kind.APPLICATION,
                    first(claims, "app_displayname"),
                    app.isEmpty() ? first(claims, "oid", "sub") : app);
        }
        String name = person.isEmpty() ? first(claims, "name") : person;
        return new Caller(Caller.Kind.PERSON, name, first(claims, "oid", "sub"));
    }

    /** Returns the first of these claims that is there as text; {@code ""} where none is. */
    private static String first(JWTClaimsSet claims, String... names) {
        return Stream.of(names)
                .map(claims::getClaim)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }
}
