package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;

/** What the Jobs API 2.2 makes of the values of fields. */
public final class FieldValues {

    private FieldValues() {}

    /** Reports whether a value means that its field is not set: null, "", 0, false, [] and {} all do. */
    public static boolean isEmpty(JsonNode node) {
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

    /**
     * Reports whether two values that are neither objects nor lists mean the same. The service accepts strings for
     * numbers and booleans ({@code "100"}, {@code "false"}) and returns them typed; it returns the values of string maps
     * as strings.
     */
    public static boolean same(JsonNode one, JsonNode other) {
        if (!one.isValueNode() || !other.isValueNode()) {
            return false;
        }
        if (isFinite(one) && isFinite(other)) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.asText().equals(other.asText());
    }

    /** Reports whether a decimal can hold the number, unlike the infinity that JSON's 1e999 is read as. */
    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.isBigInteger() ? 0 : node.doubleValue());
    }
}
