package io.github.dbdsc.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Base64;

/** Reads what a token of our own claims. Nothing is verified: it only helps to say in messages whose token it is. */
final class JwtClaims {

    private static final JsonMapper MAPPER = new JsonMapper();

    private JwtClaims() {}

    /** Returns the claims; an object without members where the token is none that can be read. */
    static JsonNode of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length == 3) {
            try {
                return MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            } catch (IOException | IllegalArgumentException e) {
                // not for us to read
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
