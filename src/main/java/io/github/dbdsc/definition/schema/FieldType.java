package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** What a field of the settings may hold. */
interface FieldType {

    /**
     * The value in this type. A value that can't be read as it is taken down and comes back as it is.
     *
     * @return a node of its own: nothing that can be changed is shared with the given one
     */
    JsonNode read(JsonNode value, SettingsPath path, FindingList findings);

    /** What is expected: {@code an integer}. */
    String expected();

    /** Takes down that a value is not of this type. */
    default JsonNode refuse(JsonNode value, SettingsPath path, FindingList findings) {
        findings.error(path, "must be " + expected() + ", but is " + ValueText.of(value));
        return value.deepCopy();
    }
}
