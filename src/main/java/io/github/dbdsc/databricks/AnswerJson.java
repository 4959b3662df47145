package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JsonTrees;
import java.io.IOException;

/** Reads the workspace's answers, each of which is one JSON object. */
final class AnswerJson {

    /** Deeper than any job, but limited: comparing settings recurses as deep as they are. */
    private static final int DEEPEST = 200;

    private static final JsonMapper MAPPER = JsonTrees.mapper(DEEPEST).build();

    private AnswerJson() {}

    /**
     * Reads an answer.
     *
     * @throws IOException when it is not a JSON object, such as a proxy's page, or is cut short
     */
    static ObjectNode object(byte[] body) throws IOException {
        if (MAPPER.readTree(body) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not an object");
    }

    /**
     * Reads all fields of an answer but one, whose value is skipped: that costs a fraction of {@link #object(byte[])}.
     *
     * @throws IOException when the answer is not a JSON object, or is cut short
     */
    static ObjectNode without(String field, byte[] body) throws IOException {
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(field)) {
                    parser.skipChildren();
                } else {
                    others.set(name, parser.<JsonNode>readValueAsTree());
                }
            }
        }
        return others;
    }
}
