package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;

/** Jobs API 2.2: null, "", 0, false, [] and {} all mean that a field is not set. */
final class Emptiness {

    private Emptiness() {}

    static boolean isEmpty(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> true;
            case STRING -> node.asText().isEmpty();
            case NUMBER -> node.doubleValue() == 0;
            case BOOLEAN -> !node.asBoolean();
            case ARRAY, OBJECT -> node.isEmpty() || allEmpty(node);
            default -> false;
        };
    }

    private static boolean allEmpty(JsonNode container) {
        for (JsonNode child : container) {
            if (container.isArray() || !isEmpty(child)) {
                return false;
            }
        }
        return true;
    }
}
