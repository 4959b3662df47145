package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Names a value in a message. What lists and objects hold is not shown: it may be long, or secret. */
final class ValueText {

    private static final int LONGEST = 40;

    private ValueText() {}

    static String of(JsonNode value) {
        if (value.isObject()) {
            return "an object";
        }
        if (value.isArray()) {
            return "a list";
        }
        String text = value.asText();
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return value.isTextual() ? '"' + shown + '"' : shown;
    }
}
