package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what a schema comes to once its references are followed, as the library follows them: twenty definitions that each
 * refer to the next one twice are a million.
 */
final class SchemaSize {

    /** In objects. Many times what a policy needs. */
    private static final long MOST = 100_000;

    private final JsonNode schema;
    private final Map<String, Long> known = new HashMap<>();

    private SchemaSize(JsonNode schema) {
        this.schema = schema;
    }

    static boolean isTooLarge(JsonNode schema) {
        return new SchemaSize(schema).of(schema) > MOST;
    }

    private long of(JsonNode node) {
        long size = node.isObject() ? 1 : 0;
        for (JsonNode child : node) {
            size += of(child);
        }
        String reference = node.path("$ref").asText("");
        return Math.min(MOST + 1, size + (reference.startsWith("#") ? referred(reference) : 0));
    }

    /** A reference to what it is part of counts once: the library follows it when a value asks for it. */
    private long referred(String reference) {
        Long size = known.get(reference);
        if (size == null) {
            known.put(reference, 0L);
            size = of(SchemaRule.target(schema, reference));
            known.put(reference, size);
        }
        return size;
    }
}
