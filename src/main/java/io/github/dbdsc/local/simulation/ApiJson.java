package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads and writes the JSON of requests and answers. */
final class ApiJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ApiJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A JSON value written in this program's own code. */
    static JsonNode literal(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + text, e);
        }
    }

    /**
     * A request's body.
     *
     * @throws ApiError 400 when it is not one JSON object
     */
    static ObjectNode body(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw ApiError.malformedRequest("Invalid JSON given in the body of the request - expected a map");
        } catch (JsonProcessingException e) {
            throw ApiError.malformedRequest(
                    "Invalid JSON given in the body of the request - failed to parse given JSON");
        }
    }

    static String text(JsonNode node) {
        return node.toString();
    }

    static String prettyText(JsonNode node) {
        return node.toPrettyString();
    }
}
