package io.github.dbdsc.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a token of Microsoft Entra says of whom it stands for. Not verified, and not to be relied on: it only helps to
 * name our own identity in messages, where nobody has told us its client id.
 */
final class TokenClaims {

    private static final JsonMapper MAPPER = new JsonMapper();

    private TokenClaims() {}

    /** A user's name, else an application's id; empty when the token is not readable. */
    static Optional<String> name(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return Stream.of("upn", "unique_name", "preferred_username", "appid", "azp")
                    .map(claim -> claims.path(claim).asText(""))
                    .filter(value -> !value.isEmpty())
                    .findFirst();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
