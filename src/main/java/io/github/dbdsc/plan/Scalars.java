package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Jobs API 2.2: strings are taken where numbers and booleans belong ({@code "100"}, {@code "false"}) and come back
 * typed; values of string maps come back as strings.
 */
final class Scalars {

    private Scalars() {}

    /** Whether two values that are neither objects nor lists mean the same. */
    static boolean same(JsonNode one, JsonNode other) {
        if (!one.isValueNode() || !other.isValueNode()) {
            return false;
        }
        if (isFinite(one) && isFinite(other)) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.asText().equals(other.asText());
    }

    /** A number that decimals can hold: not what JSON's 1e999 is read as. */
    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.isBigInteger() ? 0 : node.doubleValue());
    }
}
